"""Drafts of outline proposals: started while the prospectus is open, and answered page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.workstrands.models import Criterion, EarlierArea, OutlineAnswer, OutlineProposal, Prospectus, Workstrand
from rollout.workstrands.models.outlines import ANSWER_LENGTH
from rollout.workstrands.outline_pages import FIELDS, LABELS, OutlinePage, read_said
from rollout.workstrands.services.outlines.claims import (
    as_it_is,
    audit,
    check_draft,
    check_only_one,
    check_window,
    claim,
    drafts,
)

NAME_IT = "Enter the name of the neighbourhood"
WRITABLE = frozenset(name for names in FIELDS.values() for name in names)


@transaction.atomic
def start_outline(
    *, strand: Workstrand, authority: Authority, by: Any, now: datetime, neighbourhood_name: str = ""
) -> OutlineProposal:
    """Start an outline proposal of `authority`; in strand 3 for the neighbourhood called `neighbourhood_name`.

    Raises NotPermitted; WindowClosed unless the prospectus is published and open; ValidationError by field where the
    place has an open one already.
    """
    outline = OutlineProposal(
        strand=strand,
        authority=authority,
        neighbourhood_name=neighbourhood_name.strip(),
        started_by=by,
        started_at=now,
        changed_at=now,
    )
    require(by, Permission.EDIT_OUTLINE, on=outline)
    check_window(strand, now)
    Authority.objects.select_for_update().get(pk=authority.pk)
    _check(outline)
    outline.save()
    audit(by, "started", outline, now, strand=strand.number, authority=authority.gss_code)
    return outline


@transaction.atomic
def keep_answers(
    outline: OutlineProposal,
    *,
    by: Any,
    expected_version: int,
    now: datetime,
    fields: Mapping[str, Any] | None = None,
    answers: Mapping[str, str] | None = None,
) -> OutlineProposal:
    """Keep some of what a draft says: `fields` of it by name, `answers` by the keys of criteria; blank is unanswered.

    Sign-offs of other answers end. Raises NotPermitted, StaleVersion, OutlineClosed, and ValidationError by field.
    """
    fields, answers = dict(fields or {}), {key: text.strip() for key, text in (answers or {}).items()}
    require(by, Permission.EDIT_OUTLINE, on=outline)
    check_draft(outline)
    said = read_said(as_it_is(outline))
    criteria = {one.key: one for one in said.criteria}
    _check_answers(answers, criteria)
    was = {name: getattr(said.outline, name) for name in fields if name in WRITABLE}
    for name, value in fields.items():
        setattr(said.outline, name, value)
    _check(said.outline, fields)
    kept = _claim(outline, expected_version, now, fields)
    for key, text in answers.items():
        _answer(kept, criteria[key], text)
    changed = {name: value for name, value in fields.items() if was[name] != value}
    reworded = [key for key, text in answers.items() if said.answers.get(key, "") != text]
    if changed or reworded:
        kept.sign_offs.filter(ended_at__isnull=True).update(ended_at=now)
    audit(by, "answered", kept, now, changed=sorted(changed), criteria=sorted(reworded))
    return kept


def _claim(outline: OutlineProposal, version: int, now: datetime, fields: Mapping[str, Any]) -> OutlineProposal:
    try:
        with transaction.atomic():
            return claim(outline, drafts(), version, now=now, **fields)
    except IntegrityError:  # another outline proposal took the name in the same moment
        for name, value in fields.items():
            setattr(outline, name, value)
        check_only_one(outline)
        raise


def _answer(outline: OutlineProposal, criterion: Criterion, text: str) -> None:
    if text:
        OutlineAnswer.objects.update_or_create(outline=outline, criterion=criterion, defaults={"text": text})
    else:
        OutlineAnswer.objects.filter(outline=outline, criterion=criterion).delete()


def _check_answers(answers: Mapping[str, str], criteria: Mapping[str, Criterion]) -> None:
    faults = {}
    for key, text in answers.items():
        if key not in criteria:
            faults[f"answers.{key}"] = "This workstrand has no such criterion"
        elif len(text) > ANSWER_LENGTH:
            faults[f"answers.{key}"] = f"{criteria[key].title} must be {ANSWER_LENGTH:,} characters or fewer"
    if faults:
        raise ValidationError(faults)


def _check(outline: OutlineProposal, fields: Mapping[str, Any] | None = None) -> None:
    """Refuse what is too long, what is of the other workstrand, a nameless neighbourhood and a second of its place."""
    if unknown := set(fields or ()) - WRITABLE:
        raise ValidationError(dict.fromkeys(sorted(unknown), "An outline proposal has no such answer"))
    outline.clean_fields()
    asked = FIELDS[OutlinePage.NEIGHBOURHOOD]
    if not outline.strand.is_of_neighbourhoods:
        said = [name for name in asked if getattr(outline, name)]
        if said:
            raise ValidationError({name: f"Leave out: {LABELS[name].lower()}" for name in said})
    elif not outline.neighbourhood_name:
        raise ValidationError({"neighbourhood_name": NAME_IT})
    _check_earlier(outline)
    check_only_one(outline)


def _check_earlier(outline: OutlineProposal) -> None:
    earlier: EarlierArea | None = outline.earlier_area
    if earlier is None:
        return
    prospectus = Prospectus.objects.filter(strand=outline.strand_id).first()
    if prospectus is not None and not prospectus.earlier_areas:
        raise ValidationError({"earlier_area": "The prospectus asks no earlier areas. Leave this out"})
    if not earlier.name or (earlier.authority_id and earlier.authority_id != outline.authority_id):
        raise ValidationError({"earlier_area": "Select an earlier area of your own authority"})
