"""What the home page of each role says first (DESIGN §1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from areas.access import duties_of
from areas.models import Area, Department
from areas.people.selectors import authorities_without_lead
from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import Paper
from cbtracker.places.counts import counts_by_area, secretariat_counts
from cbtracker.places.home_parts import Home, Link, Place, Tally, Waiting
from cbtracker.places.navigation import address
from cbtracker.places.nominating import own_nominations
from cbtracker.places.proposing import own_proposals
from cbtracker.places.strands import neighbourhood_links, plan_links
from families.selectors.proposals import to_confirm
from requests_log.calls_waiting import calls_waiting
from requests_log.models import Confidence, Freedom
from requests_log.presenters import label_of, shortened
from requests_log.queue import DUE_WITHIN_DAYS, SECTIONS, section_counts, section_rows
from rollout.models import Nomination

SHOWN = 5
PAPERS = ("Papers", "papers:list", "What has been issued to the meetings, and what changed since")
TIMELINE = ("Timeline", "rollout:timeline", "Phases, milestones and what comes next, also for your own calendar")
WITHOUT_NEIGHBOURHOOD = "You are not named as a member of a neighbourhood yet. Ask the secretariat to add you."
OFFER = ("The offer", "rollout:offer", "What areas are offered, what changed, and who takes up what")


def home_for(user: Any, *, now: datetime) -> Home:
    """Return the home page of `user` at the moment `now`."""
    return BUILDERS[user.role](user, now)


def _links(*wanted: tuple[str, str, str]) -> list[Link]:
    """Return the links (text, route, hint) whose pages exist."""
    return [Link(text, href, hint) for text, route, hint in wanted if (href := address(route))]


def _filtered(route: str, query: str) -> str:
    href = address(route)
    return f"{href}?{query}" if href else ""


def _champion(user: Any, now: datetime) -> Home:
    own = Department.objects.filter(pk__in=duties_of(user).departments)
    names = ", ".join(own.values_list("name", flat=True))
    counts = section_counts(user=user, now=now)
    return Home(
        heading="Your requests",
        lead=f"Made of {names}." if names else "",
        nothing="" if names else "You are not named as champion of a department yet. Ask the secretariat to add you.",
        tallies=[
            Tally(counts[section.slug], section.title, _filtered("requests:queue", f"show={section.slug}"))
            for section in SECTIONS
            if section.slug != "attention"
        ],
        waiting=_waiting(user, now),
        links=_links(
            (
                "Go through your requests",
                "requests:queue",
                "Say where each stands, or confirm that nothing has changed",
            ),
            ("All requests", "requests:list", "Every department’s requests, with filters"),
            PAPERS,
            TIMELINE,
            OFFER,
            ("Freedoms", "requests:freedoms", "What any area may already do"),
        ),
    )


def _waiting(user: Any, now: datetime) -> list[Waiting]:
    """Return the first few requests of the queue, the most urgent first."""
    rows = section_rows("attention", user=user, now=now).order_by("due_order", "pk")
    columns = ("reference", "issue", "areas_label", "due_on", "confidence", "is_stale")
    return [
        Waiting(
            reference=reference,
            issue=shortened(issue, 120),
            href=address("requests:position", reference),
            areas=areas,
            due_on=due_on,
            why=_why(due_on, confidence, is_stale=is_stale, today=timezone.localdate(now)),
        )
        for reference, issue, areas, due_on, confidence, is_stale in rows.values_list(*columns)[:SHOWN]
    ]


def _why(due_on: date | None, confidence: str, *, is_stale: bool, today: date) -> str:
    """Return why a request needs attention, such as "Overdue, at risk, no fresh position"."""
    reasons = [
        "overdue" if due_on and due_on < today else "",
        "due soon" if due_on and today <= due_on <= today + timedelta(days=DUE_WITHIN_DAYS) else "",
        label_of("confidence", confidence).lower() if confidence in {Confidence.AT_RISK, Confidence.OFF_TRACK} else "",
        "no fresh position" if is_stale else "",
    ]
    return ", ".join(reason for reason in reasons if reason).capitalize()


def _secretariat(user: Any, now: datetime) -> Home:
    counts = secretariat_counts(user, now=now)
    return Home(
        heading="The register today",
        tallies=[
            Tally(counts["untriaged"], "waiting for triage", address("requests:untriaged")),
            Tally(counts["overdue"], "overdue", _filtered("requests:list", "overdue=yes")),
            Tally(counts["unassigned"], "open with no lead department"),
            Tally(
                counts["persisting"],
                "addressed, but the area says the barrier persists",
                _filtered("requests:list", "persists=yes"),
            ),
            Tally(
                Paper.objects.visible_to(user).filter(state="draft").count(), "drafts of papers", address("papers:list")
            ),
            Tally(
                Nomination.objects.visible_to(user).to_acknowledge().count(),
                "nominations to acknowledge",
                _filtered("rollout:nominations", "state=submitted"),
            ),
            Tally(to_confirm(user), "proposals to confirm", address("families:proposals")),
            Tally(
                authorities_without_lead(user, timezone.localdate(now)).count(),
                "authorities without a locality lead",
                address("accounts:without_lead"),
            ),
        ],
        links=_links(
            ("Triage requests", "requests:untriaged", "Departments, timescale and due date"),
            ("Papers", "papers:list", "Draft, issue, table an update, or reissue"),
            ("The register as a paper", "papers:requests", "Annexes A and B as at any moment, in six formats"),
            ("Calls", "requests:calls", "Ask places something by a date, and see who has replied"),
            TIMELINE,
            OFFER,
            ("Import a register", "requests:import", "CSV, XLSX or ODS, with a preview"),
            ("All requests", "requests:list", "With filters, saved views and bulk changes"),
            ("People", "accounts:people", "Invite somebody, or end their access"),
        ),
    )


def _own_places(user: Any) -> list[Place]:
    own = duties_of(user).areas
    counts = counts_by_area(user, own)
    none = {"raised": 0, "open": 0, "addressed": 0}
    rows = Area.objects.visible_to(user).filter(pk__in=own).order_by("name").values_list("pk", "name", "slug")
    return [Place(name, slug, **{key: counts.get(pk, none)[key] for key in none}) for pk, name, slug in rows]


def _locality_lead(user: Any, now: datetime) -> Home:
    places = _own_places(user)
    return Home(
        heading="Your places",
        nothing="" if places else "None of the authorities you lead for is in a Community Budget area yet.",
        places=places,
        links=_links(
            ("All requests", "requests:list", "Of every area, with filters"),
            ("Areas", "areas:list", "Members, leads, requests and resources of each"),
            ("Calls", "requests:calls", "What places were asked, and who has replied"),
            PAPERS,
            TIMELINE,
            OFFER,
        ),
    )


def _officer(user: Any, now: datetime) -> Home:
    places = _own_places(user)
    nominations = own_nominations(user, has_area=bool(places))
    return Home(
        heading="Your area" if len(places) == 1 else "Your areas",
        nothing="" if places else "Your authority is not in a Community Budget area yet.",
        asked=calls_waiting(user, now=now),
        nominations=nominations,
        proposals=own_proposals(user, places),
        plans=plan_links(user),
        places=places,
        links=_links(
            ("Raise a request", "requests:raise", "Ask Whitehall to remove a rule, or to help you pool or align"),
            ("Freedoms", "requests:freedoms", "See what others have already won, before you ask"),
            ("Requests", "requests:list", "Yours, and those made for all areas"),
            ("Calls", "requests:calls", "What the secretariat asks your places, and what they answered"),
            PAPERS,
            TIMELINE,
            OFFER,
        ),
    )


def _partner(user: Any, now: datetime) -> Home:
    freedoms = Freedom.objects.visible_to(user).count()
    return Home(
        heading="Community Budgets",
        lead="Follow what places ask of Whitehall, and what any area may already do.",
        tallies=[Tally(freedoms, "freedoms that any area can use", address("requests:freedoms"))],
        links=_links(
            ("Requests", "requests:list", "What areas have asked, and where each request stands"),
            ("Freedoms", "requests:freedoms", "Searchable"),
            ("Areas", "areas:list", "Who takes part"),
            PAPERS,
            TIMELINE,
            OFFER,
        ),
    )


def _community(user: Any, now: datetime) -> Home:
    neighbourhoods = neighbourhood_links(user)
    return Home(
        heading="Community Budgets",
        lead="Your community is an equal partner in what is planned and spent where you live.",
        nothing="" if neighbourhoods else WITHOUT_NEIGHBOURHOOD,
        neighbourhoods=neighbourhoods,
        plans=plan_links(user),
        links=_links(
            ("Freedoms", "requests:freedoms", "What any area may already do"),
            ("Areas", "areas:list", "Who takes part in Community Budgets"),
            TIMELINE,
            OFFER,
        ),
    )


def _administrator(user: Any, now: datetime) -> Home:
    return Home(
        heading="Accounts and settings",
        lead="Your role looks after people’s access. It shows no programme data.",
        links=_links(
            ("People", "accounts:people", "Invite somebody, change a role, or end access"),
            ("Audit", "audit:events", "Who did what, and when"),
        ),
    )


BUILDERS: dict[str, Callable[[Any, datetime], Home]] = {
    Role.SECRETARIAT: _secretariat,
    Role.CHAMPION: _champion,
    Role.LOCALITY_LEAD: _locality_lead,
    Role.OFFICER: _officer,
    Role.PARTNER: _partner,
    Role.COMMUNITY: _community,
    Role.ADMINISTRATOR: _administrator,
}
