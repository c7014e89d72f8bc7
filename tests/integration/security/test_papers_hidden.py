"""What of papers and calls is not for everybody, and what a link or a long text may not do."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cbtracker.accounts.permissions import Role
from cbtracker.papers.drafts import Section
from cbtracker.papers.exporters import export
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.services import change_draft, discard_draft, issue_paper
from cbtracker.papers.services.drafting import words_of
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper, Heading
from cbtracker.web.texts import text_blocks
from requests_log.models import Call, Return
from tests.factories.papers import BodyFactory, BodyMemberFactory, MeetingFactory
from tests.integration.papers.conftest import say
from tests.integration.papers.paper_world import TUESDAY, drafted, group, quickly_issued
from tests.integration.requests_log import calling
from tests.integration.requests_log.pages import signed_in, words
from tests.integration.requests_log.world import accepted

TITLE = "Why the department refuses Barnet"
JOIN = "Dial 020 7946 0000, code 1234"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "reads"), [(Role.ADMINISTRATOR, False), (Role.SECRETARIAT, True)])
def test_the_administrator_learns_from_the_audit_that_there_are_papers_but_not_of_what(world, role, reads):
    by = world.person(Role.SECRETARIAT)
    paper = drafted(world, title=TITLE, sections=(Section("annex_b"),))
    change_draft(paper, by=by, expected_version=1, words=words_of(paper), now=TUESDAY)
    export_paper(build_rendition(paper, "body", now=TUESDAY).paper, by=by, format="html")
    issue_paper(paper, by=by, expected_version=2, now=TUESDAY)
    discard_draft(drafted(world, title=TITLE), by=by, expected_version=1, now=TUESDAY)
    page = words(signed_in(world.person(role)).get(reverse("audit:events")))
    for did in ("Paper: drafted", "Paper: changed", "Papers: exported", "Paper: issued", "Paper: discarded"):
        assert did in page
    assert (TITLE in page, "refuses" in page) == (reads, reads)


def test_where_a_body_meets_is_printed_for_the_body_only(world):
    paper = drafted(world, meeting=MeetingFactory(body=group(), place=JOIN))
    said = {
        audience: str(build_rendition(paper, audience, now=TUESDAY).paper) for audience in ("body", "areas", "partners")
    }
    assert {audience for audience, text in said.items() if JOIN in text} == {"body"}
    assert all("For the meeting of" in text for text in said.values())


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
@pytest.mark.parametrize(
    ("from_days", "to_days", "own_body", "has_access", "reads"),
    [
        (-9, None, True, True, True),
        (0, 1, True, True, True),
        (1, None, True, True, False),
        (-9, 0, True, True, False),
        (-9, None, False, True, False),
        (-9, None, True, False, False),
    ],
    ids=["sits", "sits today only", "will sit", "no longer sits", "sits on another", "has no access"],
)
def test_a_rendition_in_full_is_for_who_sits_on_the_body_today(
    world, role, from_days, to_days, own_body, has_access, reads
):
    paper, person, today = quickly_issued(world), world.person(role), timezone.localdate()
    client = signed_in(person)
    BodyMemberFactory(
        body=paper.body if own_body else BodyFactory(),
        user=person,
        from_on=today + timedelta(from_days),
        to_on=None if to_days is None else today + timedelta(to_days),
    )
    ended = None if has_access else timezone.now()
    type(person).objects.filter(pk=person.pk).update(is_active=has_access, access_ended_at=ended)
    for address in (f"/papers/{paper.pk}/body/", f"/papers/{paper.pk}/body/pdf/"):
        assert client.get(address).status_code == (200 if reads else 404 if has_access else 302)


def test_no_cell_of_a_new_file_is_run_as_a_formula(world):
    formula = '=HYPERLINK("https://attacker.example","x")'
    paper = quickly_issued(world, now=TUESDAY - timedelta(days=8))
    call = calling.issued(world, title=formula)
    calling.answered(call, "swindon", "comment", text=formula, by=world.person(Role.OFFICER))
    say(world, accepted(world, issue=formula, now=TUESDAY), formula, at=TUESDAY)
    sections = tuple(Section(kind) for kind in ("annex_a", "changes", "returns", "progress"))
    update = drafted(world, now=TUESDAY, title=formula, marking=formula, compared_with=paper, sections=sections)
    book = load_workbook(BytesIO(export(build_rendition(update, "body", now=TUESDAY).paper, "xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {sheet.title for sheet in book} >= {"Requests", "Changes", "Returns", "Progress"}
    assert not [cell for cell in cells if cell.data_type == "f" or str(cell.value).startswith("=")]
    assert sum(str(cell.value).startswith("'=") for cell in cells) >= 4
    client = signed_in(world.person(Role.SECRETARIAT))
    since = reverse("papers:changes_csv", query={"paper": paper.pk})
    for address in (since, reverse("requests:call_csv", args=[call.slug])):
        rows = list(csv.reader(client.get(address).getvalue().decode("utf-8-sig").splitlines()))
        cells = [cell for row in rows for cell in row]
        assert any(formula in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("chosen", [10**30, "9" * 30, [[1]], {"a": 1}, 1.5, None, [10**20], [1] * 2000, ["x" * 99]])
def test_a_section_takes_no_choice_that_no_field_gives(world, chosen):
    with pytest.raises(ValidationError, match="a choice that cannot be read"):
        drafted(world, sections=(Section("place_sheets", options={"areas": chosen}),))
    for kept in ("all", [world.swindon.pk], [], True):
        assert drafted(world, sections=(Section("place_sheets", options={"areas": kept}),)).sections[0]["options"]


@pytest.mark.parametrize("format", ["odt", "docx"])
def test_a_text_that_repeats_itself_is_no_reason_to_make_no_file(format):
    rows = "|a|b|\n|-|-|\n" + "|\n" * 4_000
    blocks = (Heading(1, "T"), *text_blocks(rows))
    paper = BoardPaper("T", "OFFICIAL", datetime(2011, 3, 22, tzinfo=UTC), "areas", blocks, ())
    assert export(paper, format).content.startswith(b"PK")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "ht\ntps://www.gov.uk/",
        "https://www.gov.uk/\njavascript:alert(1)",
        "data:text/html,x",
        "//www.gov.uk/",
        "https://www.gov.uk@attacker.example/",
        "https://www.gov.uk:443@attacker.example/",
        " https://www.gov.uk/",
    ],
)
def test_a_call_links_to_pages_and_says_where_they_lead(world, url):
    with pytest.raises(ValidationError, match="A link must"):
        calling.issued(world, attachments=[{"title": "The letter", "url": url}])
    assert not Call.objects.exists()


def test_a_link_to_a_page_is_taken(world):
    address = "https://www.gov.uk/a/letter@2011.pdf?x=1#2"
    assert calling.issued(world, attachments=[{"title": "The letter", "url": address}]).attachments[0]["url"] == address


def test_an_answer_names_no_request_that_the_officer_cannot_see(world):
    call, others = calling.issued(world), accepted(world, area=world.barnet)
    with pytest.raises(ValidationError, match="only requests that you can see"):
        calling.answered(call, "swindon", "additions", entries=(others,), by=world.person(Role.OFFICER))
    assert not Return.objects.exists()
    own = accepted(world)
    made = calling.answered(call, "swindon", "additions", entries=(own,), by=world.person(Role.OFFICER))
    assert list(made.entries.all()) == [own]
