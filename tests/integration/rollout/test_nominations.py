"""Nominating a place: begun, answered, shared by all officers of the place, and nobody else's to touch."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.models import Nomination, Step
from rollout.nomination_pages import Page, missing_pages
from rollout.services.nominations import NominationClosed, keep_page, keep_who, start_nomination
from tests.factories.nominations import CONTACT, NominationFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.rollout.nominating import (
    NOW,
    START,
    a_place,
    answered,
    asked,
    officer_of,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db


def who(draft, officer, *authorities, name="", contacts=(CONTACT,), version=None):
    return keep_who(
        draft,
        authorities=authorities,
        name=name,
        contacts=contacts,
        by=officer,
        expected_version=version or draft.version,
        now=NOW,
    )


def page(draft, officer, name=Page.FOCUS, answers=None, **more):
    return keep_page(
        draft,
        page=name,
        answers=answers or {"focus": "broader", "detail": ""},
        by=officer,
        expected_version=more.pop("version", draft.version),
        now=NOW,
        **more,
    )


def test_a_draft_keeps_the_answers_to_each_page_as_they_come():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    assert missing_pages(draft) == list(Page)
    draft = page(draft, officer)
    assert Nomination.objects.get().answers == {"focus": {"focus": "broader", "detail": ""}}
    assert Page.FOCUS not in missing_pages(draft)
    assert missing_pages(answered(officer, kent)) == []
    assert set(AuditEvent.objects.values_list("verb", "object_label")) == {
        ("nomination.started", str(draft)),
        ("nomination.answered", str(draft)),
    }


def test_two_officers_of_a_place_share_one_draft():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    assert start_nomination(authority=kent, by=officer_of(kent), now=NOW) == draft
    assert Nomination.objects.count() == 1


def test_only_officers_of_the_place_start_and_answer():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    others = [officer_of(AuthorityFactory()), person(Role.SECRETARIAT), person(Role.LOCALITY_LEAD)]
    for other in others:
        with pytest.raises(NotPermitted):
            start_nomination(authority=AuthorityFactory(), by=other, now=NOW)
        with pytest.raises(NotPermitted):
            page(draft, other)
        with pytest.raises(NotPermitted):
            who(draft, other, kent)
    assert Nomination.objects.get().version == draft.version


def test_who_saw_an_older_version_changes_nothing():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    page(draft, officer)
    with pytest.raises(StaleVersion):
        page(draft, officer, answers={"focus": "families", "detail": ""})
    assert Nomination.objects.get().answers["focus"]["focus"] == "broader"


def test_several_authorities_nominate_together_under_a_name():
    kent, officer = a_place()
    medway = AuthorityFactory(short_name="Medway")
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    with pytest.raises(ValidationError, match="what the area of these authorities"):
        who(draft, officer, kent, medway)
    draft = who(draft, officer, kent, medway, name="Kent and Medway")
    assert [str(one.authority) for one in draft.members.all()] == ["Kent", "Medway"]
    assert Nomination.objects.visible_to(officer_of(medway)).get() == draft
    draft = who(draft, officer, kent)
    assert [str(one.authority) for one in draft.members.all()] == ["Kent"]


def test_an_authority_that_is_live_in_an_area_or_in_another_open_nomination_cannot_be_named():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    live, grouped, other = AuthorityFactory(), AuthorityFactory(), AuthorityFactory()
    EngagementStepFactory(authority=live, step=Step.LIVE)
    AreaMemberFactory(authority=grouped, area=AreaFactory(name="West London"))
    NominationFactory(lead_authority=other)
    refusals = (
        (live, "already runs a Community Budget"),
        (grouped, "already part of the area West London"),
        (other, "already in another open nomination"),
    )
    for authority, said in refusals:
        with pytest.raises(ValidationError, match=said):
            who(draft, officer, kent, authority, name="Together")
        with pytest.raises(ValidationError if authority is not other else NotPermitted):
            start_nomination(
                authority=authority, by=officer_of(authority) if authority is not other else officer, now=NOW
            )
    assert [one.authority for one in draft.members.all()] == [kent]
    for authority in (live, grouped):
        with pytest.raises(ValidationError, match="already"):
            start_nomination(authority=authority, by=officer_of(authority), now=NOW)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"authorities": []}, "authorities"),
        ({"contacts": []}, "contacts"),
        ({"contacts": [CONTACT] * 4}, "contacts"),
        ({"name": "West London"}, "name"),
    ],
)
def test_who_nominates_has_to_be_whole(change, field):
    kent, officer = a_place()
    AreaFactory(name="West London")
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    fields = {"authorities": [kent], "name": "", "contacts": [CONTACT], **change}
    with pytest.raises(ValidationError) as refused:
        keep_who(draft, by=officer, expected_version=draft.version, now=NOW, **fields)
    assert list(refused.value.message_dict) == [field]


def test_an_officer_cannot_nominate_others_without_the_own_authority():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    with pytest.raises(ValidationError, match="your own authority"):
        who(draft, officer, AuthorityFactory())


@pytest.mark.parametrize("day", [None, date(2011, 3, 31), date(2016, 1, 1)])
def test_a_start_outside_the_programme_is_refused(day):
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    with pytest.raises(ValidationError) as refused:
        page(draft, officer, Page.PACE, {"budget_cycle": "", "detail": ""}, wanted_start=day)
    assert "1 April 2011 to 31 December 2015" in refused.value.message_dict["wanted_start"][0]
    assert page(draft, officer, Page.PACE, {"budget_cycle": ""}, wanted_start=START).wanted_start == START


def test_pages_that_are_not_there_and_too_many_barriers_are_refused():
    kent, officer = a_place()
    draft = start_nomination(authority=kent, by=officer, now=NOW)
    for name in ("wealth", Page.WHO):
        with pytest.raises(ValidationError, match="no such page"):
            page(draft, officer, name)
    barriers = {"barriers": [{"issue": "Share data"}] * 11}
    with pytest.raises(ValidationError, match="up to 10 barriers"):
        page(draft, officer, Page.BARRIERS, barriers)


def test_answers_no_longer_change_once_submitted():
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    with pytest.raises(NominationClosed):
        page(nomination, officer)
    with pytest.raises(NominationClosed):
        who(nomination, officer, kent)
    assert Nomination.objects.get().answers["focus"]["focus"] == "families"


def test_a_changed_answer_ends_the_sign_offs_and_the_same_answer_again_does_not():
    kent, officer = a_place()
    draft = signed(officer, kent)
    draft = page(draft, officer, answers=draft.answers["focus"])
    assert draft.sign_offs.current().count() == 1
    draft = who(draft, officer, kent)
    assert draft.sign_offs.current().count() == 1
    page(draft, officer)
    assert not draft.sign_offs.current().exists()


def test_an_authority_that_joins_ends_the_sign_offs():
    kent, officer = a_place()
    draft = signed(officer, kent)
    who(draft, officer, kent, AuthorityFactory(), name="Kent and more")
    assert not draft.sign_offs.current().exists()


def test_who_sees_which_nominations():
    kent, officer = a_place()
    draft = answered(officer, kent)
    elsewhere = NominationFactory(submitted=True)
    sees = {
        Role.SECRETARIAT: {draft, elsewhere},
        Role.CHAMPION: {draft, elsewhere},
        Role.LOCALITY_LEAD: {draft, elsewhere},
        Role.OFFICER: set(),
        Role.PARTNER: {elsewhere},
        Role.ADMINISTRATOR: set(),
    }
    for role, rows in sees.items():
        assert set(Nomination.objects.visible_to(person(role))) == rows, role
    assert set(Nomination.objects.visible_to(officer)) == {draft}
    assert asked(draft, kent, officer).nomination == draft
