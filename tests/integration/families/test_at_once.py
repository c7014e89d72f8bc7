"""People who write about families at the same moment, on PostgreSQL: one is first, and nobody's words are lost."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from families.models import EstimateRun, Proposal, ProposalRevision
from families.services import ProposalTerms, propose
from families.services import proposals as proposal_services
from tests.factories.families import EstimateRunFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory
from tests.integration.families.proposing import NOW, TERMS
from tests.integration.requests_log.pages import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WON, LOST = 302, 409
ADDRESS = "/families/proposals/kent/"
TODAY = datetime.now(UTC).date()
DAY = {f"effective_on_{part}": str(getattr(TODAY, part)) for part in ("day", "month", "year")}


@pytest.fixture
def area():
    area = AreaFactory(name="Kent", slug="kent")
    AreaMemberFactory(area=area)
    return area


@pytest.fixture
def officers(area):
    people = [person(Role.OFFICER) for _ in range(4)]
    for user in people:
        AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return people


def sent_at_once(*forms):
    """Send every (user, address, form) at the same moment, each on a connection of its own: status and page of each."""
    together = threading.Barrier(len(forms))
    clients = [signed_in(user) for user, _, _ in forms]
    answers = [None] * len(forms)

    def send(number: int, address: str, form: dict[str, str]) -> None:
        try:
            together.wait(20)
            answer = clients[number].post(address, form)
            answers[number] = (answer.status_code, answer.content.decode())
        finally:
            connection.close()

    run_all([lambda n=n, form=form: send(n, *form[1:]) for n, form in enumerate(forms)])
    return answers


def run_all(acts: list[Callable[[], object]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def entered(version: int, number: int) -> dict[str, str]:
    """What officer `number` types, unlike anybody else's."""
    said = {"basis": f"The basis of {number} & 'nobody' else < or >", "comment": f"Comment {number}", "covers": "fwmp"}
    figures = dict.fromkeys(("first_low", "first_high"), str(200 + number))
    return {**figures, "period_low": "", "period_high": "", **said, **DAY, "version": str(version)}


def lost_words(page: str, typed: dict[str, str]) -> list[str]:
    """What was typed that stands in no box of `page`."""
    boxes = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    values = re.findall(r'value="([^"]*)"', page)
    kept = {html.unescape(text).removeprefix("\n").strip() for text in (*boxes, *values)}
    return [words for name, words in typed.items() if name in {"basis", "comment", "first_low"} and words not in kept]


@pytest.mark.parametrize("version", [0, 1])
def test_of_officers_who_propose_at_once_one_is_first_and_all_others_keep_every_word(area, officers, version):
    """The first version of all, too, where there is no row yet that anybody could wait for."""
    if version:
        propose(area=area, terms=TERMS, expected_version=0, by=officers[0], now=NOW)
    typed = [entered(version, number) for number in range(4)]
    answers = sent_at_once(*((user, f"{ADDRESS}enter/", form) for user, form in zip(officers, typed, strict=True)))
    assert sorted(status for status, _ in answers) == [WON, LOST, LOST, LOST]
    for (status, page), form in zip(answers, typed, strict=True):
        if status == LOST:
            assert lost_words(page, form) == []
            assert f'name="version" value="{version + 1}"' in page
    [(won, _)] = [(form, status) for (status, _), form in zip(answers, typed, strict=True) if status == WON]
    assert Proposal.objects.get().version == ProposalRevision.objects.count() == version + 1
    assert ProposalRevision.objects.order_by("-version").first().basis == won["basis"]


def test_of_who_clarifies_who_confirms_and_who_changes_at_once_one_is_first(area, officers):
    propose(area=area, terms=TERMS, expected_version=0, by=officers[0], now=NOW)
    champion, secretary = person(Role.CHAMPION), person(Role.SECRETARIAT)
    answers = sent_at_once(
        (officers[0], f"{ADDRESS}enter/", entered(1, 0)),
        (champion, f"{ADDRESS}clarify/", entered(1, 1)),
        (secretary, f"{ADDRESS}confirm/", {"version": "1"}),
    )
    assert sorted(status for status, _ in answers) == [WON, LOST, LOST]
    assert Proposal.objects.get().version == ProposalRevision.objects.count() == 2
    clarified = {name: words for name, words in entered(1, 1).items() if name != "first_low"}
    for (status, page), form in zip(answers[:2], (entered(1, 0), clarified), strict=True):
        assert status == WON or lost_words(page, form) == []


def test_of_secretaries_who_confirm_at_once_one_does(area, officers):
    propose(area=area, terms=TERMS, expected_version=0, by=officers[0], now=NOW)
    people = [person(Role.SECRETARIAT) for _ in range(4)]
    answers = sent_at_once(*((user, f"{ADDRESS}confirm/", {"version": "1"}) for user in people))
    assert sorted(status for status, _ in answers) == [WON, LOST, LOST, LOST]
    assert ProposalRevision.objects.filter(action="confirmed").count() == 1


def test_without_the_claim_on_the_version_more_than_one_would_write(area, officers):
    """The negative control: whoever comes later then runs into the constraint, or writes over the first."""
    plain = QuerySet.filter

    def without_version(rows, *args, **kwargs):
        if rows.model is Proposal:
            kwargs.pop("version", None)
        return plain(rows, *args, **kwargs)

    propose(area=area, terms=TERMS, expected_version=0, by=officers[0], now=NOW)
    with patch.object(type(Proposal.objects.all()), "filter", without_version):
        for number, user in enumerate(officers[:2]):
            terms = ProposalTerms(basis=f"Basis {number}")
            proposal_services.propose(area=area, terms=terms, expected_version=1, by=user, now=NOW)
    assert Proposal.objects.get().version == 3


def test_of_runs_made_current_at_once_one_is_and_nobody_is_told_of_an_error():
    """Who waited for the other is the later one, and the database has one current run at every moment."""
    EstimateRunFactory(is_current=True)
    runs = [EstimateRunFactory(is_current=False) for _ in range(4)]
    forms = [(person(Role.SECRETARIAT), f"/families/runs/{run.pk}/make-current/", {}) for run in runs]
    assert [status for status, _ in sent_at_once(*forms)] == [WON] * 4
    assert EstimateRun.objects.filter(is_current=True, pk__in=[run.pk for run in runs]).count() == 1
