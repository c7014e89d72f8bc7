"""How far a plan has come with each letter of F003's lists, and what is said of it (Annex B ¶5, Annex C)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import ItemNote, PlanItem
from rollout.workstrands.models.strands import TEXT_LENGTH
from rollout.workstrands.services.parts import PartService, check_open

State = PlanItem.State
WHY = {State.DONE: "Enter what shows that it is done", State.NOT_NEEDED: "Enter why it is not needed"}


def _check(item: PlanItem) -> Faults:
    faults: Faults = {}
    check_days(faults, ("due_on", item.due_on), ("due_on", None))
    if item.owner is not None and item.owner.plan_id != item.plan_id:
        faults["owner"] = "Select somebody of the joint team of this plan"
    if item.state in WHY and not item.evidence.strip():
        faults["evidence"] = WHY[State(item.state)]
    return faults


ITEMS = PartService(PlanItem, check=_check)
"""Changes items; the paper's lists make them, so that none is added or removed."""


@transaction.atomic
def add_note(*, item: PlanItem, text: str, by: Any, now: datetime) -> ItemNote:
    """Say `text` of `item`, dated `now`; notes are never changed. Raises NotPermitted, PlanClosed, ValidationError."""
    require(by, Permission.EDIT_STRAND_PLAN, on=item.plan)
    check_open(item.plan)
    said = text.strip()
    if not said:
        raise ValidationError({"text": "Enter a note"})
    if len(said) > TEXT_LENGTH:
        raise ValidationError({"text": f"The note must be {TEXT_LENGTH:,} characters or fewer"})
    note = ItemNote.objects.create(item=item, text=said, by=by, at=now)
    record(by=by, verb="workstrands.itemnote_added", on=note, label="Note on a checklist item", now=now)
    return note
