"""Drafts: who writes them, what they may not say, and two people who write at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.drafts import Section, new_section, read_sections
from cbtracker.papers.models import Paper
from cbtracker.papers.services import (
    AlreadyIssued,
    StalePaper,
    change_draft,
    create_draft,
    discard_draft,
)
from cbtracker.papers.services.drafting import DraftWords, last_paper_of, words_of
from tests.factories.papers import BodyFactory, MeetingFactory, PaperFactory
from tests.integration.papers.paper_world import ANNEXES, THURSDAY, TUESDAY, drafted, group, issued

OTHERS = ("champion", "locality_lead", "officer", "partner", "administrator")


@pytest.mark.parametrize("role", OTHERS)
def test_only_the_secretariat_drafts_changes_and_discards(world, role):
    paper = drafted(world)
    somebody = world.person(role)
    with pytest.raises(NotPermitted):
        create_draft(by=somebody, body=group(), words=DraftWords("Mine"))
    with pytest.raises(NotPermitted):
        change_draft(paper, by=somebody, expected_version=1, words=DraftWords("Mine"))
    with pytest.raises(NotPermitted):
        discard_draft(paper, by=somebody, expected_version=1)
    assert list(Paper.objects.values_list("title", "version")) == [("Requests of Whitehall", 1)]


WRONG = {
    "no title": ({"title": " "}, "title"),
    "no marking": ({"marking": ""}, "marking"),
    "a moment in the future": ({"as_at": TUESDAY + timedelta(minutes=1)}, "as_at"),
    "a section that there is not": ({"sections": (Section("weather"),)}, "sections"),
    "a section twice": ({"sections": (Section("annex_a"), Section("annex_a"))}, "sections"),
    "a section for nobody": ({"sections": (Section("annex_a", ()),)}, "sections"),
    "a section for strangers": ({"sections": (Section("annex_a", ("press",)),)}, "sections"),
    "a text of 20,001 characters": ({"sections": (Section("annex_a", text="x" * 20_001),)}, "sections"),
    "a choice that the section does not have": ({"sections": (Section("annex_a", options={"x": 1}),)}, "sections"),
}


@pytest.mark.parametrize(("words", "field"), WRONG.values(), ids=WRONG.keys())
def test_a_draft_with_something_wrong_is_refused_by_field_and_not_kept(world, words, field):
    with pytest.raises(ValidationError) as refused:
        drafted(world, **words)
    assert list(refused.value.message_dict) == [field]
    assert not Paper.objects.exists()


def test_a_draft_may_say_as_much_as_fits_and_be_of_this_very_moment(world):
    paper = drafted(world, as_at=TUESDAY, sections=(Section("annex_a", text="x" * 20_000),))
    assert paper.as_at == TUESDAY


def test_a_draft_is_compared_with_an_issued_paper_of_an_earlier_moment_only(world):
    draft, later = PaperFactory(), issued(world, now=THURSDAY)
    for wrong in (draft, later):
        with pytest.raises(ValidationError) as refused:
            drafted(world, as_at=TUESDAY, compared_with=wrong)
        assert list(refused.value.message_dict) == ["compared_with"]
    assert drafted(world, now=THURSDAY + timedelta(days=1), compared_with=later).compared_with == later


def test_a_meeting_is_one_of_the_body(world):
    with pytest.raises(ValidationError, match="Choose a meeting of CB Group"):
        drafted(world, meeting=MeetingFactory())
    meeting = MeetingFactory(body=group())
    assert drafted(world, meeting=meeting).meeting == meeting


def test_of_two_people_who_change_a_draft_the_second_changes_nothing(world):
    paper, by = drafted(world), world.person("secretariat")
    read_by_both = paper.version
    change_draft(paper, by=by, expected_version=read_by_both, words=words_of(paper, title="First"), now=THURSDAY)
    with pytest.raises(StalePaper) as lost:
        change_draft(paper, by=by, expected_version=read_by_both, words=words_of(paper, title="Second"), now=THURSDAY)
    assert lost.value.paper.title == "First"
    assert Paper.objects.get().title == "First"


def test_an_issued_paper_is_neither_changed_nor_discarded(world):
    paper, by = issued(world), world.person("secretariat")
    with pytest.raises(AlreadyIssued):
        change_draft(paper, by=by, expected_version=paper.version, words=words_of(paper), now=THURSDAY)
    with pytest.raises(AlreadyIssued):
        discard_draft(paper, by=by, expected_version=paper.version)
    assert Paper.objects.get().is_issued


def test_a_discarded_draft_is_gone_and_the_audit_keeps_what_it_said(world):
    paper = drafted(world, sections=(Section("annex_a", text="Something"),))
    discard_draft(paper, by=world.person("secretariat"), expected_version=1, now=THURSDAY)
    assert not Paper.objects.exists()
    assert AuditEvent.objects.get(verb="paper.discarded").data["sections"][0]["text"] == "Something"


def test_sections_are_kept_in_their_order_with_whom_they_are_for(world):
    sections = (Section("annex_b", ("body",)), Section("annex_a"))
    paper = drafted(world, sections=sections)
    assert read_sections(Paper.objects.get(pk=paper.pk).sections) == sections
    assert [section.title for section in ANNEXES] == [
        "Annex A: requests to be concluded",
        "Annex B: requests that have been addressed",
    ]
    assert new_section("annex_a").audiences == ("body", "areas", "partners")


def test_the_last_paper_of_a_body_is_the_issued_one_of_the_latest_moment(world):
    assert last_paper_of(group()) is None
    later = issued(world, now=THURSDAY)
    issued(world, now=THURSDAY + timedelta(hours=1), as_at=TUESDAY)
    PaperFactory(body=BodyFactory(), issued=True)
    assert last_paper_of(group()) == later
