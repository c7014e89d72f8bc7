"""Assessors, judgements, the selection and its end by API."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import OutlineDecision, StrandPlace
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.selections import assessor_of, criteria_of, judge_all, submitted
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
READY = {"outcome": "selected", "reason": "It is ready", "decided_on": "2011-10-01"}


@pytest.fixture
def criteria(db):
    return criteria_of(4, "A clear boundary", "Key services share the boundary")


@pytest.fixture
def essex(db):
    return AuthorityFactory(short_name="Essex")


@pytest.fixture
def secretary(api):
    return api(person(Role.SECRETARIAT))


def where(answer):
    return answer["Location"].split("/api/v1/")[1]


def test_an_assessor_is_named_declares_judges_and_stands_down(api, criteria, essex, secretary):
    partner, outline = person(Role.PARTNER), submitted(4, essex)
    named = {"user": partner.email, "body": "vcs", "organisation": "A trust"}
    added = secretary.post("workstrands/4/assessors/", named)
    assert (added.status_code, added.json()["declared_on"]) == (201, None)
    assert set(pointers(secretary.post("workstrands/4/assessors/", named))) == {"#/user"}
    address, mine = where(added), api(partner)
    judged = {"criterion": criteria[0].key, "verdict": "meets", "reason": "The map is drawn"}
    early = mine.post(f"outlines/{outline.pk}/judgements/", judged)
    assert (early.status_code, "Declare your interests" in str(pointers(early))) == (422, True)
    said = {"declaration": "None", "declared_on": "2011-09-02", "recused_from": [essex.gss_code]}
    assert mine.post(f"{address}declaration/", said).status_code == 428
    declared = mine.post(f"{address}declaration/", said, match=added)
    assert declared.json()["recused_from"] == [essex.gss_code]
    refused = mine.post(f"outlines/{outline.pk}/judgements/", judged)
    assert (refused.status_code, "Essex" in str(pointers(refused))) == (422, True)
    stale = mine.post(f"{address}declaration/", {**said, "recused_from": []}, match=added)
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    mine.post(f"{address}declaration/", {**said, "recused_from": []}, match=declared)
    kept = mine.post(f"outlines/{outline.pk}/judgements/", judged)
    assert kept.status_code == 201
    assert set(pointers(mine.post(f"outlines/{outline.pk}/judgements/", judged))) == {"#/criterion"}
    changed = mine.patch(where(kept), {"verdict": "in_part"}, match=kept)
    assert (changed.json()["verdict"], changed.json()["reason"]) == ("in_part", "The map is drawn")
    assert secretary.patch(where(kept), {"verdict": "meets"}, match=changed).status_code == 404
    assert secretary.get(f"outlines/{outline.pk}/missing-judgements/").json()["missing"] == [
        "No assessor has judged “Key services share the boundary”"
    ]
    down = secretary.post(f"{address}standing-down/", {"stood_down_on": "2011-10-01"}, match='"4"'.strip('"'))
    assert down.status_code == 412
    down = secretary.post(f"{address}standing-down/", {"stood_down_on": "2011-10-01"}, match=3)
    assert down.json()["stood_down_on"] == "2011-10-01"
    assert secretary.patch(address, {"body": "lg_group"}, match=down).status_code == 409
    assert mine.get(f"outlines/{outline.pk}/judgements/").status_code == 404


def test_a_partner_who_is_no_assessor_of_the_workstrand_knows_nothing_of_it(api, criteria, essex):
    outline = judge_all(submitted(4, essex), assessor_of(4, "government"))
    criteria_of(3, "The neighbourhood wants it")
    elsewhere = api(assessor_of(3, "vcs").user)
    for address in ("workstrands/4/assessors/", f"outlines/{outline.pk}/judgements/"):
        assert elsewhere.get(address).status_code == 404
    assert elsewhere.get(f"judgements/{outline.judgements.first().pk}/").status_code == 404
    assert elsewhere.get("workstrands/3/assessors/").status_code == 200
    champion = api(person(Role.CHAMPION))
    said = {"criterion": criteria[0].key, "verdict": "meets", "reason": "So"}
    assert champion.get(f"outlines/{outline.pk}/judgements/").status_code == 200
    assert champion.post(f"outlines/{outline.pk}/judgements/", said).status_code == 404


def test_two_are_selected_a_third_comes_too_late_until_one_has_ended(api, criteria, essex, secretary):
    assessor = assessor_of(4, "government")
    names = ("Kent", "Devon")
    outlines = [
        judge_all(submitted(4, one), assessor) for one in (essex, *(AuthorityFactory(short_name=n) for n in names))
    ]
    decide = [f"outlines/{one.pk}/decision/" for one in outlines]
    unjudged = submitted(4, AuthorityFactory())
    missing = secretary.post(f"outlines/{unjudged.pk}/decision/", READY)
    assert (missing.status_code, len(missing.json()["errors"])) == (422, 2)
    made = [secretary.post(one, READY) for one in decide[:2]]
    assert [(one.status_code, one.json()["place"]) for one in made] == [(201, "essex"), (201, "kent")]
    third = secretary.post(decide[2], READY)
    assert third.status_code == 409
    assert "Essex (selected on 1 October 2011) and Kent" in third.json()["detail"]
    assert (OutlineDecision.objects.count(), StrandPlace.objects.count()) == (2, 2)
    place = secretary.get("strand-places/essex/")
    wrong = secretary.post("strand-places/essex/ending/", {"ended_on": "2011-10-05"}, match=place)
    assert set(pointers(wrong)) == {"#/ended_reason"}
    ended = {"ended_on": "2011-10-05", "ended_reason": "It withdrew"}
    gone = secretary.post("strand-places/essex/ending/", ended, match=place)
    assert gone.json()["ended_reason"] == "It withdrew"
    assert secretary.post("strand-places/essex/ending/", ended, match=gone).status_code == 409
    assert set(pointers(secretary.post(decide[2], READY))) == {"#/decided_on"}
    assert secretary.post(decide[2], {**READY, "decided_on": "2011-10-06"}).status_code == 201
    assert secretary.get("strand-places/devon/").json()["replaces"] == "essex"
    corrected = secretary.patch(decide[1], {"reason": "It is clear"}, match=made[1])
    assert corrected.json()["reason"] == "It is clear"
    assert secretary.patch(decide[1], {"reason": "Mine"}, match=made[1]).status_code == 412


def test_an_area_reads_what_became_of_its_own_and_of_no_other(api, criteria, essex, secretary):
    mine, other = submitted(4, essex), submitted(4, AuthorityFactory())
    for one in (mine, other):
        secretary.post(f"outlines/{one.pk}/decision/", {**READY, "outcome": "not_selected"})
    officer = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=officer, authority=essex, from_on=START)
    client = api(officer)
    assert client.get(f"outlines/{mine.pk}/decision/").json()["reason"] == "It is ready"
    assert client.get(f"outlines/{other.pk}/decision/").status_code == 404
    assert client.get(f"outlines/{mine.pk}/judgements/").status_code == 404


def test_lists_ask_the_database_as_often_for_many_as_for_few(criteria, essex, secretary):
    first = assessor_of(4, "government")
    outline = judge_all(submitted(4, essex), first)
    secretary.post(f"outlines/{outline.pk}/decision/", READY)
    paths = ("workstrands/4/assessors/", f"outlines/{outline.pk}/judgements/", "strand-places/")
    few = [statements(secretary, path) for path in paths]
    others = [assessor_of(4, "vcs", user=person(Role.PARTNER, email=f"{n}@v.example")) for n in range(3)]
    kent = judge_all(submitted(4, AuthorityFactory()), first)
    others[0].recused_from.add(essex)
    judge_all(outline, *others)
    secretary.post(f"outlines/{kent.pk}/decision/", READY)
    assert [statements(secretary, path) for path in paths] == few
