"""What happened between the paper of 22 March 2011 and its tabled update of 24 March (F004 ¶5). All invented."""

from __future__ import annotations

from datetime import date

from areas.models import Area
from cbtracker.places.demo import issues
from cbtracker.places.demo.spring import at
from cbtracker.places.demo.stage import Stage
from requests_log.models import AreaScope, Confidence, Kind, Nature, Outcome, Timescale
from requests_log.services import withdraw
from requests_log.services.naming import AreasNamed, NamedArea
from requests_log.services.workstreams import state_workstream


def tell_two_days(stage: Stage) -> None:
    """Tell it in order: a change of each kind that an update shows."""
    _on_wednesday(stage)
    _late_on_wednesday(stage)
    _on_thursday_morning(stage)


def _on_wednesday(stage: Stage) -> None:
    stage.say(
        "champion",
        issues.SCHOOLS,
        "Schools may already pool. The Minister has decided to write to them in April about how to join in.",
        confidence=Confidence.ON_TRACK,
        of="DfE",
        now=at(3, 23, 10),
    )
    stage.change(
        issues.LANDLORDS,
        timescale=Timescale.WORKSTREAM,
        workstream=stage.workstream("Data sharing"),
        due_on=None,
        reason="It turns on what courts may share, which the workstream looks at for all places.",
        now=at(3, 23, 11),
    )
    named = [NamedArea(Area.objects.get(slug=slug)) for slug in ("blackburn-with-darwen", "swindon", "leicestershire")]
    stage.change(issues.CLUSTERS, areas=AreasNamed(AreaScope.NAMED_AND_OTHERS, tuple(named)), now=at(3, 23, 12))
    stage.change(
        issues.POLICE,
        due_on=date(2011, 6, 30),
        reason="The Home Office wants to hear forces first, and cannot do so before April.",
        now=at(3, 23, 14),
    )


def _late_on_wednesday(stage: Stage) -> None:
    stage.finish(
        "champion.dh",
        issues.GPS,
        Outcome.LOCAL,
        "Every area now has the name of a GP lead to talk to; the rest is for the two of them to settle.",
        now=at(3, 23, 16),
    )
    state_workstream(
        stage.workstream("Data sharing"),
        by=stage.people["secretariat"],
        text="The first workshop is to be held in May.",
        now=at(3, 23, 17),
    )
    stage.ask(
        "officer.leicestershire",
        issues.COURT_LISTS,
        area="leicestershire",
        to="MoJ",
        kind=Kind.FLEXIBILITY,
        nature=Nature.PRACTICE,
        now=at(3, 23, 17, 30),
    )


def _on_thursday_morning(stage: Stage) -> None:
    stage.change(issues.COURT_LISTS, timescale=Timescale.BY_DATE, due_on=date(2011, 4, 29), now=at(3, 24, 9))
    stage.confirm("champion.moj", issues.PROBATION, of="MoJ", now=at(3, 24, 9, 15))
    under_fives = stage.entry(issues.UNDER_FIVES)
    withdraw(
        under_fives,
        by=stage.people["officer.leicestershire"],
        expected_version=under_fives.shared_version,
        reason="Leicestershire and its cluster have agreed how to commission together.",
        now=at(3, 24, 9, 30),
    )
