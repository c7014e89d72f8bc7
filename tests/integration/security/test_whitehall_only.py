"""What a Whitehall-only position must not move for those who may not read it (DESIGN rule 6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest
from requests_log.services import Words, state_position
from tests.integration.requests_log.pages import address, signed_in, words
from tests.integration.requests_log.world import NOON, accepted

LATER = NOON + timedelta(days=19)
STATED = "5 April 2011"


@pytest.fixture
def entry(world) -> LoggedRequest:
    """A request on which something was stated for areas first, and for Whitehall only on 5 April."""
    made = accepted(world)
    secretariat = world.person("secretariat")
    for text, audience, now in (("We are looking", "areas", NOON), ("Ministers object", "whitehall", LATER)):
        said = Words(text, audience=audience)
        state_position(made, by=secretariat, expected_version=made.position_version, words=said, now=now)
    return made


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
@pytest.mark.parametrize("query", ["?as_at=6/4/2011", "", "?before=9"])
def test_no_page_of_a_request_tells_areas_when_something_was_said_in_whitehall(world, entry, role, query):
    page = words(signed_in(world.person(role)).get(address("detail", entry) + query))
    assert "We are looking" in page
    assert "object" not in page
    assert STATED not in page


def test_whitehall_reads_the_version_of_that_day(world, entry):
    page = words(signed_in(world.person(Role.CHAMPION)).get(address("detail", entry) + "?as_at=6/4/2011"))
    assert "Ministers object" in page
    assert STATED in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
def test_reading_as_at_gives_areas_the_newest_version_that_they_may_see(world, entry, role):
    [record] = LoggedRequest.objects.as_at_for(world.person(role), LATER)
    assert (record.effective_at, record.recorded_at, record.version) == (NOON, NOON, entry.area_version)
    assert record.action == "position"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
def test_the_list_and_the_files_are_the_same_before_and_after_something_is_said_in_whitehall(world, role):
    made, client = accepted(world), signed_in(world.person(role))
    pages = [
        reverse("requests:list"),
        reverse("requests:export_list", kwargs={"format": "csv"}),
        address("detail", made),
    ]

    def read() -> list[str]:
        found = [client.get(page) for page in pages]
        return [b"".join(one).decode() if one.streaming else words(one) for one in found]

    before = read()
    said = Words("Ministers object", audience="whitehall", confidence="off_track")
    state_position(made, by=world.person("secretariat"), expected_version=0, words=said)
    assert read() == before
