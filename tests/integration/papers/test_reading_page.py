"""What each person reads of an issued paper: the rendition that is for them, as it was frozen, and nothing else."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cbtracker.audit.models import AuditEvent
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import RenditionFile
from cbtracker.papers.services import start_reissue, start_tabled_update
from tests.factories.papers import BodyMemberFactory, MeetingFactory
from tests.integration.papers.conftest import say
from tests.integration.papers.paper_world import (
    ANNEXES,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    drafted,
    frozen,
    group,
    issued,
    quickly_issued,
)

WHITEHALL = ("secretariat", "champion", "locality_lead")
AUDIENCES = ("body", "areas", "partners")
FORMATS = ("html", "pdf", "odt", "docx", "xlsx")
OWN = {"officer": "areas", "partner": "partners"}


def get(client, world, role, route, **kwargs):
    client.force_login(world.person(role))
    return client.get(reverse(f"papers:{route}", kwargs=kwargs))


def may_read(role, audience, *, member):
    if role in WHITEHALL:
        return True
    return OWN.get(role) == audience or (role in OWN and member and audience == "body")


@pytest.mark.parametrize("member", [True, False])
@pytest.mark.parametrize("role", [*WHITEHALL, "officer", "partner", "administrator"])
def test_each_role_reads_the_renditions_that_are_for_it_and_no_other(client, world, role, member):
    paper = quickly_issued(world)
    if member:
        BodyMemberFactory(body=group(), user=world.person(role))
    for audience in AUDIENCES:
        where = {"pk": paper.pk, "audience": audience}
        expected = 200 if may_read(role, audience, member=member) else 404
        assert get(client, world, role, "rendition", **where).status_code == expected, audience
        for format in FORMATS:
            answer = get(client, world, role, "file", **where, format=format)
            assert answer.status_code == expected, (audience, format)


@pytest.mark.parametrize(
    ("role", "member", "audience"),
    [
        ("champion", False, "body"),
        ("officer", False, "areas"),
        ("officer", True, "body"),
        ("partner", False, "partners"),
        ("partner", True, "body"),
    ],
)
def test_a_paper_leads_to_the_fullest_rendition_for_the_reader(client, world, role, member, audience):
    paper = quickly_issued(world)
    if member:
        BodyMemberFactory(body=group(), user=world.person(role))
    response = get(client, world, role, "paper", pk=paper.pk)
    assert response["Location"] == reverse("papers:rendition", kwargs={"pk": paper.pk, "audience": audience})


@pytest.mark.parametrize("role", ["champion", "officer", "partner", "administrator"])
def test_a_draft_is_not_there_for_those_who_do_not_write_it(client, world, role):
    paper = drafted(world)
    assert get(client, world, role, "paper", pk=paper.pk).status_code == 404
    assert get(client, world, role, "draft", pk=paper.pk).status_code == 404
    for audience in AUDIENCES:
        assert get(client, world, role, "rendition", pk=paper.pk, audience=audience).status_code == 404


def test_an_officer_reads_nothing_that_is_for_whitehall_or_for_the_body_alone(client, world, changing):
    say(world, changing, "Not for sharing.", at=WEDNESDAY, audience="whitehall")
    paper = quickly_issued(world, now=THURSDAY, sections=(Section("summary", ("body",), "For members."), *ANNEXES))
    in_full = get(client, world, "champion", "rendition", pk=paper.pk, audience="body").content.decode()
    assert "Not for sharing." in in_full
    assert "For members." in in_full
    said = get(client, world, "officer", "rendition", pk=paper.pk, audience="areas").content.decode()
    assert "Not for sharing." not in said
    assert "For members." not in said
    assert "/body/" not in said


def test_a_file_is_the_bytes_that_were_frozen_also_when_the_register_has_moved_on(client, world, changing):
    paper = issued(world)
    say(world, changing, "All is other now.", at=THURSDAY)
    for file in RenditionFile.objects.select_related("rendition"):
        where = {"pk": paper.pk, "audience": file.rendition.audience, "format": file.format}
        response = get(client, world, "secretariat", "file", **where)
        assert hashlib.sha256(response.content).hexdigest() == file.digest
        assert response["ETag"] == f'"{file.digest}"'
        assert response["Content-Type"] == file.content_type
        assert response["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
    page = get(client, world, "secretariat", "rendition", pk=paper.pk, audience="body").content.decode()
    assert "Courts may join too." in page
    assert "All is other now." not in page
    for file in RenditionFile.objects.filter(rendition__audience="body"):
        assert file.digest in page


def test_a_reader_who_has_the_file_already_is_not_sent_it_again(client, world):
    paper = quickly_issued(world)
    where = {"pk": paper.pk, "audience": "body", "format": "pdf"}
    first = get(client, world, "secretariat", "file", **where)
    again = client.get(reverse("papers:file", kwargs=where), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_who_took_a_file_of_an_issued_paper_is_on_record_and_who_only_looked_is_not(client, world):
    paper = quickly_issued(world)
    get(client, world, "champion", "rendition", pk=paper.pk, audience="body")
    where = {"pk": paper.pk, "audience": "body", "format": "pdf"}
    assert get(client, world, "officer", "file", **where).status_code == 404
    assert not AuditEvent.objects.filter(verb="papers.exported").exists()
    first = get(client, world, "champion", "file", **where)
    client.get(reverse("papers:file", kwargs=where), headers={"If-None-Match": first["ETag"]})
    event = AuditEvent.objects.get(verb="papers.exported")
    assert (event.actor_id, event.object_label) == (world.person("champion").pk, f"Paper {paper.pk}")
    digest = hashlib.sha256(first.content).hexdigest()
    assert event.data == {"title": paper.title, "audience": "body", "format": "pdf", "digest": digest}


@pytest.mark.parametrize("address", ["/papers/999/", "/papers/{pk}/press/", "/papers/{pk}/body/exe/", "/papers/{big}/"])
def test_what_there_is_not_is_not_found(client, world, address):
    client.force_login(world.person("secretariat"))
    there = address.format(pk=quickly_issued(world).pk, big=10**30)
    assert client.get(there).status_code == 404


def test_a_replaced_issue_says_so_and_both_issues_tell_what_was_corrected(client, world):
    first, by = quickly_issued(world), world.person("secretariat")
    second = start_reissue(first, by=by, correction="A name in Annex A was wrong.", now=WEDNESDAY)
    before = get(client, world, "partner", "rendition", pk=first.pk, audience="partners").content.decode()
    assert "A name in Annex A" not in before
    frozen(second, by=by, now=THURSDAY)
    for paper, is_replaced in ((first, True), (second, False)):
        said = get(client, world, "partner", "rendition", pk=paper.pk, audience="partners").content.decode()
        assert "Replaces issue 1: A name in Annex A was wrong." in said
        assert ("replaces this issue" in said) == is_replaced


def test_a_tabled_update_is_found_from_its_paper_once_it_is_issued(client, world):
    paper, by = quickly_issued(world), world.person("secretariat")
    update = start_tabled_update(paper, by=by, now=WEDNESDAY)
    where = {"pk": paper.pk, "audience": "partners"}
    assert "Update to:" not in get(client, world, "partner", "rendition", **where).content.decode()
    frozen(update, by=by, now=THURSDAY)
    assert "Update to: Requests" in get(client, world, "partner", "rendition", **where).content.decode()
    said = get(client, world, "partner", "rendition", pk=update.pk, audience="partners").content.decode()
    assert "tabled update" in said
    assert "up to date" in said


@pytest.mark.parametrize("role", ["champion", "officer", "partner"])
def test_readers_are_offered_nothing_that_they_may_not_do(client, world, role):
    paper = quickly_issued(world, meeting=MeetingFactory(body=group(), starts_at=THURSDAY))
    said = get(client, world, role, "rendition", pk=paper.pk, audience=OWN.get(role, "body")).content.decode()
    assert "tabled update" not in said
    assert "new issue" not in said


def test_the_page_needs_few_queries_however_long_its_story(client, world):
    by = world.person("secretariat")
    paper = quickly_issued(world)
    client.force_login(by)

    def queries(one):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("papers:rendition", kwargs={"pk": one.pk, "audience": "body"}))
        return len(captured)

    few = queries(paper)
    frozen(start_tabled_update(paper, by=by, now=TUESDAY), by=by, now=WEDNESDAY)
    frozen(start_reissue(paper, by=by, correction="One.", now=WEDNESDAY), by=by, now=WEDNESDAY)
    assert queries(paper) <= few + 1 <= 16
