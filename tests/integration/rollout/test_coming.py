"""What nominations say is coming, as at any date: on the page, in the file, in a paper and from the command."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.papers.structure import Paragraph, Table
from requests_log.sights import Sight
from rollout.models import EngagementStep, Step
from rollout.selectors.coming import read_coming
from rollout.selectors.coverage import read_coverage
from rollout.services.nominations import resume, withdraw
from tests.factories.nominations import NominationFactory
from tests.factories.people import UserFactory, person
from tests.factories.places import START
from tests.factories.rollout import EngagementStepFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
SUBMITTED = datetime(2011, 7, 18, 9, tzinfo=UTC)
DAY = SUBMITTED.date()
WITHDRAWN = datetime(2011, 9, 12, 23, 30, tzinfo=UTC)  # the 13th in London
NOW = datetime(2012, 1, 9, 12, tzinfo=UTC)


@pytest.fixture
def devon():
    reference_data()
    EngagementStep.objects.update(recorded_at=SUBMITTED - timedelta(days=90))
    return Authority.objects.get(slug="devon")


@pytest.fixture
def nomination(devon):
    """Devon, that nominated itself to start in April 2012, in the middle of July."""
    EngagementStepFactory(authority=devon, step=Step.NOMINATED, on=DAY, recorded_at=SUBMITTED)
    return NominationFactory(lead_authority=devon, submitted=True, submitted_at=SUBMITTED)


def coming(on, **more):
    found = read_coverage(EngagementStep.objects.all(), as_at=on, known_at=more.get("known_at"))
    return read_coming(found, **more).authorities


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_nomination_counts_from_the_day_of_its_submission_and_not_earlier(nomination):
    assert [coming(DAY - timedelta(days=1)), coming(DAY), coming(DAY + timedelta(days=30))] == [0, 1, 1]


def test_a_draft_is_known_to_nobody(devon):
    NominationFactory(lead_authority=devon)
    assert coming(date(2012, 1, 9)) == 0


def test_it_is_out_from_the_day_of_its_withdrawal_in_london_and_was_in_before(nomination):
    type(nomination).objects.filter(pk=nomination.pk).update(withdrawn_at=WITHDRAWN, withdrawn_by=nomination.started_by)
    assert [coming(date(2011, 9, day)) for day in (12, 13)] == [1, 0]


def test_one_that_was_withdrawn_and_resumed_was_out_in_between(nomination, devon):
    officer = UserFactory(role=Role.OFFICER)
    officer.authority_memberships.create(authority=devon, from_on=START)
    later = WITHDRAWN + timedelta(days=60)
    withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=WITHDRAWN)
    nomination.refresh_from_db()
    resume(nomination, by=officer, expected_version=nomination.version, now=later)
    assert [coming(date(2011, 9, 12)), coming(date(2011, 10, 1)), coming(date(2011, 11, 20))] == [1, 0, 1]


def test_it_ends_on_the_day_on_which_the_authority_goes_live(nomination, devon):
    EngagementStepFactory(authority=devon, step=Step.LIVE, on=date(2011, 12, 1), recorded_at=NOW)
    assert [coming(date(2011, 11, 30)), coming(date(2011, 12, 1))] == [1, 0]


def test_a_paper_that_is_built_again_says_what_was_known_then(nomination):
    before = SUBMITTED - timedelta(seconds=1)
    assert [coming(DAY, known_at=before), coming(DAY, known_at=SUBMITTED)] == [0, 1]


def test_it_takes_one_query_however_many_nominations_there_are(nomination, django_assert_num_queries):
    found = read_coverage(EngagementStep.objects.all(), as_at=DAY)
    for authority in Authority.objects.filter(region_name="London")[:12]:
        NominationFactory(lead_authority=authority, submitted=True)
    with django_assert_num_queries(1):
        read_coming(found)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OFFICER, Role.PARTNER])
def test_everybody_in_the_programme_reads_the_same_totals_and_nothing_of_a_draft(nomination, client, role):
    NominationFactory(lead_authority=Authority.objects.get(slug="cornwall"), wanted_start=date(2013, 2, 1))
    with time_machine.travel(NOW, tick=False):
        client.force_login(person(role))
        page = client.get("/coverage/").content.decode()
        said = text_of(client.get("/coverage/"))
    assert "Coming, from 1 nomination: 1 authority wants to start, in April 2012." in said
    assert re.search(r"April 2012</th>\s*<td[^>]*>1</td>\s*<td[^>]*>29</td>", page)
    assert "February 2013" not in said
    assert "A dotted line is what nominations say is coming: 29 live by April 2012, if all start then." in said


def test_the_page_of_an_earlier_day_says_that_nothing_was_coming(nomination, client):
    client.force_login(person(Role.OFFICER))
    said = text_of(client.get("/coverage/?as_at=2011-07-17"))
    assert "On that day no open nomination said that more authorities want to start." in said
    assert "dotted" not in said


def test_the_file_keeps_what_is_coming_apart_from_the_engaged(nomination, client):
    client.force_login(person(Role.OFFICER))
    text = b"".join(client.get("/coverage/coverage.csv?as_at=2011-08-01").streaming_content).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(text)) if row["table"] == "coming, from nominations"]
    assert rows == [
        {
            "table": "coming, from nominations",
            "row": "2012-04",
            "engaged": "",
            "authorities": "1",
            "as_at": "2011-08-01",
        }
    ]


def test_a_paper_tells_what_is_coming_from_what_has_happened(nomination):
    context = SectionContext(sight=Sight.PARTNERS, as_at=NOW, known_at=NOW)
    content = KINDS["coverage"].build(context)
    said = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    table = [block for block in content.blocks if isinstance(block, Table)][-1]
    assert said[-1].startswith("Coming, from 1 nomination: 1 authority wants to start, in April 2012. This has not")
    assert (table.caption, table.rows) == ("What open nominations say is coming", (("April 2012", "1", "29"),))
    early = KINDS["coverage"].build(
        SectionContext(sight=Sight.PARTNERS, as_at=SUBMITTED, known_at=datetime(2011, 7, 17, tzinfo=UTC))
    )
    assert "nomination" not in str(early.blocks[1:])


def test_the_command_says_it_in_words_and_keeps_its_json_as_it_is(nomination):
    output, as_json = StringIO(), StringIO()
    call_command("coverage", "--as-at", "2011-08-01", stdout=output)
    call_command("coverage", "--as-at", "2011-08-01", "--json", stdout=as_json)
    assert output.getvalue().rstrip().endswith("Coming, from 1 nomination: 1 authority wants to start, in April 2012.")
    assert json.loads(as_json.getvalue()) == {"as_at": "2011-08-01", "engaged": 29, "total": 152}
