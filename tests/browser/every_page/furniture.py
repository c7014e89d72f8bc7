"""Everything that a register can hold, in ordinary words or in the longest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from areas.models import Area, Authority, Department, Resource
from areas.services.people import assign_area_champion, assign_champion, hand_over_locality, name_deputy
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, Role, holds
from cbtracker.accounts.services import invite
from cbtracker.audit.services import record
from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    declare_freedom,
    link_related,
    mark_addressed,
    raise_request,
    reply,
    save_view,
    say_persists,
    state_position,
    triage,
    watch,
)
from requests_log.services.drafts import keep_answers, start_draft
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.uploads import keep_upload
from requests_log.services.workstreams import (
    add_workshop,
    create_workstream,
    end_workstream_status,
    state_workstream,
)
from tests.browser.every_page.calls import ask_places
from tests.browser.every_page.conversations import converse, keep_documents
from tests.browser.every_page.digest_pages import write_digests
from tests.browser.every_page.emails import keep_emails
from tests.browser.every_page.family_pages import propose_families
from tests.browser.every_page.family_proposals import write_proposals
from tests.browser.every_page.family_runs import run_estimates
from tests.browser.every_page.money import raise_money
from tests.browser.every_page.neighbourhood_pages import name_neighbourhood
from tests.browser.every_page.nominating import answer_nominations
from tests.browser.every_page.nominations import nominate
from tests.browser.every_page.offer_pages import write_offer
from tests.browser.every_page.papers import write_papers
from tests.browser.every_page.seats import seat_bodies
from tests.browser.every_page.steps import take_steps
from tests.browser.every_page.support_pages import write_support
from tests.browser.every_page.texts import ORDINARY, Texts
from tests.browser.every_page.timeline import write_timeline
from tests.browser.every_page.token_pages import create_tokens
from tests.browser.every_page.workstrand_furniture import write_plans
from tests.browser.every_page.workstrand_imports import send_budget
from tests.browser.every_page.workstrand_selecting_pages import judge_outlines
from tests.conventions.matrix.world import World
from tests.factories.people import UserFactory
from tests.integration.requests_log.import_files import FIVE, SCHOOLS, changed, csv_file

RAISERS = (Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER)


def begin_drafts(world: World, answers: dict[str, Any]) -> None:
    """Everybody who may raise a request has begun to."""
    for role in RAISERS:
        user = world.people[role]
        draft = start_draft(by=user)
        if answers:
            place = {} if role is Role.OFFICER else {"areas": world.own.area.name}
            keep_answers(draft, by=user, answers={**answers, **place})


class Furniture:
    """Everything that a register can hold, in the words of `texts`."""

    def __init__(self, world: World, texts: Texts) -> None:
        self.world, self.own, self.texts = world, world.own, texts
        self.now = timezone.now()
        self.secretary: User = world.people[Role.SECRETARIAT]

    def bring_in(self) -> None:
        """Save it all."""
        self.names()
        self.posts()
        name_neighbourhood(self.own, self.secretary, self.texts, now=self.now)
        self.workstream()
        self.requests()
        self.resources()
        write_timeline(self.own, self.secretary, self.texts, now=self.now)
        self.correspondence()
        self.views_and_drafts()
        take_steps(self.own, self.secretary, self.texts)
        converse(self.own, self.secretary, self.world.people[Role.OFFICER], self.texts, now=self.now)
        nominate(self.own, self.secretary, self.texts, now=self.now)
        answer_nominations(self.own, self.texts)
        write_support(self.own, self.world.other, self.secretary, self.texts, now=self.now)
        write_offer(self.own, self.secretary, self.world.people[Role.OFFICER], self.texts, now=self.now)
        keep_documents(self.own, self.secretary, self.texts, now=self.now)
        ask_places(self.own, self.secretary, self.world.people[Role.OFFICER], self.texts)
        raise_money(self.own, self.secretary, self.texts)
        send_budget(self.own, self.texts)
        judge_outlines(self.world, self.secretary, self.texts)
        write_proposals(self.own, self.secretary, self.texts, now=self.now)
        run_estimates(self.own, self.secretary, self.texts, self.now)
        propose_families(self.own, self.texts)
        seat_bodies(self.world, self.texts, now=self.now)
        write_papers(self.world, self.texts, now=self.now)
        write_digests(self.own, self.secretary, self.world.people, self.texts, now=self.now)
        write_plans(self.own, self.secretary, self.texts)
        create_tokens(self.own, self.world.people, self.texts, now=self.now)

    def names(self) -> None:
        """Give places, departments and people their names, before anything repeats them."""
        own, texts = self.own, self.texts
        name = f"{texts.place} again"[:100] if texts is ORDINARY else texts.place[:100]
        Area.objects.filter(pk=own.area.pk).update(name=name)
        Authority.objects.filter(pk=own.authority.pk).update(short_name=f"{texts.authority} 2"[-80:])
        Department.objects.filter(pk=own.department.pk).update(abbreviation="DfExamples", name=texts.department[:100])
        for role, user in self.world.people.items():
            User.objects.filter(pk=user.pk).update(
                full_name=texts.name(Role(role).label), job_title=texts.job, email=texts.email.format(role=role)
            )
            user.refresh_from_db()
        for record_ in (own.area, own.authority, own.department):
            record_.refresh_from_db()

    def posts(self) -> None:
        """Champions, a deputy, an area champion and a handover of the place."""
        own, by, now = self.own, self.secretary, self.now
        own.person = UserFactory(role=Role.CHAMPION, full_name=self.texts.name("Carol"), job_title=self.texts.job)
        deputy = UserFactory(role=Role.CHAMPION, full_name=self.texts.name("Dee"), job_title=self.texts.job)
        lead = UserFactory(role=Role.LOCALITY_LEAD, full_name=self.texts.name("Lee"))
        other = self.world.other
        assign_champion(department=other.department, user=own.person, by=by, now=now)
        name_deputy(department=own.department, user=deputy, by=by, now=now)
        assign_area_champion(area=own.area, user=own.person, by=by, now=now)
        hand_over_locality(authority=other.authority, user=lead, by=by, now=now, note=self.texts.detail)
        hand_over_locality(
            authority=other.authority,
            user=self.world.people[Role.LOCALITY_LEAD],
            by=by,
            now=now,
            note=self.texts.sentence,
        )

    def raised(self, issue: str, *, by: User | None = None, days_ago: int = 0) -> LoggedRequest:
        """A request of the own area."""
        areas = AreasNamed("named", (NamedArea(self.own.area),))
        when = self.now - timedelta(days=days_ago)
        return raise_request(
            by=by or self.secretary, issue=issue, detail=self.texts.detail, areas=areas, kind="flexibility", now=when
        )

    def accepted(self, issue: str, *, days_ago: int = 0, **more: Any) -> LoggedRequest:
        """A request of the officer that the secretariat has triaged."""
        entry = self.raised(issue, by=self.world.people[Role.OFFICER], days_ago=days_ago)
        more.setdefault("timescale", "by_date")
        more.setdefault("departments", DepartmentsNamed("named", (self.own.department, self.world.other.department)))
        triage(
            entry,
            by=self.secretary,
            expected_version=entry.shared_version,
            due_on=date(2011, 4, 1),
            now=self.now - timedelta(days=days_ago),
            contact=self.texts.label,
            theme=self.texts.label,
            **more,
        )
        return LoggedRequest.objects.get(pk=entry.pk)

    def say(self, entry: LoggedRequest, version: int, department: Department | None = None, **words: Any) -> None:
        """State where a department's part stands."""
        words = {"text": self.texts.position, **words}
        state_position(
            entry,
            by=self.secretary,
            expected_version=version,
            department=department or self.own.department,
            words=Words(**words),
        )
        entry.refresh_from_db()

    def requests(self) -> None:
        """Many requests; one that has all that a request can have and is open, and one that has ended."""
        texts, own = self.texts, self.own
        for number in range(texts.how_many):
            days = number % 20
            self.accepted(f"{number + 1}: {texts.issue}"[: len(texts.issue)], days_ago=days)
        for _ in range(3):
            self.raised(texts.issue, by=self.world.people[Role.OFFICER])
        own.open_entry = own.read_entry = self.everything(self.accepted(texts.issue, days_ago=30))
        self.say_more(own.open_entry)
        own.ended_entry = self.everything(self.accepted(texts.issue, days_ago=40))
        entry = own.ended_entry
        declare_freedom(entry, by=self.secretary, expected_version=entry.shared_version, text=texts.detail)
        entry.refresh_from_db()
        mark_addressed(
            entry, by=self.secretary, expected_version=entry.shared_version, outcome="agreed", text=texts.detail
        )
        say_persists(entry, by=self.world.people[Role.OFFICER], text=texts.detail)
        entry.refresh_from_db()

    def everything(self, entry: LoggedRequest) -> LoggedRequest:
        """Give `entry` positions of both audiences, a slip, attention, a link, a watcher and a reply."""
        texts = self.texts
        document = {
            "title": texts.title,
            "issuer": "MoJ",
            "date": "2011-03-10",
            "recipients": texts.title,
            "link": "https://www.example.org/letter",
        }
        self.say(
            entry,
            0,
            confidence="at_risk",
            next_step=texts.sentence,
            next_step_owner=texts.title,
            next_step_on=date(2011, 5, 1),
            documents=[document],
        )
        self.say(entry, 0, self.world.other.department)
        triage(
            entry,
            by=self.secretary,
            expected_version=entry.shared_version,
            due_on=date(2011, 6, 1),
            reason=texts.sentence,
            attention="dg",
            attention_reason=texts.detail,
        )
        link_related(entry, by=self.secretary, to=LoggedRequest.objects.exclude(pk=entry.pk).first())
        watch(entry, by=self.secretary)
        entry.refresh_from_db()
        return entry

    def say_more(self, entry: LoggedRequest) -> None:
        """What only Whitehall may read, and the area's reply."""
        self.say(entry, 1, audience="whitehall", confidence="off_track")
        reply(entry, by=self.world.people[Role.OFFICER], text=self.texts.detail)
        entry.refresh_from_db()

    def resources(self) -> None:
        """What partners bring together."""
        rows = [("Council", "pooled", 12_500_00), ("Jobcentre Plus", "in_kind", None), ("Police", "aligned", 0)]
        for contributor, manner, amount in rows:
            text = contributor if self.texts is ORDINARY else f"{contributor} {self.texts.title}"[:150]
            self.own.resource = Resource.objects.create(
                area=self.own.area,
                year=2011,
                contributor=text,
                manner=manner,
                amount_pence=amount,
                other_stream=text,
                note=self.texts.sentence,
            )

    def workstream(self) -> None:
        """A workstream with past and present statuses, a workshop and a request."""
        by, texts = self.secretary, self.texts
        made = create_workstream(by=by, name=texts.label, description=texts.detail, body=texts.title)
        end_workstream_status(state_workstream(made, by=by, text=texts.position), by=by)
        self.own.workstream_status = state_workstream(made, by=by, text=texts.position)
        add_workshop(made, by=by, title=texts.title, held_on=date(2011, 3, 2), place=texts.title, note=texts.detail)
        self.accepted(texts.issue, timescale="workstream", workstream=made)
        self.own.workstream = made

    def correspondence(self) -> None:
        """Invitations, emails of every state, and events."""
        by, now, texts = self.secretary, self.now, self.texts
        for days, role in ((60, Role.PARTNER), (0, Role.OFFICER), (0, Role.CHAMPION)):
            address = f"{role}-{texts.email.format(role=days)}"
            invite(email=address, full_name=texts.name("New"), role=role, by=by, now=now - timedelta(days=days))
        keep_emails(self.own, texts, now=now)
        for number in range(30):
            record(by=by, verb="request.position_stated", on=self.own.open_entry, now=now - timedelta(hours=number))
        record(by=by, verb="access.ended", on=self.own.person, data={"note": texts.sentence, "given_to": {"A": "B"}})

    def views_and_drafts(self) -> None:
        """Saved views, answers so far, and a file that waits."""
        texts = self.texts
        for user in self.world.people.values():
            if holds(user, Permission.SAVE_VIEW):
                save_view(by=user, name=texts.label, query="department=DfE&confidence=at_risk")
        answers = {"issue": texts.issue, "detail": texts.detail, "kind": "flexibility", "departments": ["DfE"]}
        begin_drafts(self.world, {**answers, "need": "raise"})
        again = changed(SCHOOLS, issue=texts.issue, position=texts.position)
        self.own.upload = keep_upload(by=self.secretary, file_name="requests.csv", content=csv_file(again, *FIVE))
