"""Coverage and engagement as plain values, as the shapes give them out."""

from __future__ import annotations

from typing import Any

from areas.models import Authority
from rollout.forms.engagement import NOT_ENGAGED
from rollout.models import EngagementStep
from rollout.presenters import NOT_YET
from rollout.selectors.coming import Coming
from rollout.selectors.coverage import BASIS, HALF_BY, LABELS, STEPS, Coverage, Standing


def of_coverage(found: Coverage, coming: Coming) -> dict[str, Any]:
    """The numbers of the page."""
    return {
        "as_at": found.as_at,
        "engaged": found.engaged,
        "authorities": found.total,
        "share": found.share,
        "sentence": found.sentence,
        "planning_basis": {"authorities": found.half, "by": HALF_BY, "about": BASIS},
        "steps": [
            {"step": step or NOT_ENGAGED, "label": LABELS[step], "authorities": found.steps[step]} for step in STEPS
        ],
        "regions": [
            {"code": one.code, "name": one.name, "engaged": one.engaged, "authorities": one.total}
            for one in found.regions
        ],
        "over_time": [{"on": one.on, "engaged": one.engaged} for one in found.points],
        "coming": of_coming(coming),
    }


def of_coming(coming: Coming) -> dict[str, Any]:
    """What open nominations say, with the sentence that must stand beside it."""
    months = [
        {
            "month": f"{one.month:%Y-%m}",
            "authorities": one.authorities,
            "live_then": one.live,
            "has_passed": one.has_passed,
        }
        for one in coming.months
    ]
    return {
        "nominations": coming.nominations,
        "authorities": coming.authorities,
        "months": months,
        "caveat": NOT_YET,
    }


def of_standing(authority: Authority, standing: Standing) -> dict[str, Any]:
    """Where an authority stands."""
    return {
        "code": authority.gss_code,
        "name": authority.short_name,
        "region_code": authority.region_code,
        "region": authority.region_name,
        "step": standing.step or NOT_ENGAGED,
        "label": standing.label,
        "since": standing.since,
        "engaged": standing.is_engaged,
    }


def of_step(step: EngagementStep) -> dict[str, Any]:
    """A step, with why it was retracted where it was."""
    retraction = None
    if step.retracted_at is not None:
        retraction = {"reason": step.retraction, "by": str(step.retracted_by), "at": step.retracted_at}
    names = {name: getattr(step, name) for name in ("id", "step", "on", "note", "source")}
    return {**names, "label": step.get_step_display(), "retraction": retraction}
