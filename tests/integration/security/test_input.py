"""Input that is made to break something gets a clear answer, and at once."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from areas.access import NotPermitted
from areas.models import Resource
from cbtracker.accounts.permissions import Role
from cbtracker.web.tables.values import WrongValue
from requests_log.importing.values import read_issue, read_reference
from requests_log.models import LoggedRequest
from requests_log.services.uploads import confirm_upload, keep_upload
from tests.factories.duties import ResourceFactory
from tests.factories.people import person
from tests.integration.requests_log.pages import signed_in, words
from tests.integration.requests_log.world import NOON, accepted

HUGE = "9" * 5000


@pytest.fixture
def resource(world) -> Resource:
    """What Swindon brings together."""
    return ResourceFactory(area=world.swindon, contributor="Swindon Primary Care Trust")


def at(resource: Resource, route: str) -> str:
    return reverse(f"places:{route}", kwargs={"slug": resource.area.slug, "pk": resource.pk})


@pytest.mark.parametrize(("name", "value"), [("amount_pence", HUGE), ("version", HUGE), ("version", "9" * 20)])
def test_a_number_that_no_database_holds_is_refused_at_its_field(world, resource, name, value):
    form = {"year": "2011", "contributor": "A", "stream": resource.stream_id, "manner": "pooled", "version": "1"}
    response = signed_in(world.person(Role.OFFICER)).post(at(resource, "change_resource"), {**form, name: value})
    assert response.status_code == 422
    resource.refresh_from_db()
    assert (resource.contributor, resource.version) == ("Swindon Primary Care Trust", 1)


@pytest.mark.parametrize("version", [HUGE, "9" * 20, "x", "", "²"])
def test_nothing_is_removed_for_a_version_that_nobody_saw(world, resource, version):
    response = signed_in(world.person(Role.OFFICER)).post(at(resource, "remove_resource"), {"version": version})
    assert response.status_code == 409
    assert Resource.objects.filter(pk=resource.pk).exists()


@pytest.mark.parametrize(("day", "status"), [((31, 12, 9999), 422), ((1, 1, 1), 422), ((31, 12, 2011), 200)])
def test_the_audit_is_not_asked_for_days_at_the_ends_of_the_calendar(world, day, status):
    query = dict(zip(("until_day", "until_month", "until_year"), (day[0], day[1], f"{day[2]:04d}"), strict=True))
    assert signed_in(world.person(Role.ADMINISTRATOR)).get(reverse("audit:events"), query).status_code == status


@pytest.mark.parametrize("filling", [" ", "\t", "\u2003"])
def test_an_issue_of_blanks_is_read_at_once(filling):
    began = time.perf_counter()
    with pytest.raises(WrongValue):
        read_issue(f"Let{filling * 30_000}us")
    assert time.perf_counter() - began < 1


def test_an_issue_is_one_line_whatever_its_breaks():
    assert read_issue("Let \n\n \t\n us  pool\nit") == "Let us  pool it"


def test_an_imported_reference_leaves_room_for_those_that_follow(world):
    assert read_reference("cb-0999999") == "CB-999999"
    with pytest.raises(WrongValue):
        read_reference("CB-999999999")


def test_lists_that_are_walked_by_reference_take_no_nul(world):
    entry, secretariat = accepted(world), signed_in(world.person(Role.SECRETARIAT))
    for address in ("queue_next", "untriaged_next"):
        assert secretariat.get(reverse(f"requests:{address}"), {"after": f"{entry.reference}\x00"}).status_code == 302
    assert secretariat.get(reverse("requests:bulk"), {"ref": "CB-0001\x00"}).status_code == 422


def test_nobody_confirms_the_upload_of_somebody_else(world):
    content = b"section,areas,issue,departments,position\r\nto_resolve,Swindon,Pool it,DfE,\r\n"
    upload = keep_upload(by=world.person(Role.SECRETARIAT), file_name="a.csv", content=content, now=NOON)
    before = LoggedRequest.objects.count()
    with pytest.raises(NotPermitted):
        confirm_upload(upload, by=person(Role.SECRETARIAT), expected="", now=NOON)
    assert LoggedRequest.objects.count() == before


def test_the_administrator_learns_from_the_audit_that_a_resource_was_added_but_not_whose(world):
    form = {"year": "2011", "contributor": "Jobcentre Plus", "other_stream": "A grant", "manner": "pooled"}
    officer = signed_in(world.person(Role.OFFICER))
    assert officer.post(reverse("places:add_resource", kwargs={"slug": "swindon"}), form).status_code == 302
    audit = reverse("audit:events")
    for query in ("", "?record=Jobcentre"):
        page = words(signed_in(world.person(Role.ADMINISTRATOR)).get(audit + query))
        assert "Jobcentre Plus" not in page
    assert "Jobcentre Plus" in words(signed_in(world.person(Role.SECRETARIAT)).get(audit))
