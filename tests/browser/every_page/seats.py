"""A body in use: a chair, earlier members, meetings behind and ahead, one of them cancelled."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import Body
from cbtracker.papers.services.bodies import BodyTerms, add_member, change_body, end_member
from cbtracker.papers.services.meetings import MeetingPlan, add_meeting, cancel_meeting
from tests.browser.every_page.texts import ORDINARY, Texts
from tests.conventions.matrix.world import World
from tests.factories.papers import PaperFactory
from tests.factories.people import UserFactory


def seat_bodies(world: World, texts: Texts, *, now: datetime) -> None:
    """Give the own side's body a name, a purpose, members and meetings, in the words of `texts`."""
    body, by = world.own.body, world.people[Role.SECRETARIAT]
    Body.objects.filter(pk=body.pk).update(name="CB Group" if texts is ORDINARY else texts.title[:100])
    body.refresh_from_db()
    terms = BodyTerms(purpose=texts.sentence[:1000], sight="whitehall", draft_days=7)
    change_body(body=body, terms=terms, expected_version=body.version, by=by, now=now)
    for part in ("chair", "member", "secretariat"):
        user = UserFactory(role=Role.SECRETARIAT, full_name=texts.name(part.capitalize()), job_title=texts.job)
        seat = add_member(body=body, user=user, part=part, from_on=date(2011, 1, 1), by=by, now=now)
    end_member(member=seat, to_on=date(2011, 2, 1), by=by, now=now)
    for days in (-400, -30, -2, 5, 33, 61):
        starts_at = now + timedelta(days=days)
        plan = MeetingPlan(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place=texts.title)
        meeting = add_meeting(body=body, plan=plan, by=by, now=now)
        PaperFactory(body=body, meeting=meeting, title=texts.title, issued=days < 0)
    cancel_meeting(meeting=meeting, expected_version=1, by=by, now=now)
