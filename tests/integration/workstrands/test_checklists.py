"""The letters of F003's lists as data, and how far a plan has come with each (Annex B ¶5, Annex C)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted
from areas.services.reference import LoadResult
from rollout.workstrands.models import ChecklistItem, ItemNote, PlanItem
from rollout.workstrands.services.beginning import begin_plan
from rollout.workstrands.services.checklists import ITEMS, add_note
from rollout.workstrands.services.parts import PlanClosed
from rollout.workstrands.services.reference import load_workstrands
from tests.factories.workstrand_plans import PlanItemFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW

PRINTED = {
    # Annex B ¶5
    (4, "plan"): {
        "a": "Develop a shadow Budget for the place",
        "b": "Identify local outcomes",
        "c": "Understand existing delivery chains",
        "d": "Use customer insight and visioning",
        "e": "Develop and appraise options",
        "f": "Identify local structures",
        "g": "Use business process re-engineering",
        "h": "Deliver a gap analysis",
        "i": "Identify timescales",
        "j": "Develop an implementation plan/approach",
    },
    # Annex C, Neighbourhood Level Community Budgets
    (3, "codesign"): {
        "a": "The level of influence or control wanted by the community",
        "b": "Which services should be included",
        "c": "The right spatial level",
        "d": "Balancing community",
        "e": "The scope for matching the cash element",
        "f": "The potential to develop new funding arrangements",
        "g": "Governance and accountability",
        "h": "What sort of community capacity is needed",
        "i": "The cost effectiveness of the approach",
        "j": "Developing a mechanism for areas to benefit",
        "k": "How a ‘right to a neighbourhood level Community Budget’",
    },
    # Annex C, A single budget for a place
    (4, "review"): {
        "a": "Develop a shadow Budget for each place",
        "b": "Explore longer term resourcing issues",
        "c": "Determine how a single budget for a place would be derived",
        "d": "Ensure identified options for a single budget fit",
        "e": "Identify and agree national and local outcomes",
        "f": "Identify and understand existing delivery chains",
        "g": "Establish what local people want",
        "h": "Develop and adopt a robust methodology",
        "i": "Identify effective local structures",
        "j": "Identify any necessary changes to Central Government",
        "k": "Use business process re-engineering",
        "l": "Deliver a gap analysis",
        "m": "Identify timescales for practical implementation",
        "n": "Develop an implementation plan/approach",
    },
}
"""How each item begins in F003, letter by letter."""


def wrong(item, by, **values):
    with pytest.raises(ValidationError) as refused:
        ITEMS.change(row=item, values=values, expected_version=item.version, by=by, now=NOW)
    assert PlanItem.objects.get(pk=item.pk).version == item.version
    return refused.value.message_dict


def test_every_item_a_to_j_a_to_k_and_a_to_n_of_f003_is_there_with_its_letter(db, secretary):
    load_workstrands(LoadResult())
    assert [len(letters) for letters in PRINTED.values()] == [10, 11, 14]
    found = {}
    for item in ChecklistItem.objects.all():
        found.setdefault((item.strand_id, item.checklist), {})[item.letter] = item.text
    assert {key: list(letters) for key, letters in found.items()} == {key: list(all_) for key, all_ in PRINTED.items()}
    for key, letters in PRINTED.items():
        for letter, words in letters.items():
            assert found[key][letter].lower().startswith(words.lower()), (key, letter)
    plan = begin_plan(place=StrandPlaceFactory(), by=secretary, now=NOW)
    assert plan.items.count() == 24
    neighbourhood = begin_plan(place=StrandPlaceFactory(of_neighbourhood=True), by=secretary, now=NOW)
    assert "".join(neighbourhood.items.values_list("item__letter", flat=True)) == "abcdefghijk"


def test_who_says_done_or_not_needed_says_what_shows_it_or_why(plan, officer):
    item = PlanItemFactory(plan=plan)
    assert wrong(item, officer, state="done") == {"evidence": ["Enter what shows that it is done"]}
    assert wrong(item, officer, state="not_needed") == {"evidence": ["Enter why it is not needed"]}
    assert set(wrong(item, officer, state="in_progress", due_on=date(1066, 10, 14))) == {"due_on"}
    assert "evidence_link" in wrong(item, officer, evidence_link="javascript:alert(1)")
    elsewhere = TeamMemberFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    assert set(wrong(item, officer, owner=elsewhere)) == {"owner"}
    values = {"state": "done", "evidence": "The map of 3 October", "owner": TeamMemberFactory(plan=plan)}
    done = ITEMS.change(row=item, values=values, expected_version=1, by=officer, now=NOW)
    assert (done.state, done.version) == ("done", 2)


def test_notes_are_dated_and_never_changed(plan, officer, stranger):
    item = PlanItemFactory(plan=plan)
    note = add_note(item=item, text=" Half of it is mapped ", by=officer, now=NOW)
    assert (note.text, note.by, note.at) == ("Half of it is mapped", officer, NOW)
    for text in ("  ", "x" * 4001):
        with pytest.raises(ValidationError):
            add_note(item=item, text=text, by=officer, now=NOW)
    with pytest.raises(NotPermitted):
        add_note(item=item, text="From elsewhere", by=stranger, now=NOW)
    with pytest.raises(IntegrityError, match="never updated"), transaction.atomic():
        ItemNote.objects.update(text="Another")
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    with pytest.raises(PlanClosed):
        add_note(item=PlanItem.objects.get(), text="Late", by=officer, now=NOW)
    assert ItemNote.objects.get() == note
