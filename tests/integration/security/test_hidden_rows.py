"""Rows and versions that a person may not know of stay unknown wherever another row leads to them (DESIGN rule 2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from areas.access import NotPermitted
from cbtracker.accounts.permissions import Role
from requests_log.models import Freedom, LoggedRequest, Position, Revision, Watch, Workstream
from requests_log.services import mark_duplicate, triage, watch
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.requests_log.pages import address, signed_in, words
from tests.integration.requests_log.world import NOON, raised

SECRET = "Barnet wants to keep this among its own"
LATER = NOON + timedelta(days=2)


@pytest.fixture
def once_of_barnet(world) -> LoggedRequest:
    """A request that Barnet raised alone, was reworded, and then was made one of Swindon too."""
    entry, secretariat = raised(world, area=world.barnet, issue=SECRET), world.person("secretariat")
    both = AreasNamed("named", (NamedArea(world.barnet), NamedArea(world.swindon)))
    changes = ({"issue": "Share data"}, {"areas": both}, {"theme": "Health"})
    for change in changes:
        more = (
            {"timescale": "by_date", "departments": DepartmentsNamed(items=(world.dfe,))} if "issue" in change else {}
        )
        triage(entry, by=secretariat, expected_version=entry.shared_version, now=LATER, **change, **more)
    return LoggedRequest.objects.get(pk=entry.pk)


PAGES = (
    "",
    "revisions/",
    "revisions/?to=2",
    "revisions/?to=3",
    "revisions/?since=1&to=4",
    "?before=3",
    "?as_at=18/3/2011",
)


@pytest.mark.parametrize("below", PAGES)
def test_an_officer_reads_no_version_from_before_the_request_was_theirs(world, once_of_barnet, below):
    client = signed_in(world.person(Role.OFFICER))
    assert SECRET not in words(client.get(address("detail", once_of_barnet) + below))


def test_an_officer_reads_the_versions_since_the_request_is_theirs(world, once_of_barnet):
    client = signed_in(world.person(Role.OFFICER))
    page = words(client.get(address("revisions", once_of_barnet)))
    assert "Version 3 and version 4" in page
    assert "Health" in page
    assert "Health" in words(client.get(address("detail", once_of_barnet)))


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER])
def test_whoever_knows_of_all_requests_reads_all_their_versions(world, once_of_barnet, role):
    page = words(signed_in(world.person(role)).get(address("revisions", once_of_barnet) + "?to=2"))
    assert SECRET in page


def test_a_places_page_tells_an_officer_of_no_version_from_before_the_request_was_theirs(world, once_of_barnet):
    place = reverse("places:place", kwargs={"slug": "swindon"})
    assert SECRET in words(signed_in(world.person(Role.PARTNER)).get(place))
    page = words(signed_in(world.person(Role.OFFICER)).get(place))
    assert SECRET not in page
    assert "Share data" in page


@pytest.fixture
def duplicate(world) -> LoggedRequest:
    """A request of Swindon that asks the same as one of Barnet."""
    other, entry = raised(world, area=world.barnet), raised(world)
    mark_duplicate(entry, by=world.person("secretariat"), expected_version=1, of=other)
    entry.of = other.reference
    return entry


@pytest.mark.parametrize("route", ["detail", "revisions"])
def test_the_request_that_one_duplicates_is_named_only_to_those_who_may_know_of_it(world, duplicate, route):
    officer = words(signed_in(world.person(Role.OFFICER)).get(address(route, duplicate)))
    assert duplicate.of not in officer
    assert "a request that you cannot see" in officer
    assert duplicate.of in words(signed_in(world.person(Role.PARTNER)).get(address(route, duplicate)))


def test_nobody_watches_a_request_that_they_may_not_know_of(world):
    hidden, own, officer = raised(world, area=world.barnet), raised(world), world.person(Role.OFFICER)
    with pytest.raises(NotPermitted):
        watch(hidden, by=officer)
    watch(own, by=officer)
    assert list(Watch.objects.values_list("entry", flat=True)) == [own.pk]


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["nobody", "not signed in"])
@pytest.mark.parametrize("model", [LoggedRequest, Position, Revision, Freedom, Workstream])
def test_whoever_is_nobody_may_know_of_nothing(world, nobody, model):
    raised(world)
    assert not model.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("model", [LoggedRequest, Revision])
def test_somebody_whose_access_has_ended_may_know_of_nothing(world, model):
    raised(world)
    gone = world.person(Role.SECRETARIAT)
    assert model.objects.visible_to(gone).exists()
    gone.is_active = False
    assert not model.objects.visible_to(gone).exists()
