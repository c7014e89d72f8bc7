"""A champion's "Your requests": what waits for the own departments, the most pressing first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_log.models import LoggedRequest, RequestDepartment
from requests_log.services import Words, mark_addressed, state_position
from requests_log.services.positions import position_version
from tests.integration.requests_log.pages import read, signed_in
from tests.integration.requests_log.world import accepted, raised

QUEUE = "/requests/yours/"


def open_request(world, issue, *, due_in=None, fresh=True, confidence="on_track", departments=(), **more):
    """A request in work, due in so many days, with a position of today unless it is not `fresh`."""
    entry = accepted(world, *departments, issue=issue, **more)
    now = timezone.now()
    if fresh:
        words = Words(text="It stands", confidence=confidence)
        by = world.person("secretariat")
        state_position(entry, by=by, expected_version=position_version(entry, None), words=words, now=now)
    due = timezone.localdate(now) + timedelta(days=due_in) if due_in is not None else None
    LoggedRequest.objects.filter(pk=entry.pk).update(due_on=due)
    return entry


def shown(client, section=""):
    return read(client.get(QUEUE, {"show": section} if section else {}))


def test_what_is_overdue_due_at_risk_or_stale_needs_attention_and_the_rest_does_not(world, champion):
    open_request(world, "Long overdue", due_in=-20)
    open_request(world, "Due next week", due_in=7)
    open_request(world, "At some risk", due_in=100, confidence="at_risk")
    open_request(world, "Nothing said", fresh=False)
    open_request(world, "All is well", due_in=100)
    page = shown(champion)
    places = [page.index(issue) for issue in ("Long overdue", "Due next week", "At some risk", "Nothing said")]
    assert places == sorted(places)
    assert "All is well" not in page
    assert "needs attention (4)" in page
    assert "All is well" in shown(champion, "all")


@pytest.mark.parametrize(
    ("section", "issue"),
    [("overdue", "Long overdue"), ("due", "Due next week"), ("at-risk", "At some risk"), ("stale", "Nothing said")],
)
def test_each_section_holds_its_own(world, champion, section, issue):
    open_request(world, "Long overdue", due_in=-20)
    open_request(world, "Due next week", due_in=7)
    open_request(world, "At some risk", confidence="off_track")
    open_request(world, "Nothing said", fresh=False)
    page = shown(champion, section)
    assert issue in page
    assert "(1)" in page.split("</h1>")[0]


def test_a_queue_holds_own_departments_open_requests_only(world, champion):
    open_request(world, "Of MoJ alone", due_in=-1, departments=(world.moj,))
    raised(world, issue="Not yet triaged")
    ended = open_request(world, "Ended", due_in=-1)
    ended = LoggedRequest.objects.get(pk=ended.pk)
    mark_addressed(
        ended, by=world.person("secretariat"), expected_version=ended.shared_version, outcome="agreed", text="Done"
    )
    open_request(world, "Of everybody", due_in=-1, scope="all")
    page = shown(champion, "all")
    assert "Of everybody" in page
    for issue in ("Of MoJ alone", "Not yet triaged", "Ended"):
        assert issue not in page


def test_staleness_is_of_the_own_part(world, champion):
    entry = accepted(world, world.dfe, world.moj, issue="Two parts")
    moj = world.person("moj_champion")
    words = Words(text="MoJ has moved")
    state_position(entry, by=moj, expected_version=0, words=words, department=world.moj, now=timezone.now())
    assert "Two parts" in shown(champion, "stale")
    assert "Two parts" not in shown(signed_in(moj), "stale")


def test_the_limit_of_staleness_is_a_setting(world, champion, settings):
    entry = open_request(world, "Said a week ago")
    week_ago = timezone.now() - timedelta(days=7)
    RequestDepartment.objects.filter(entry=entry).update(fresh_at=week_ago)
    assert "Said a week ago" not in shown(champion, "stale")
    settings.STALE_AFTER_DAYS = 6
    assert "Said a week ago" in shown(champion, "stale")


def test_an_empty_queue_says_so(champion):
    assert "Nothing is overdue, due soon, at risk or without a fresh position" in shown(champion)


def test_an_unknown_section_is_the_first(champion):
    assert "needs attention (0)" in shown(champion, "colour")


def test_the_queue_takes_as_many_statements_for_thirty_requests_as_for_three(world, champion):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            champion.get(QUEUE)
        return len(queries)

    for number in range(3):
        open_request(world, f"Request {number}", due_in=-1)
    few = cost()
    for number in range(27):
        open_request(world, f"Request {number}", due_in=-1)
    assert cost() == few <= 6


def test_a_long_queue_has_pages(world, champion):
    for number in range(27):
        open_request(world, f"Request {number:02}", due_in=number - 40)
    first = champion.get(QUEUE).content.decode()
    assert "Request 24" in first
    assert "Request 25" not in first
    assert 'rel="next"' in first


def test_from_the_queue_to_a_saved_position_is_one_click_and_save(world, champion):
    entry = open_request(world, "Nothing said", fresh=False)
    assert f'href="/requests/{entry.reference}/position/"' in champion.get(QUEUE).content.decode()
