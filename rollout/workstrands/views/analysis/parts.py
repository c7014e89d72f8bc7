"""Outcomes, delivery chains, options and gaps, as parts of a plan."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.forms.base import PartForm
from rollout.workstrands.forms.chains import ChainForm, LinkForm
from rollout.workstrands.forms.gaps import GapForm
from rollout.workstrands.forms.options import OptionForm
from rollout.workstrands.forms.outcomes import MeasureForm, OutcomeForm
from rollout.workstrands.models import ChainLink, DeliveryChain, OutcomeMeasure, PlanGap, PlanOption, PlanOutcome
from rollout.workstrands.services.chains import CHAINS, LINKS
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.services.options import OPTIONS
from rollout.workstrands.services.outcomes import MEASURES, OUTCOMES
from rollout.workstrands.services.parts import PartService
from rollout.workstrands.views.parts.nouns import Noun


def _gaps(user: Any) -> Any:
    return PlanGap.objects.visible_to(user).select_related("plan__place", "owner")


def _outcomes(user: Any) -> Any:
    return PlanOutcome.objects.visible_to(user).select_related("plan__place")


def _measures(user: Any) -> Any:
    return OutcomeMeasure.objects.visible_to(user).select_related("outcome__plan__place")


def _chains(user: Any) -> Any:
    return DeliveryChain.objects.visible_to(user).select_related("plan__place", "outcome")


def _links(user: Any) -> Any:
    return ChainLink.objects.visible_to(user).select_related("chain__plan__place")


def _options(user: Any) -> Any:
    return PlanOption.objects.visible_to(user).select_related("plan__place")


def _noun(slug: str, one: str, service: PartService[Any], form: type[PartForm], rows: Any, **more: Any) -> Noun:
    """A kind that the page shows: `one` is what one of them is called in a sentence, with its article apart."""
    article, _, name = one.partition(" ")
    return Noun(
        slug=slug,
        service=service,
        form=form,
        rows=rows,
        add_title=f"Add {article} {name}",
        change_title=f"Change the {name}",
        remove_title=f"Remove the {name}",
        added=f"The {name} is added",
        removed=f"The {name} is removed",
        page="workstrands:analysis",
        **more,
    )


PARTS = [
    _noun("outcomes", "an outcome", OUTCOMES, OutcomeForm, _outcomes),
    _noun("measures", "a measure", MEASURES, MeasureForm, _measures, of="outcomes", anchor="outcomes"),
    _noun("chains", "a delivery chain", CHAINS, ChainForm, _chains),
    _noun("links", "a link", LINKS, LinkForm, _links, of="chains", anchor="chains"),
    _noun("options", "an option", OPTIONS, OptionForm, _options),
    _noun("gaps", "a gap", GAPS, GapForm, _gaps),
]
