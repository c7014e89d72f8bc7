"""Pages on which people assess and select: for whom they are, what they refuse, and that no word is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import Assessor, Judgement, OutlineDecision, StrandPlace
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.factories.selections import assessor_of, criteria_of, judge_all, submitted
from tests.factories.workstrands import OutlineDecisionFactory

pytestmark = pytest.mark.django_db
DAY = {"decided_on": "2011-10-01"}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, *args, **kwargs):
    return reverse(f"workstrands:{name}", args=args or None, kwargs=kwargs or None)


def text(answer):
    return answer.content.decode()


def dated(name, day):
    return {name: day.isoformat()}


@pytest.fixture
def criteria(db):
    return criteria_of(4, "A clear boundary", "Key services share the boundary")


@pytest.fixture
def keeper(secretary):
    return signed_in(secretary)


def test_an_assessor_is_named_declares_judges_and_stands_down(criteria, keeper, essex):
    partner, outline = person(Role.PARTNER, full_name="Vera Voluntary"), submitted(4, essex)
    client = signed_in(partner)
    assert client.get(at("assessors", 4)).status_code == 404
    named = {"user": partner.pk, "body": "vcs", "organisation": "A trust"}
    wrong = keeper.post(at("name_assessor", 4), {**named, "organisation": ""})
    assert (wrong.status_code, "Enter organisation" in text(wrong)) == (422, True)
    assert keeper.post(at("name_assessor", 4), named).status_code == 302
    again = keeper.post(at("name_assessor", 4), named)
    assert (again.status_code, "is an assessor of workstrand 4 already" in text(again)) == (422, True)
    assessor = Assessor.objects.get()
    declare = at("declare_interests", assessor.pk)
    assert client.get(at("judge", outline.pk))["Location"] == declare
    assert "Declare your interests" in text(client.get(at("strand", 4)))
    said = {"declaration": "None", "version": 1, **dated("declared_on", timezone.localdate())}
    assert client.post(declare, said).status_code == 302
    page = text(client.get(at("judge", outline.pk)))
    assert "A clear boundary" in page
    first, second = (one.key for one in criteria)
    half = client.post(at("judge", outline.pk), {"version": 0, f"verdict-{first}": "meets", f"reason-{second}": "So"})
    assert half.status_code == 422
    assert "Enter the reason for your judgement of “A clear boundary”" in text(half)
    assert "Select your judgement of “Key services share the boundary”" in text(half)
    kept = {"version": 0, f"verdict-{first}": "meets", f"reason-{first}": "The map is drawn"}
    assert client.post(at("judge", outline.pk), kept)["Location"] == at("judgements", 4)
    assert Judgement.objects.get().reason == "The map is drawn"
    compared = text(keeper.get(at("judgements", 4)))
    assert "The map is drawn" in compared
    assert "No assessor has judged “Key services share the boundary”" in compared
    down = {"version": 2, **dated("stood_down_on", timezone.localdate())}
    assert keeper.post(at("stand_down", assessor.pk), down).status_code == 302
    assert client.get(at("judge", outline.pk)).status_code == 404


def test_workstrand_three_warns_until_both_bodies_from_outside_government_are_there(keeper):
    criteria_of(3, "The neighbourhood wants it")
    warning = "No assessor of the Local Government Group or the voluntary and community sector is named yet"
    assert warning in text(keeper.get(at("strand", 3)))
    assessor_of(3, "lg_group")
    assert "No assessor of the voluntary and community sector is named yet" in text(keeper.get(at("strand", 3)))
    assessor_of(3, "vcs")
    assert "is named yet" not in text(keeper.get(at("strand", 3)))
    assert "is named yet" not in text(keeper.get(at("assessors", 3)))


def test_nobody_else_reads_or_changes_what_an_assessor_declares(criteria, keeper, officer):
    mine, theirs = assessor_of(4, "vcs"), assessor_of(4, "government")
    mine.declaration = "I was a councillor once"
    mine.save()
    colleague = signed_in(theirs.user)
    assert "I was a councillor once" in text(colleague.get(at("assessors", 4)))
    assert colleague.get(at("declare_interests", mine.pk)).status_code == 404
    assert colleague.get(at("change_assessor", mine.pk)).status_code == 404
    assert "I was a councillor once" not in text(signed_in(officer).get(at("strand", 4)))
    changed = keeper.post(at("change_assessor", mine.pk), {"version": 1, "body": "lg_group", "organisation": "LGA"})
    assert changed.status_code == 302
    late = keeper.post(at("change_assessor", mine.pk), {"version": 1, "body": "vcs", "organisation": "Mine"})
    assert (late.status_code, "Mine" in text(late), "LGA" in text(late)) == (409, True, True)


def test_who_judges_in_two_windows_sees_both_versions_and_who_is_recused_is_led_back(criteria, essex):
    outline, assessor = submitted(4, essex), assessor_of(4, "vcs")
    client, key = signed_in(assessor.user), criteria[0].key
    said = {"version": 0, f"verdict-{key}": "meets", f"reason-{key}": "Hedges"}
    client.post(at("judge", outline.pk), said)
    late = client.post(at("judge", outline.pk), {**said, f"reason-{key}": "Rivers"})
    assert late.status_code == 409
    assert all(words in text(late) for words in ("Hedges", "Rivers"))
    assessor.recused_from.add(essex)
    assert client.get(at("judge", outline.pk))["Location"] == at("judgements", 4)
    refused = client.post(at("judge", outline.pk), {**said, "version": 1})
    assert (refused.status_code, "You do not judge outline proposals of Essex" in text(refused)) == (422, True)


def test_two_are_selected_a_third_is_refused_and_one_that_ended_is_replaced(criteria, keeper, essex):
    assessor = assessor_of(4, "government")
    outlines = [judge_all(submitted(4, one), assessor) for one in (essex, *authorities("Kent", "Devon"))]
    said = {"reason": "It is ready", **DAY}
    for outline in outlines[:2]:
        assert keeper.post(at("select_outline", outline.pk), said)["Location"] == at("judgements", 4)
    third = keeper.post(at("select_outline", outlines[2].pk), said)
    assert third.status_code == 422
    assert "Both places of workstrand 4 are held: Essex (selected on 1 October 2011) and Kent" in text(third)
    assert "It is ready" in text(third)
    again = keeper.get(at("select_outline", outlines[0].pk))
    assert again["Location"] == at("judgements", 4)
    end = at("end_place", place="essex")
    ended = {"version": 1, "ended_reason": "It withdrew", **dated("ended_on", date(2011, 10, 5))}
    assert "End a place’s part" in text(keeper.get(end))
    assert keeper.post(end, {**ended, "ended_reason": ""}).status_code == 422
    assert keeper.post(end, ended)["Location"] == at("strand", 4)
    assert keeper.get(end).status_code == 302
    early = keeper.post(at("select_outline", outlines[2].pk), said)
    assert "Enter 5 October 2011 or a later date: Essex ended then" in text(early)
    keeper.post(at("select_outline", outlines[2].pk), {**said, **dated("decided_on", date(2011, 10, 6))})
    page = text(keeper.get(at("strand", 4)))
    assert "Devon was selected, in the place of Essex" in page
    assert "It withdrew" in page
    assert StrandPlace.objects.count() == 3


def test_what_is_missing_is_listed_before_and_after_somebody_tries(criteria, keeper, essex):
    outline = submitted(4, essex)
    assert "No assessor has judged “A clear boundary”" in text(keeper.get(at("select_outline", outline.pk)))
    refused = keeper.post(at("select_outline", outline.pk), {"reason": "So", **DAY})
    assert (refused.status_code, StrandPlace.objects.count()) == (422, 0)
    declined = keeper.post(at("decline_outline", outline.pk), {"reason": "Others were further on", **DAY})
    assert declined["Location"] == at("judgements", 4)
    correct = at("correct_decision", outline.pk)
    assert keeper.post(correct, {"version": 1, "reason": "Others were ready"}).status_code == 302
    assert OutlineDecision.objects.get().reason == "Others were ready"
    assert keeper.post(correct, {"version": 1, "reason": "Mine"}).status_code == 409


def authorities(*names):
    return [AuthorityFactory(short_name=name) for name in names]


def test_pages_ask_the_database_as_often_for_many_as_for_few(criteria, keeper, essex):
    assessor = assessor_of(4, "government")
    OutlineDecisionFactory(outline=judge_all(submitted(4, essex), assessor), decided_on=date(2011, 10, 1))

    def asked():
        counts = []
        for name in ("judgements", "assessors", "strand"):
            with CaptureQueriesContext(connection) as caught:
                assert keeper.get(at(name, 4)).status_code == 200
            counts.append(len(caught))
        return counts

    few = asked()
    others = [assessor_of(4, "vcs", user=person(Role.PARTNER, email=f"{n}@v.example")) for n in range(4)]
    for one in authorities("Kent", "Devon", "Dorset"):
        judge_all(submitted(4, one), assessor, *others)
    others[0].recused_from.add(essex)
    assert asked() == few
