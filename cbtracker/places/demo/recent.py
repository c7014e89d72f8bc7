"""What happens in the weeks before the demonstration is loaded, so that some things are fresh and some are stale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from cbtracker.places.demo import issues
from cbtracker.places.demo.stage import Stage
from requests_log.models import Attention, Confidence, Kind, Nature, Outcome, Timescale
from requests_log.services import reply, save_view, state_next_step, watch

Ago = Callable[..., datetime]


def tell_recent(stage: Stage, *, now: datetime) -> None:
    """Tell what happened up to the day before `now`, in order."""

    def ago(days: int, hours: int = 0) -> datetime:
        return now - timedelta(days=days, hours=hours)

    today = timezone.localdate(now)
    _weeks_ago(stage, ago)
    _assessments(stage, ago, today)
    _answers(stage, ago, today)
    _this_week(stage, ago, today)
    _new(stage, ago)
    _kept(stage, ago)


def _weeks_ago(stage: Stage, ago: Ago) -> None:
    stage.say(
        "champion.ho", issues.POLICE, "The Home Office has asked the force to name somebody.", of="HO", now=ago(40)
    )
    stage.say("champion", issues.COURTS, "DfE is drafting shared guidance for the boroughs.", of="DfE", now=ago(31))
    stage.say(
        "champion.moj",
        issues.COURTS,
        "MoJ will test earlier listing in one court.",
        of="MoJ",
        confidence=Confidence.AT_RISK,
        now=ago(24),
    )
    stage.say(
        "champion.co",
        issues.TRANSITION_FUND,
        "Two departments have money that small charities can ask for.",
        of="CO",
        now=ago(20),
    )
    stage.say(
        "champion.dwp",
        issues.WORK_PROGRAMME,
        "Providers have been written to. Four of six have answered.",
        of="DWP",
        now=ago(16),
    )


def _assessments(stage: Stage, ago: Ago, today: date) -> None:
    stage.change(
        issues.ASSESSMENTS,
        due_on=today + timedelta(days=5),
        attention=Attention.DG,
        attention_reason="The pilot cannot start before the dispensation is signed.",
        reason="The lawyers asked for one more reading of the dispensation.",
        now=ago(9),
    )
    stage.say(
        "champion",
        issues.ASSESSMENTS,
        "Swindon is in the pilot. The dispensation is with the lawyers.",
        of="DfE",
        confidence=Confidence.AT_RISK,
        next_step="Sign the dispensation",
        next_step_owner="DfE legal advisers",
        next_step_on=today + timedelta(days=4),
        documents=[
            {
                "title": "Terms of the pilot",
                "issuer": "DfE",
                "date": "2011-06-01",
                "recipients": "Pilot areas",
                "link": "",
            }
        ],
        now=ago(8),
    )


def _answers(stage: Stage, ago: Ago, today: date) -> None:
    stage.say_in_whitehall(
        "champion", issues.ASSESSMENTS, "One clause may not survive. A fallback is being drafted.", of="DfE", now=ago(7)
    )
    reply(
        stage.entry(issues.ASSESSMENTS),
        by=stage.people["officer"],
        text="We can start within a week of the signature.",
        now=ago(6),
    )
    entry = stage.entry(issues.ASSESSMENTS)
    state_next_step(
        entry,
        by=stage.people["locality_lead"],
        expected_version=entry.shared_version,
        next_step="Bring the lawyers and Swindon together",
        owner="Helen Tranter",
        on=today + timedelta(days=2),
        now=ago(5),
    )


def _this_week(stage: Stage, ago: Ago, today: date) -> None:
    stage.say(
        "champion.moj",
        issues.RELEASES,
        "Release dates can be given to a named officer from next month.",
        of="MoJ",
        confidence=Confidence.ON_TRACK,
        now=ago(4),
    )
    stage.finish(
        "champion.dwp",
        issues.ESF,
        Outcome.ALTERNATIVE,
        "Areas may name families to the provider, who must take them first.",
        freedom="Any area may name families to its European Social Fund provider, who takes them first.",
        now=ago(3),
    )
    stage.confirm("champion.ho", issues.POLICE, of="HO", now=ago(2))
    stage.change(
        issues.SCHOOLS, due_on=today - timedelta(days=3), reason="Moved with the letter to schools.", now=ago(1, 3)
    )


def _new(stage: Stage, ago: Ago) -> None:
    stage.ask(
        "officer.hull",
        issues.ONE_WORKER,
        area="kingston-upon-hull",
        detail="Families are asked the same questions by five agencies before anybody helps.",
        kind=Kind.FLEXIBILITY,
        nature=Nature.PRACTICE,
        theme="Assessment",
        now=ago(4),
    )
    stage.ask(
        "officer",
        issues.ATTENDANCE,
        area="swindon",
        kind=Kind.FLEXIBILITY,
        nature=Nature.UNCLEAR,
        theme="Data sharing",
        now=ago(3),
    )
    stage.ask("officer.hf", issues.RELEASE_DAY, area="west-london/hammersmith-and-fulham", to="MoJ", now=ago(2))
    stage.change(
        issues.RELEASE_DAY,
        to="MoJ, HMP",
        timescale=Timescale.BY_DATE,
        due_on=timezone.localdate(ago(0)) + timedelta(days=60),
        now=ago(1, 6),
    )
    stage.ask("officer.birmingham", issues.TRAVEL, area="birmingham", to="DWP", kind=Kind.POOLING, now=ago(1))


def _kept(stage: Stage, ago: Ago) -> None:
    for who, issue in (
        ("officer", issues.ASSESSMENTS),
        ("locality_lead", issues.ASSESSMENTS),
        ("partner", issues.ESF),
        ("secretariat", issues.GOVERNORS),
        ("champion", issues.COURTS),
    ):
        watch(stage.entry(issue), by=stage.people[who], now=ago(1))
    save_view(by=stage.people["secretariat"], name="In hand", query="status=in_hand", shared=True, now=ago(1))
    save_view(by=stage.people["champion"], name="DfE in hand", query="department=DfE&status=in_hand", now=ago(1))
