"""No answer to a form, issued paper, email, log line or error page holds a figure for whom it is not (F004 Annex D).

The walk through all pages is `test_canary.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import Http404
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from areas.models import Area
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from cbtracker.papers import renditions
from cbtracker.papers.models import RenditionFile
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.models.querysets import RenditionQuerySet
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.sections import annex_d
from cbtracker.papers.structure_json import to_json
from families.api.proposals import Proposals
from families.models.querysets import ProposalQuerySet
from families.views.annex_d import AnnexDPage
from families.views.proposals import ProposalReader
from requests_log.sights import Sight
from tests.conventions.matrix.world import World
from tests.integration.security.canary.crawl import STRANGER, crawl, of_papers, read, send
from tests.integration.security.canary.lines import logged
from tests.integration.security.canary.messages import kinds, rendered
from tests.integration.security.canary.numbers import FORMER, OTHER, OWN, SINGLE, found_in, has_caveat, may_read
from tests.integration.security.canary.worlds import build_canary_world

pytestmark = pytest.mark.django_db
SENDERS = (Role.OFFICER, Role.PARTNER, Role.ADMINISTRATOR)
NOT_WHITEHALL = (*SENDERS, FORMER, STRANGER)


@pytest.fixture(scope="module")
def world(for_the_module) -> Iterator[World]:
    with override_settings(ACCOUNT_RATE_LIMITS=False, DEMONSTRATION=False):
        made = build_canary_world()
        for user in made.people.values():
            made.session_of(user)
        yield made


@pytest.fixture
def as_role(world, db, settings):
    """A browser of somebody of a role, to whom an error of the server is a page as to anybody."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.API_PER_MINUTE_PERSON = settings.API_PER_MINUTE_TOKEN = 10**6

    def as_role(role):
        client = Client(raise_request_exception=False)
        if role is not STRANGER:
            client.cookies[settings.SESSION_COOKIE_NAME] = world.session_of(world.people[role])
        return client

    return as_role


@pytest.mark.parametrize("role", SENDERS)
def test_no_answer_to_a_form_and_no_line_about_it_shows_a_canary_that_is_not_theirs(world, as_role, role):
    """What is wrong in a form, and both versions where somebody else was first, stand beside what is there already."""
    with logged() as lines:
        asked = send(world, role)
    assert not [f"{one}" for one in asked if one.leaked]
    assert not [f"{one}" for one in asked if one.found and not one.with_caveat]
    assert not [f"{one}" for one in asked if one.status >= 500]
    assert lines
    assert not [line for line in lines if found_in(line)]
    shown = {one.status for one in asked if one.found}
    assert shown == ({200, 302, 409, 412} if role == Role.OFFICER else set())


@pytest.mark.parametrize(("reader", "status"), [(ProposalReader, 409), (Proposals, 412)])
def test_an_answer_to_a_form_for_another_area_would_be_noticed(world, as_role, monkeypatch, reader, status):
    """The negative control, for the pages and the API."""
    monkeypatch.setattr(reader, "area", lambda page, slug, *permission: Area.objects.get(slug=slug))
    monkeypatch.setattr(ProposalQuerySet, "visible_to", lambda rows, user: rows.all())
    assert {one.status for one in send(world, Role.OFFICER) if one.leaked} >= {status}


@pytest.mark.parametrize("role", NOT_WHITEHALL)
def test_of_papers_with_annex_d_nobody_outside_whitehall_is_shown_a_canary(world, as_role, role):
    asked = crawl(world, role, of_papers(world))
    assert not [f"{one}" for one in asked if one.found]
    read_by = {Role.OFFICER: "areas", FORMER: "areas", Role.PARTNER: "partners"}.get(role)
    assert {one.address.split("/")[3] for one in asked if one.status == 200} == ({read_by} if read_by else set())


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD])
def test_whitehall_reads_every_canary_in_the_body_s_rendition_and_its_files_and_in_no_other(world, as_role, role):
    asked = [one for one in crawl(world, role, of_papers(world)) if one.status == 200]
    holding = [one for one in asked if one.found]
    assert all("/body/" in one.address and one.found >= SINGLE and one.with_caveat for one in holding)
    assert {one.address.rstrip("/").rsplit("/", 1)[1] for one in holding} == {"body", "html", "xlsx"}
    assert {address for address in ("areas", "partners") if any(f"/{address}/" in one.address for one in asked)}


def test_papers_that_are_read_by_whoever_sits_on_their_body_would_be_noticed(world, as_role, monkeypatch):
    """The negative control of what was issued."""
    monkeypatch.setattr(RenditionQuerySet, "visible_to", lambda rows, user: rows.all())
    leaking = [one for one in crawl(world, Role.PARTNER, of_papers(world)) if one.leaked]
    assert {one.address.rstrip("/").rsplit("/", 1)[1] for one in leaking} == {"body", "html", "xlsx"}


@pytest.mark.parametrize("name", ["canary_paper", "canary_draft", "canary_update"])
def test_what_every_audience_was_to_get_of_annex_d_only_the_body_gets(world, db, name):
    for audience in Audience.values:
        built = build_rendition(getattr(world, name), audience, now=timezone.now())
        found = found_in(to_json(built.paper))
        assert (bool(found), built.holds_estimates) == (audience == Audience.BODY, audience == Audience.BODY)
        assert "Annex D" not in to_json(built.paper) or audience == Audience.BODY


def test_a_section_that_looks_at_nobodys_eyes_would_be_noticed(world, db, monkeypatch):
    """The negative control of what is to be issued: the section refuses other eyes itself, or it would leak."""
    monkeypatch.setattr(renditions, "_is_for", lambda section, audience, sight: audience in section.audiences)
    with pytest.raises(ValueError, match="Whitehall's eyes"):
        build_rendition(world.canary_draft, Audience.PARTNERS, now=timezone.now())
    monkeypatch.setattr(annex_d, "Sight", SimpleNamespace(WHITEHALL=Sight.PARTNERS))
    built = build_rendition(world.canary_draft, Audience.PARTNERS, now=timezone.now())
    assert found_in(to_json(built.paper)) >= SINGLE


def test_who_checks_the_digest_of_a_file_with_canaries_is_told_which_paper_it_is_and_no_figure(world, as_role):
    files = RenditionFile.objects.filter(rendition__paper=world.canary_paper, rendition__audience="body")
    assert found_in(bytes(files.get(format="html").content).decode())
    for file in files.filter(format__in=("html", "xlsx")):
        for role in NOT_WHITEHALL:
            status, text = read(as_role(role), reverse("papers:check"), {"digest": file.digest})
            assert (status, found_in(text)) == (200, frozenset())
            assert "is of a paper that was issued, unchanged" in text


def test_an_officer_whose_membership_ended_reads_nothing_of_then_either(world, as_role):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    place = {"slug": world.own.area.slug}
    pages = [
        reverse("families:annex_d"),
        reverse("papers:annex_d_file", kwargs={"format": "csv"}),
        reverse("families:proposals"),
        reverse("families:proposal", kwargs=place),
        reverse("papers:place_sheet", kwargs=place),
        reverse("places:place", kwargs=place),
    ]
    addresses = [f"{page}{asked}" for page in pages for asked in ("", f"?as_at={yesterday}")]
    theirs = crawl(world, Role.OFFICER, addresses)
    assert len({one.address for one in theirs if one.found}) > len(pages)
    assert not [f"{one}" for one in crawl(world, FORMER, addresses) if one.found]


def test_no_email_of_any_kind_holds_a_canary_that_is_not_its_readers(world, db):
    made = {
        (kind, person.role): rendered(kind, person, now=timezone.now())
        for kind in kinds()
        for person in world.people.values()
    }
    written = {kind for (kind, _), emails in made.items() if emails}
    assert len(written) >= 5
    assert {"status_digest", "assigned"} <= written
    for (kind, role), emails in made.items():
        for email in emails:
            text = "\n".join([email.subject, email.text, email.html])
            assert found_in(text) <= may_read(role), kind
            assert has_caveat(text) or not found_in(text), kind


def test_what_is_kept_about_an_act_or_a_message_holds_no_canary(world, db):
    events = AuditEvent.objects.filter(object_type__startswith="families.")
    assert events.exists()
    kept = [*AuditEvent.objects.values_list("data", "object_label"), *OutboxMessage.objects.values_list("payload")]
    assert not [row for row in kept if found_in(json.dumps(row, default=str))]


@pytest.mark.parametrize("wrong", [ValueError, Http404, PermissionError])
def test_no_error_page_says_what_went_wrong_inside(world, as_role, monkeypatch, wrong):
    """An exception may hold any figure."""

    def broken(page, *args, **kwargs):
        raise wrong(f"{OTHER['fwmp_low']} and {OWN['fwmp_low']:,}")

    monkeypatch.setattr(AnnexDPage, "get", broken)
    for role in (Role.OFFICER, Role.SECRETARIAT):
        status, text = read(as_role(role), reverse("families:annex_d"))
        assert status == (404 if wrong is Http404 else 500)
        assert not found_in(text)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_no_answer_to_another_method_holds_a_canary(world, as_role, method):
    for name in ("families:annex_d", "families:proposals"):
        answer = getattr(as_role(Role.OFFICER), method)(reverse(name))
        assert not found_in(answer.content.decode() + str(answer.headers))
