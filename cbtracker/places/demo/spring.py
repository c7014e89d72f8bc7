"""What might have happened between 24 March and July 2011, after F004 was tabled. Invented, and in our own words."""

from __future__ import annotations

from datetime import date, datetime

from areas.models import Area
from cbtracker.places.demo import issues
from cbtracker.places.demo.stage import Stage
from cbtracker.web.formats import LONDON
from requests_log.models import Attention, Confidence, Kind, Nature, Outcome, Timescale
from requests_log.services import (
    bulk_change,
    link_related,
    mark_duplicate,
    reopen,
    reply,
    say_persists,
    withdraw,
)
from requests_log.services.workstreams import (
    add_workshop,
    change_workstream,
    create_workstream,
    end_workstream_status,
    state_workstream,
)


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """Return that moment of 2011 in London."""
    return datetime(2011, month, day, hour, minute, tzinfo=LONDON)


def tell_spring(stage: Stage) -> None:
    """Tell it request by request, the changes of each in the order in which they were made."""
    _before_april(stage)
    _april(stage)
    _workstreams(stage)
    _statuses(stage)
    _raised_later(stage)
    _early_summer(stage)


def _before_april(stage: Stage) -> None:
    stage.say(
        "champion.dh",
        issues.NURSES,
        "DH has met Leicestershire. A form of words for the agreement follows by the end of March.",
        of="DH",
        confidence=Confidence.ON_TRACK,
        next_step="Send the form of words",
        next_step_owner="DH family health team",
        next_step_on=date(2011, 3, 31),
        now=at(3, 24),
    )
    stage.say_in_whitehall(
        "champion.moj",
        issues.GOVERNORS,
        "A submission on a local remit for governors is with Ministers. Not for sharing before they have answered.",
        of="MoJ",
        now=at(3, 24, 15),
    )
    stage.change(
        issues.SCHOOLS,
        due_on=date(2011, 6, 30),
        reason="Ministers want to write to schools together with the reply to the Green Paper.",
        now=at(3, 28),
    )
    stage.say(
        "champion.moj", issues.GOVERNORS, "A governor will sit on Birmingham’s board from May.", of="MoJ", now=at(3, 29)
    )
    stage.finish(
        "champion.dh",
        issues.CLUSTERS,
        Outcome.AGREED,
        "The note on clusters went to all 16 areas. Joint commissioning may stay where it works.",
        freedom="A place may keep its joint commissioning of health and care while clusters are formed.",
        now=at(3, 30),
    )


def _april(stage: Stage) -> None:
    for issue, who, text in (
        (issues.RESTORATIVE, "champion.moj", "Any area may choose how it does restorative justice."),
        (issues.PUBLIC_HEALTH, "champion.dh", "Any area may pool its public health budget locally."),
        (issues.JOBCENTRE, "champion.dwp", "Jobcentre Plus may pool discretionary money for people out of work."),
    ):
        stage.free(who, issue, text, now=at(4, 5))
    hull = stage.entry(issues.TREATMENT)
    objection = "Our cluster still says that the drug treatment budget may not be pooled before 2012."
    say_persists(hull, by=stage.people["officer.hull"], text=objection, now=at(4, 12))
    hull = stage.entry(issues.TREATMENT)
    reopen(
        hull,
        by=stage.people["secretariat"],
        expected_version=hull.shared_version,
        reason="Hull shows that its cluster reads the rule another way.",
        timescale=Timescale.BY_DATE,
        now=at(4, 14),
    )
    stage.say("champion.dh", issues.TREATMENT, "DH will write to the cluster and copy Hull.", of="DH", now=at(4, 20))
    stage.finish(
        "champion.ho",
        issues.DRUGS_AND_ALCOHOL,
        Outcome.ALTERNATIVE,
        "The ring-fence stays this year. Leicestershire may join the trial of a single substance misuse grant.",
        freedom="An area may ask to join the trial of a single grant for drugs and alcohol.",
        now=at(4, 27),
    )
    stage.say(
        "champion.dh", issues.TREATMENT, "The cluster has been told in writing that it may pool.", of="DH", now=at(5, 6)
    )


def _workstreams(stage: Stage) -> None:
    secretariat = stage.people["secretariat"]
    health = create_workstream(
        by=secretariat,
        name="Reforms to the health service",
        description="What the new commissioning bodies mean for local budgets.",
        body="Baroness Hanham’s group of Leaders",
        now=at(4, 4),
    )
    data, finance = stage.workstream("Data sharing"), stage.workstream("Innovative finance")
    interested = {
        data: ("swindon", "leicestershire", "lewisham", "west-london"),
        finance: ("greater-manchester", "west-london", "lewisham", "islington"),
        health: ("leicestershire", "croydon"),
    }
    for workstream, slugs in interested.items():
        change_workstream(
            workstream,
            by=secretariat,
            expected_version=workstream.version,
            description=workstream.description or "To be worked out with the places that are interested.",
            body=workstream.body or "Baroness Hanham’s group of Leaders",
            interested=list(Area.objects.filter(slug__in=slugs)),
            now=at(4, 4),
        )


def _statuses(stage: Stage) -> None:
    secretariat = stage.people["secretariat"]
    data, finance = stage.workstream("Data sharing"), stage.workstream("Innovative finance")
    health = stage.workstream("Reforms to the health service")
    asking = state_workstream(
        data, by=secretariat, text="Places are being asked which data they mean to share.", now=at(4, 6)
    )
    add_workshop(
        data,
        by=secretariat,
        title="What stops places from sharing",
        held_on=date(2011, 5, 18),
        place="London",
        note="Six places came. Most of what they want is already lawful; what is missing is a common form.",
        now=at(5, 19),
    )
    end_workstream_status(asking, by=secretariat, now=at(5, 20))
    state_workstream(
        data, by=secretariat, text="A common form for consent is being drafted with six places.", now=at(5, 20)
    )
    state_workstream(
        data, by=secretariat, text="DH’s note on sharing information is with all 16 places.", now=at(5, 23)
    )
    state_workstream(
        finance, by=secretariat, text="Three places are preparing a case for an incentive model.", now=at(5, 24)
    )
    state_workstream(health, by=secretariat, text="Waiting for the pause in the Bill to end.", now=at(5, 24))


def _raised_later(stage: Stage) -> None:
    secretariat = stage.people["secretariat"]
    stage.ask(
        "officer.lewisham",
        issues.HOUSING_BENEFIT,
        area="lewisham",
        to="DWP",
        detail="Arrears grow while the rest is being put right, and the family loses its home in the middle of it.",
        kind=Kind.FLEXIBILITY,
        nature=Nature.LEGISLATION,
        theme="Housing",
        now=at(5, 9),
    )
    stage.change(issues.HOUSING_BENEFIT, timescale=Timescale.AFTER_APRIL, due_on=date(2011, 9, 30), now=at(5, 11))
    stage.ask(
        "officer.blackburn", issues.VOLUNTARY_FUND, area="blackburn-with-darwen", kind=Kind.POOLING, now=at(5, 12)
    )
    fund = stage.entry(issues.VOLUNTARY_FUND)
    mark_duplicate(
        fund,
        by=secretariat,
        expected_version=fund.shared_version,
        of=stage.entry(issues.TRANSITION_FUND),
        reason="The same fund is asked for.",
        now=at(5, 13),
    )
    stage.ask("officer.westminster", issues.SCHOOL_NURSES, area="west-london/westminster", now=at(5, 16))
    nurses = stage.entry(issues.SCHOOL_NURSES)
    withdraw(
        nurses,
        by=stage.people["officer.westminster"],
        expected_version=nurses.shared_version,
        reason="The primary care trust has agreed to it locally.",
        now=at(5, 20),
    )


def _early_summer(stage: Stage) -> None:
    stage.say(
        "champion.dwp",
        issues.HOUSING_BENEFIT,
        "DWP is looking at what the rules on vulnerable tenants already allow.",
        of="DWP",
        confidence=Confidence.ON_TRACK,
        now=at(6, 6),
    )
    reply(
        stage.entry(issues.HOUSING_BENEFIT),
        by=stage.people["officer.lewisham"],
        text="They allow it after eight weeks of arrears. That is too late for these families.",
        now=at(6, 8),
    )
    related = stage.entry(issues.WORK_PROGRAMME_ALIGNED)
    link_related(stage.entry(issues.WORK_PROGRAMME), by=stage.people["secretariat"], to=related, now=at(5, 25))
    stage.confirm("champion.dwp", issues.WORK_PROGRAMME, of="DWP", now=at(6, 13))
    slipped = [stage.entry(issue) for issue in (issues.PROBATION, issues.RELEASES, issues.LANDLORDS)]
    bulk_change(
        slipped,
        by=stage.people["secretariat"],
        expected_versions={entry.pk: entry.shared_version for entry in slipped},
        reason="MoJ answers the three together once its review of release planning is out.",
        due_on=date(2011, 10, 31),
        now=at(7, 1),
    )
    stage.change(
        issues.GOVERNORS,
        attention=Attention.DG,
        attention_reason="Two prisons have still not answered the partnership.",
        now=at(7, 4),
    )
