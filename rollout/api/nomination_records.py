"""A nomination as the API says it, as far as its reader may see it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rollout.models import Nomination, SignOff
from rollout.nomination_answers import nomination_title
from rollout.nomination_pages import Page, missing_pages
from rollout.nomination_tasks import SignState, sign_states
from rollout.selectors.nominations import Sight, members_of, requests_of, sight_of

PAGES: Mapping[str, Mapping[str, Any]] = {
    Page.FOCUS: {"focus": "", "detail": ""},
    Page.PARTNERS: {"sectors": [], "detail": ""},
    Page.OFFER: {"elements": [], "detail": ""},
    Page.BARRIERS: {"barriers": []},
}


def line_of(one: Nomination) -> dict[str, Any]:
    """What a list says of it; its authorities are there already."""
    return {
        **{name: getattr(one, name) for name in ("id", "reference", "wanted_start", "version", *MOMENTS)},
        "place": nomination_title(one, one.authorities.all()),
        "authorities": [authority.gss_code for authority in one.authorities.all()],
        "state": one.state.value,
    }


MOMENTS = ("started_at", "submitted_at", "acknowledged_at", "withdrawn_at")


def of_nomination(one: Nomination, *, user: Any, now: datetime, today: date) -> dict[str, Any]:
    """The plain value that `NominationOut` gives out, with its `etag`."""
    sight = sight_of(user, one)
    members = _members(one, sight, now, today)
    said = {
        "id": one.pk,
        "reference": one.reference,
        "version": one.version,
        "place": nomination_title(one),
        "state": one.state.value,
        "lead_authority": one.lead_authority.gss_code,
        "members": members,
        "answers": _answers(one, members, sight),
        "missing": [page.value for page in missing_pages(one)],
        "area": one.area.slug if one.area is not None else None,
        "requests": [entry.reference for entry in requests_of(one, user)],
        **_happened(one, sight),
    }
    return {**said, "etag": f"{one.version}-{_digest(members, said['requests'])}"}


def _digest(*told: Any) -> str:
    """What moves without a version: who has signed, who leads, which requests the reader may see."""
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()[:12]


def _happened(one: Nomination, sight: Sight) -> dict[str, Any]:
    """Who did what and when; in what words only for those who see its signers."""
    changed = {"changed_at": one.changed_at, "changed_by": str(one.changed_by)} if sight.signers else {}
    return {
        **{name: getattr(one, name) for name in MOMENTS},
        "started_by": str(one.started_by),
        "submitted_by": str(one.submitted_by) if one.submitted_by else None,
        "withdrawn_by": str(one.withdrawn_by) if one.withdrawn_by else None,
        "acknowledgement": one.acknowledgement if sight.signers and one.acknowledged_at else None,
        "withdrawal": one.withdrawal if sight.signers and one.withdrawn_at else None,
        **(changed or {"changed_at": None, "changed_by": None}),
    }


def _members(one: Nomination, sight: Sight, now: datetime, today: date) -> list[dict[str, Any]]:
    states = {state.authority.pk: state for state in sign_states(one, now=now)} if sight.signers else {}
    return [
        {
            "authority": member.authority.gss_code,
            "name": member.authority.short_name,
            "locality_lead": str(member.lead.user) if member.lead else None,
            "sign_off": _sign_off(states[member.authority.pk], sight) if states else None,
        }
        for member in members_of(one, today)
    ]


def _sign_off(state: SignState, sight: Sight) -> dict[str, Any]:
    asked = state.asked or SignOff()
    names = ("full_name", "post", "asked_at", "expires_at", "signed_at", "sent_back_at")
    said = {name: getattr(asked, name) for name in names}
    comment = asked.comment if sight.comments and asked.sent_back_at else None
    return {"state": state.sign.name.lower(), **said, "comment": comment}


def _answers(one: Nomination, members: list[dict[str, Any]], sight: Sight) -> dict[str, Any]:
    """The answers by page, null for those not given: in the shapes in which they are taken in."""
    said: dict[str, Any] = {page.value: None for page in Page}
    for page, blank in PAGES.items():
        if page in one.answers:
            said[page] = {**blank, **one.answers[page]}
    if Page.PACE in one.answers:
        blank = {"budget_cycle": "", "detail": ""}
        said[Page.PACE] = {**blank, **one.answers[Page.PACE], "wanted_start": one.wanted_start}
    if Page.BARRIERS in one.answers:
        said[Page.BARRIERS] = {"barriers": [_barrier(barrier) for barrier in one.answers[Page.BARRIERS]["barriers"]]}
    if Page.WHO in one.answers:
        contacts = [_contact(contact, sight) for contact in one.answers[Page.WHO]["contacts"]]
        codes = [member["authority"] for member in members]
        said[Page.WHO] = {"authorities": codes, "name": one.name, "contacts": contacts}
    return said


def _barrier(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {"detail": "", "departments": [], **kept}


def _contact(kept: Mapping[str, str], sight: Sight) -> dict[str, str]:
    names = ("name", "job_title", "email", "phone") if sight.contacts else ("name", "job_title")
    return {name: kept.get(name, "") for name in names}
