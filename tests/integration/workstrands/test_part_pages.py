"""Pages on which parts of a plan are added, changed and removed: one way for all kinds of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from rollout.workstrands.models import PlanGap
from tests.factories.workstrand_plans import PlanGapFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

SAID = {"subject": "Sharing data", "as_is": "Apart", "to_be": "Together", "required": "An agreement"}


@pytest.fixture
def client(officer):
    signed_in = Client()
    signed_in.force_login(officer)
    return signed_in


def at(name, **more):
    return reverse(f"workstrands:{name}", kwargs={"place": "essex", "part": "gaps", **more})


def test_a_gap_is_added_changed_and_removed(plan, client):
    back = f"{reverse('workstrands:analysis', args=['essex'])}#gaps"
    assert "Add a gap" in client.get(at("add_part")).content.decode()
    assert client.post(at("add_part"), SAID)["Location"] == back
    gap = PlanGap.objects.get()
    wrong = client.post(at("change_part", pk=gap.pk), {**SAID, "version": 1, "to_be": ""})
    assert wrong.status_code == 422
    assert "Enter how it is to be" in wrong.content.decode()
    assert client.post(at("change_part", pk=gap.pk), {**SAID, "version": 1, "to_be": "Shared"})["Location"] == back
    assert "Sharing data" in client.get(at("remove_part", pk=gap.pk)).content.decode()
    assert client.post(at("remove_part", pk=gap.pk), {"version": 1}).status_code == 409
    assert client.post(at("remove_part", pk=gap.pk), {"version": 2})["Location"] == back
    assert not PlanGap.objects.exists()


def test_who_comes_second_keeps_every_word_and_sees_both_versions(plan, client):
    gap = PlanGapFactory(plan=plan, version=2, to_be="Overtaken")
    late = client.post(at("change_part", pk=gap.pk), {**SAID, "version": 1, "to_be": "What I wrote"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Overtaken" in page
    assert "What I wrote" in page


def test_words_about_what_somebody_removed_are_kept_and_can_be_added_again(plan, client):
    gap = PlanGapFactory(plan=plan)
    address = at("change_part", pk=gap.pk)
    gap.delete()
    late = client.post(address, {**SAID, "version": 1, "to_be": "What I wrote"})
    assert late.status_code == 409
    assert "What I wrote" in late.content.decode()
    assert f'action="{at("add_part")}"' in late.content.decode()
    assert client.get(address).status_code == 404


def test_a_part_of_another_plan_a_kind_that_there_is_not_and_a_parent_too_many_are_not_found(plan, client):
    other = PlanGapFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    assert client.get(at("change_part", pk=other.pk)).status_code == 404
    assert client.get(at("add_part", part="dragons")).status_code == 404
    assert client.get(at("add_to_part", parent=1)).status_code == 404
