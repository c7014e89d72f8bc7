"""The demonstration's paper of 22 March 2011 and its tabled update: exactly what changed until the 24th (F004 ¶5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from cbtracker.accounts.models import User
from cbtracker.papers.models import Paper
from cbtracker.papers.renditions import read_rendition, sight_of
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.papers.structure import BoardPaper, Paragraph
from cbtracker.places.demo import load_demo
from cbtracker.places.demo.calls import MISSING
from families.presenters import CAVEAT
from requests_log.call_results import call_result
from requests_log.changes_since import apply_changes, compare_snapshots, read_snapshot
from requests_log.models import Action, Call, Revision
from requests_log.sights import Sight

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAPER_AT = datetime(2011, 3, 22, 17, tzinfo=UTC)
UPDATE_AT = datetime(2011, 3, 24, 12, tzinfo=UTC)
WHITEHALL_ONLY = "Not for sharing before they have answered."


@pytest.fixture(scope="module")
def loaded(for_the_module):
    with override_settings(DEMONSTRATION=True):
        assert load_demo(now=NOW)


@pytest.fixture
def issued(loaded) -> tuple[Paper, Paper]:
    """The paper and its update."""
    first, update = Paper.objects.filter(state="issued").order_by("issued_at")
    return first, update


def frozen(paper: Paper, audience: str = "body") -> BoardPaper:
    """What the paper said to an audience."""
    return read_rendition(paper.renditions.get(audience=audience))


def test_the_paper_is_as_at_22_march_and_the_update_of_the_24th_before_the_meeting(issued):
    first, update = issued
    assert (first.as_at, update.as_at) == (PAPER_AT, UPDATE_AT)
    assert update.meeting.starts_at > UPDATE_AT
    assert (update.kind, update.supplement_to, update.compared_with) == ("tabled_update", first, first)


def test_the_paper_prints_the_33_requests_as_of_22_march(issued):
    lines = frozen(issued[0]).lines
    assert [sum(line.annex == annex for line in lines) for annex in "AB"] == [18, 15]
    assert lines[0].position.startswith("Schools may already pool. The Minister is looking")


def test_the_update_names_the_requests_that_changed_between_and_no_other(issued):
    [sheet] = frozen(issued[1]).sheets
    named = {row[sheet.columns.index("reference")] for row in sheet.rows} - {""}
    between = Revision.objects.filter(recorded_at__gt=PAPER_AT, recorded_at__lte=UPDATE_AT)
    changed = between.exclude(action=Action.CONFIRMED).values_list("entry__reference", flat=True)
    assert named == set(changed)
    assert len(named) == 8
    assert all(reference in str(frozen(issued[1]).blocks) for reference in named)


def test_the_update_says_of_each_what_changed(issued):
    [sheet] = frozen(issued[1]).sheets
    said = {(row[1], row[6]): (row[7], row[8]) for row in sheet.rows}
    assert said["CB-0001", "Position"] == (
        "Schools may already pool. The Minister is looking at how to bring more of them in.",
        "Schools may already pool. The Minister has decided to write to them in April about how to join in.",
    )
    assert said["CB-0008", "Areas"][1] == "Blackburn with Darwen, Swindon, Leicestershire and others"
    assert said["CB-0005", "Due date slipped"] == ("1 April 2011", "30 June 2011")
    assert said["", "Status of the workstream"][1] == "The first workshop is to be held in May."


@pytest.mark.parametrize("audience", ["body", "areas", "partners"])
def test_the_paper_with_the_update_applied_is_the_register_at_the_moment_of_the_update(issued, audience):
    first, _ = issued
    sight = sight_of(first, audience)
    knew = {int(pk): version for pk, version in first.renditions.get(audience=audience).knew.items()}
    old = read_snapshot(sight, PAPER_AT, known_at=PAPER_AT, knew=knew)
    new = read_snapshot(sight, UPDATE_AT, known_at=UPDATE_AT)
    assert [line.position for line in old.content.lines] == [line.position for line in frozen(first, audience).lines]
    assert apply_changes(old.content, compare_snapshots(old, new)) == new.content
    assert old.content != new.content


def test_no_rendition_for_places_holds_what_was_for_whitehall_only(issued):
    for paper in Paper.objects.filter(state="issued"):
        for audience in ("areas", "partners"):
            assert WHITEHALL_ONLY not in paper.renditions.get(audience=audience).structure


def test_the_areas_rendition_holds_programme_wide_requests_and_freedoms_alone(issued):
    for line in frozen(issued[0], "areas").lines:
        assert line.areas in {"All / many areas", "Many areas", ""} or line.annex == "B"


def test_the_paper_shows_the_ministerial_meeting_annex_d_and_nobody_else_a_word_of_it(issued):
    first, _ = issued
    body = frozen(first)
    assert first.renditions.get(audience="body").holds_estimates
    assert body.caveat == CAVEAT
    for figure in ("2,280 – 2,490", "400 – 530", "159"):
        assert figure in str(body.blocks)
    for audience in ("areas", "partners"):
        told = str(frozen(first, audience).blocks)
        assert not [words for words in ("Annex D", "2,280", "stimate") if words in told]


def test_the_demonstrations_leaders_keep_the_paper_without_annex_d(issued):
    partner = User.objects.get(email="partner@demo.example")
    assert not issued[0].renditions.visible_to(partner).filter(holds_estimates=True).exists()
    assert issued[0].renditions.visible_to(partner).exists()


def test_the_demonstration_prints_the_numbers_of_f004(loaded):
    """Done means 3: sixteen asked, eight replied, six with nothing to add, one with additions, one with a comment."""
    call = Call.objects.get(title=MISSING)
    result = call_result(call, as_at=PAPER_AT)
    numbers = [len(one) for one in (result.places, result.replied, result.nil, result.additions, result.comment)]
    assert numbers == [16, 8, 6, 1, 1]
    assert [place.name for place in result.additions] == ["West London (Westminster)"]
    asked = SectionContext(sight=Sight.WHITEHALL, as_at=PAPER_AT, known_at=PAPER_AT, options={"calls": [call.pk]})
    said = next(one.text for one in KINDS["returns"].build(asked).blocks if isinstance(one, Paragraph))
    assert said == (
        "Asked on 4 March 2011, to be answered by 15 March 2011. Eight of the 16 areas asked replied. Six said that "
        "nothing is missing. Additions came from West London (Westminster). A comment came from Islington. There was "
        "no reply from Birmingham, Blackburn with Darwen, Bradford, Kingston upon Hull, Leicestershire, Lewisham, "
        "Greater Manchester and Swindon. The reply from Lincolnshire came after 15 March 2011, the date to answer by."
    )
    before = call_result(call, as_at=datetime(2011, 3, 12, tzinfo=UTC))
    assert (len(before.replied), len(before.no_reply)) == (3, 13)
