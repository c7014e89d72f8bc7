"""Several who act on nominations at the same moment: one nomination, one area, one acknowledgement, one signature."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from areas.models import Area
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import LoggedRequest
from rollout.models import EngagementStep, Nomination
from rollout.services.nominations import (
    LinkClosed,
    NominationClosed,
    acknowledge,
    keep_who,
    sign,
    start_nomination,
    submit,
)
from tests.factories.nominations import CONTACT
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.papers.test_bodies_at_once import at_once
from tests.integration.rollout.nominating import BARRIER, NOW, a_place, answered, asked, officer_of, signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def refusing(write):
    """`write`, where it is too late, as the other services refuse."""

    def refuse():
        try:
            write()
        except (LinkClosed, NominationClosed) as late:
            raise ValidationError("late") from late

    return refuse


def test_two_officers_who_start_at_once_share_one_draft():
    kent, officer = a_place()
    officers = [officer, *(officer_of(kent) for _ in range(3))]
    assert at_once(*[lambda by=by: start_nomination(authority=kent, by=by, now=NOW) for by in officers]) == ["done"] * 4
    assert Nomination.objects.count() == 1


def test_of_four_who_submit_at_once_all_see_one_nomination():
    kent, officer = a_place()
    draft = signed(officer, kent, barriers=[BARRIER])
    officers = [officer, *(officer_of(kent) for _ in range(3))]
    assert at_once(*[lambda by=by: submit(draft, by=by, now=NOW) for by in officers]) == ["done"] * 4
    assert [model.objects.count() for model in (Area, LoggedRequest, EngagementStep)] == [1, 1, 1]
    assert OutboxMessage.objects.filter(kind="nomination_received").count() == 3


def test_of_two_nominations_that_name_one_authority_at_once_one_has_it():
    (kent, first), (surrey, second) = a_place("Kent"), a_place("Surrey")
    medway = AuthorityFactory(short_name="Medway")
    drafts = [
        (start_nomination(authority=place, by=by, now=NOW), place, by)
        for place, by in ((kent, first), (surrey, second))
    ]

    def name(draft, place, by):
        keep_who(
            draft,
            authorities=[place, medway],
            name=f"{place} and Medway",
            contacts=[CONTACT],
            by=by,
            expected_version=draft.version,
            now=NOW,
        )

    ended = at_once(*[lambda one=one: name(*one) for one in drafts])
    assert sorted(ended) == ["done", "refused"]
    assert medway.nominated_in.count() == 1
    assert Nomination.objects.filter(name="").count() == 1


def test_a_link_signs_once_and_the_secretariat_acknowledges_once_however_many_press():
    kent, officer = a_place()
    draft = answered(officer, kent)
    token = asked(draft, kent, officer).token()
    assert at_once(*[refusing(lambda: sign(token, now=NOW))] * 4) == ["done", *["refused"] * 3]
    nomination = submit(draft, by=officer, now=NOW)
    people = [person(Role.SECRETARIAT) for _ in range(4)]
    ended = at_once(*[refusing(lambda by=by: acknowledge(nomination, message="", by=by, now=NOW)) for by in people])
    assert ended == ["done", *["refused"] * 3]
    assert OutboxMessage.objects.filter(kind="nomination_acknowledged").count() == 2
