"""Cases of constraints on bodies, papers and renditions, as in `cases`."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db.models import F

from cbtracker.papers.models import Paper
from tests.factories import papers, people
from tests.factories.register import MOMENT
from tests.integration.database.cases import Case, check, dated, ended, twice

PAPERS = [
    check("body_sight_is_known", papers.BodyFactory, {"sight": "areas"}, {"sight": "partners"}),
    check("body_draft_is_prepared_within_two_months", papers.BodyFactory, {"draft_days": 61}, {"draft_days": 60}),
    dated(papers.BodyMemberFactory),
    twice(
        "body_member_sits_once",
        papers.BodyMemberFactory,
        lambda: {"body": papers.BodyFactory(), "user": people.UserFactory()},
        ended,
    ),
    twice(
        "body_has_one_chair_at_a_time",
        papers.BodyMemberFactory,
        lambda: {"body": papers.BodyFactory(), "part": "chair"},
        ended,
    ),
    check(
        "meeting_ends_after_it_starts",
        papers.MeetingFactory,
        {"starts_at": MOMENT, "ends_at": MOMENT},
        {"starts_at": MOMENT, "ends_at": MOMENT + timedelta(hours=1)},
    ),
    twice(
        "body_meets_once_at_a_time",
        papers.MeetingFactory,
        lambda: {"body": papers.BodyFactory(), "starts_at": MOMENT},
        lambda: {"starts_at": MOMENT + timedelta(days=7)},
    ),
    twice(
        "calendar_of_a_body_is_subscribed_once",
        papers.CalendarSubscriptionFactory,
        lambda: {"body": papers.BodyFactory(), "user": people.UserFactory()},
        lambda: {"user": people.UserFactory()},
    ),
    twice(
        "paper_issue_is_numbered_once",
        papers.PaperFactory,
        lambda: {"series": uuid.uuid4()},
        lambda: {"series": uuid.uuid4()},
    ),
    twice(
        "paper_has_one_update_in_draft",
        papers.PaperFactory,
        lambda: {"kind": "tabled_update", "supplement_to": papers.PaperFactory(issued=True)},
        lambda: {"issued": True},
    ),
    check("paper_has_a_title", papers.PaperFactory, {"title": ""}, {"title": "x"}),
    check("paper_has_a_marking", papers.PaperFactory, {"marking": ""}, {"marking": "OFFICIAL"}),
    check("paper_issued_says_when_and_by_whom", papers.PaperFactory, {"issued": True, "as_at": None}, {"issued": True}),
    check(
        "paper_is_not_of_the_future",
        papers.PaperFactory,
        {"issued": True, "as_at": MOMENT + timedelta(seconds=1)},
        {"issued": True, "as_at": MOMENT},
    ),
    Case(
        "paper_reissue_says_what_it_corrects",
        lambda: papers.PaperFactory(corrects=papers.PaperFactory(issued=True), issue_number=2),
        lambda: papers.PaperFactory(corrects=papers.PaperFactory(issued=True), issue_number=2, correction="A date."),
    ),
    Case(
        "paper_update_says_of_which",
        lambda: papers.PaperFactory(kind="tabled_update"),
        lambda: papers.PaperFactory(kind="tabled_update", supplement_to=papers.PaperFactory(issued=True)),
    ),
    Case(
        "paper_is_not_compared_with_itself",
        lambda: Paper.objects.filter(pk=papers.PaperFactory().pk).update(compared_with=F("pk")),
        lambda: papers.PaperFactory(compared_with=papers.PaperFactory(issued=True)),
    ),
    twice(
        "paper_has_one_rendition_per_audience",
        papers.RenditionFactory,
        lambda: {"paper": papers.PaperFactory()},
        lambda: {"audience": "areas"},
    ),
    check("rendition_audience_is_known", papers.RenditionFactory, {"audience": "press"}, {"audience": "partners"}),
    check("rendition_sight_is_known", papers.RenditionFactory, {"sight": "press"}, {"sight": "areas"}),
    check(
        "rendition_with_estimates_is_for_whitehall",
        papers.RenditionFactory,
        {"holds_estimates": True, "audience": "areas", "sight": "areas"},
        {"holds_estimates": True, "audience": "body", "sight": "whitehall"},
    ),
    check("rendition_digest_is_a_sha256", papers.RenditionFactory, {"digest": "abc"}, {"digest": "a" * 64}),
    twice(
        "rendition_has_one_file_per_format",
        papers.RenditionFileFactory,
        lambda: {"rendition": papers.RenditionFactory()},
        lambda: {"format": "pdf"},
    ),
    check("rendition_file_format_is_known", papers.RenditionFileFactory, {"format": "exe"}, {"format": "odt"}),
    check("rendition_file_digest_is_a_sha256", papers.RenditionFileFactory, {"digest": "z" * 64}, {"digest": "f" * 64}),
]
