"""Several people who press the button at the same moment, over HTTP on PostgreSQL: there is one issue."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cbtracker.accounts.models import User
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.services import issuing
from tests.integration.papers.paper_world import drafted
from tests.integration.requests_log.world import make_world
from tests.integration.requests_log.writers import PATIENCE, Writer, champions

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE = 3


@pytest.fixture
def contest(transactional_db, settings, live_server):
    """Let everybody open the page, wait for one another, and press; returns the draft and where each was led."""
    settings.ACCOUNT_RATE_LIMITS = False

    def run() -> tuple[Paper, list[tuple[int, str]]]:
        world = make_world()
        paper = drafted(world)
        people = champions(world.dfe, PEOPLE)
        User.objects.filter(pk__in=[one.pk for one in people]).update(role="secretariat")
        path, barrier = f"/papers/{paper.pk}/issue/", Barrier(PEOPLE)

        def press(user: User) -> tuple[int, str]:
            try:
                writer = Writer(live_server.url, user.email)
                form = writer.open(path, "csrfmiddlewaretoken", "version")
                barrier.wait(PATIENCE)
                answer = writer.send(path, form)
            except BaseException:
                barrier.abort()
                raise
            return answer.status_code, answer.headers.get("Location", "")

        with ThreadPoolExecutor(PEOPLE) as pool:
            return paper, list(pool.map(press, people))

    return run


def test_of_several_who_issue_at_once_one_does_and_all_are_led_to_the_issued_paper(contest):
    paper, answers = contest()
    assert answers == [(302, f"/papers/{paper.pk}/")] * PEOPLE
    assert (Paper.objects.filter(state="issued").count(), Rendition.objects.count()) == (1, 3)
    assert RenditionFile.objects.count() == 15
    assert AuditEvent.objects.filter(verb="paper.issued").count() == 1


def claim_whatever_the_version(paper, *, expected_version, **columns):
    """`drafting.claim` without the condition that makes it a claim."""
    Paper.objects.filter(pk=paper.pk).update(**columns)


def test_without_the_claim_the_contest_is_noticed(contest, monkeypatch):
    """The negative control: then only the database is left to refuse, and nobody is led anywhere."""
    monkeypatch.setattr(issuing, "claim", claim_whatever_the_version)
    _, answers = contest()
    assert sorted(status for status, _ in answers) == [302, 500, 500]
