"""One's own digest and quiet periods by API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cbtracker.accounts.permissions import Role
from cbtracker.digests.models import Digest, DigestPreference, QuietPeriod
from tests.factories.digests import DigestFactory, QuietPeriodFactory
from tests.factories.people import person
from tests.integration.api.conftest import pointers

pytestmark = pytest.mark.django_db
EASTER = {"name": "Easter recess", "kind": "recess", "from_on": "2031-04-06", "until_on": "2031-04-25"}


def test_somebody_chooses_how_often_their_own_digest_comes_and_nobody_elses(api):
    partner, other = person(Role.PARTNER), person(Role.PARTNER)
    client = api(partner)
    first = client.get("digests/own/").json()
    assert (first["frequency"], first["parts"]) == ("weekly", [])
    assert first["next"]["at"] > first["next"]["since"]
    chosen = client.patch("digests/own/", {"frequency": "never"})
    assert chosen.json() == {"frequency": "never", "next": None, "parts": []}
    assert list(DigestPreference.objects.values_list("user", "frequency")) == [(partner.pk, "never")]
    assert api(other).get("digests/own/").json()["frequency"] == "weekly"
    for wrong, place in (({"frequency": "hourly"}, "#/frequency"), ({}, "#/frequency"), ({**EASTER}, "#/name")):
        answer = client.patch("digests/own/", wrong)
        assert answer.status_code == 422
        assert place in pointers(answer)
    assert DigestPreference.objects.get().version == 1
    assert api(person(Role.ADMINISTRATOR)).get("digests/own/").status_code == 404


def test_a_digest_is_sent_at_once_in_the_demonstration_only_and_never_an_empty_one(api, settings):
    client = api(person(Role.PARTNER))
    settings.DEMONSTRATION = True
    assert client.post("digests/own/send-now/").status_code == 409
    settings.DEMONSTRATION = False
    assert client.post("digests/own/send-now/").status_code == 404
    assert not Digest.objects.exists()


def test_a_quiet_period_is_added_once_changed_by_the_first_and_removed(api):
    client, reader = api(person(Role.SECRETARIAT)), api(person(Role.ADMINISTRATOR))
    added = client.post("quiet-periods/", EASTER, key="a")
    assert client.post("quiet-periods/", EASTER, key="a").json() == added.json()
    assert (added.status_code, QuietPeriod.objects.count()) == (201, 1)
    path = added["Location"].partition("/api/v1/")[2]
    assert reader.get(path).json() == {**EASTER, "id": added.json()["id"], "version": 1}
    assert reader.patch(path, {"name": "Mine"}, match=added).status_code == 404
    assert client.patch(path, {"name": "Mine"}).status_code == 428
    changed = client.patch(path, {"until_on": "2031-04-27"}, match=added)
    assert (changed.json()["until_on"], changed.json()["name"]) == ("2031-04-27", "Easter recess")
    late = client.patch(path, {"name": "Mine"}, match=added)
    assert (late.status_code, late.json()["current"]["version"]) == (412, 2)
    assert client.delete(path, match=added).status_code == 412
    assert set(pointers(client.patch(path, {"until_on": "2031-01-01"}, match=changed))) == {"#/until_on"}
    wrong = {"name": " ", "kind": "x", "from_on": "1999-01-01", "until_on": "2150-01-01"}
    assert set(pointers(client.post("quiet-periods/", wrong))) == {"#/name", "#/kind", "#/from_on", "#/until_on"}
    assert [one["version"] for one in reader.get("quiet-periods/").json()["results"]] == [2]
    assert client.delete(path, match=changed).status_code == 204
    assert not QuietPeriod.objects.exists()


def test_who_reads_the_audit_is_told_what_became_of_digests_in_as_many_statements_for_many(
    api, django_assert_num_queries
):
    client = api(person(Role.ADMINISTRATOR))
    DigestFactory()
    client.get("digests/")
    with CaptureQueriesContext(connection) as few:
        found = client.get("digests/?became=empty&sort=period").json()
    assert (found["count"], found["results"][0]["became"], found["results"][0]["sent_at"]) == (1, "empty", None)
    for _ in range(3):
        DigestFactory()
        QuietPeriodFactory()
    with django_assert_num_queries(len(few)):
        assert client.get("digests/?became=empty&sort=period&size=2").json()["count"] == 4
    assert client.get("digests/?became=lost").status_code == 422
    assert api(person(Role.OFFICER)).get("digests/").status_code == 404
