"""A request's page as it was at a moment, for those who could see it then and may now."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_log.models import LoggedRequest
from requests_log.services import triage
from tests.integration.requests_log.reading import text_of
from tests.integration.requests_log.world import NOON, World, accepted


def page_of(client, world: World, role: str, entry: LoggedRequest, query: str = "") -> str:
    client.force_login(world.person(role))
    response = client.get(f"/requests/{entry.reference}/{query}")
    assert response.status_code == 200
    return text_of(response)


def words_of(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_request_as_it_was_has_the_earlier_text_areas_and_departments(client, world):
    now = timezone.now()
    entry = accepted(world, world.dfe, now=now - timedelta(days=10))
    from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea

    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        areas=AreasNamed("named", (NamedArea(world.swindon), NamedArea(world.barnet))),
        departments=DepartmentsNamed("named", (world.moj,)),
        issue="Quite another issue",
        now=now - timedelta(days=2),
    )
    moment = timezone.localtime(now - timedelta(days=5)).isoformat()
    html = page_of(client, world, "partner", entry, f"?as_at={moment.replace('+', '%2B')}")
    said = words_of(html)
    assert "This is how the request was at" in said
    assert "Let schools pool funding" in said
    assert "Quite another issue" not in said
    assert "Barnet" not in said
    assert "MoJ" not in said
    assert "Quite another issue" in words_of(page_of(client, world, "partner", entry))


def test_before_it_was_raised_there_is_nothing_to_show(client, world):
    entry = accepted(world)
    said = words_of(page_of(client, world, "partner", entry, f"?as_at={(NOON - timedelta(days=1)).date()}"))
    assert "had not been raised" in said
    assert "Let schools pool funding" not in said


def test_an_officer_reads_only_what_could_be_seen_then_and_now(client, world):
    now = timezone.now()
    entry = accepted(world, area=world.barnet, now=now - timedelta(days=10), issue="While Barnet’s alone")
    from requests_log.services.naming import AreasNamed, NamedArea

    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        areas=AreasNamed("named", (NamedArea(world.barnet), NamedArea(world.swindon))),
        issue="Now Swindon’s too",
        now=now - timedelta(days=1),
    )
    then = (timezone.localdate() - timedelta(days=5)).isoformat()
    said = words_of(page_of(client, world, "officer", entry, f"?as_at={then}"))
    assert "you could not have seen it" in said
    assert "While Barnet’s alone" not in said


@pytest.mark.parametrize(
    "typed", ["yesterday", "32/1/2011", "2011-02-30", "99999-01-01", "2011-03-22T25:00", "1/1/0001", "x" * 50]
)
def test_a_moment_that_cannot_be_read_is_a_clear_422(client, world, typed):
    entry = accepted(world)
    client.force_login(world.person("officer"))
    response = client.get(f"/requests/{entry.reference}/", {"as_at": typed})
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)


def test_the_future_is_not_shown(client, world):
    entry = accepted(world)
    client.force_login(world.person("officer"))
    response = client.get(f"/requests/{entry.reference}/", {"as_at": "1/1/2190"})
    assert response.status_code == 422
    assert "must be today or in the past" in text_of(response)
