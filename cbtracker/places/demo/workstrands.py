"""Workstrands 3 and 4 in the demonstration: two prospectuses, a place selected in each, and their plans; invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from areas.models import Authority, Department, Neighbourhood
from cbtracker.accounts.models import User
from cbtracker.places.demo.plans import Planner, texts
from cbtracker.web.formats import LONDON
from rollout.workstrands.models import (
    AgencyAgreement,
    Assessor,
    Criterion,
    Judgement,
    OperationalPlan,
    OutlineProposal,
    StrandPlace,
    TeamMember,
    Workstrand,
)
from rollout.workstrands.services.assessors import declare_interests, name_assessor
from rollout.workstrands.services.judging import Said, judge
from rollout.workstrands.services.outlines.answering import keep_answers, start_outline
from rollout.workstrands.services.outlines.signing import SIGNING, ask_outline_sign_off
from rollout.workstrands.services.outlines.submitting import submit_outline
from rollout.workstrands.services.practice import publish_practice, write_practice
from rollout.workstrands.services.prospectus import publish_prospectus, write_prospectus
from rollout.workstrands.services.selecting import select_outline
from rollout.workstrands.services.team.agreements import AGREEMENTS
from rollout.workstrands.services.team.members import TEAM
from rollout.workstrands.services.team.support import SUPPORT

NOTE = "Invented for the demonstration."
PUBLISHED, OPENS, CLOSES = date(2011, 7, 4), date(2011, 7, 5), date(2011, 9, 16)
SENT, SIGNED, SELECTED, WRITTEN, AGREED = (
    *(date(2011, 8, 22), date(2011, 8, 30), date(2011, 10, 3), date(2011, 12, 15), date(2012, 3, 26)),
)
PROSPECTUS = (
    f"Two places are looked for. {NOTE}\n\nTell us how your place meets each criterion, and how you would take the "
    "work forward. A page is enough for each answer."
)
REASON = f"Assessors found every criterion met, with reasons that they wrote down. {NOTE}"
ASSESSORS = {
    3: (
        ("champion.co", Assessor.Body.GOVERNMENT, "Cabinet Office"),
        ("partner", Assessor.Body.LG_GROUP, "Local Government Group"),
        ("partner.vcs", Assessor.Body.VCS, "A national council of charities"),
    ),
    4: (
        ("champion.dclg", Assessor.Body.GOVERNMENT, "DCLG"),
        ("champion.dh", Assessor.Body.GOVERNMENT, "Department of Health"),
    ),
}


def tell_workstrands(people: dict[str, User], *, now: datetime) -> None:
    """Publish both prospectuses, select one place in each strand, and write their plans; strand 4 has one more."""
    for number, assessors in ASSESSORS.items():
        strand = Workstrand.objects.get(number=number)
        _invite(strand, people["secretariat"])
        for key, body, organisation in assessors:
            _name(strand, people[key], body, organisation, people["secretariat"])
    wharfside = _select(3, "swindon", people["officer"], people, neighbourhood="Wharfside")
    leicestershire = _select(4, "leicestershire", people["officer.leicestershire"], people)
    _propose(4, "lewisham", people["officer.lewisham"])
    _plan_wharfside(wharfside, people, now)
    _plan_leicestershire(leicestershire, people, now)
    _tell_practice(people["secretariat"])


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), LONDON)


def _invite(strand: Workstrand, by: User) -> None:
    values = {"text": PROSPECTUS, "opens_on": OPENS, "closes_on": CLOSES}
    made = write_prospectus(strand=strand, values=values, by=by, now=_at(PUBLISHED))
    publish_prospectus(prospectus=made, expected_version=made.version, by=by, now=_at(PUBLISHED))


def _name(strand: Workstrand, user: User, body: str, organisation: str, by: User) -> None:
    now = _at(OPENS)
    assessor = name_assessor(strand=strand, user=user, body=body, organisation=organisation, by=by, now=now)
    declare_interests(
        assessor,
        declaration=f"I have no interest in any place that may propose itself. {NOTE}",
        declared_on=OPENS,
        recused_from=(),
        expected_version=assessor.version,
        by=user,
        now=now,
    )


def _propose(number: int, slug: str, by: User, neighbourhood: str = "") -> OutlineProposal:
    """An outline proposal that was submitted."""
    strand, authority, now = Workstrand.objects.get(number=number), Authority.objects.get(slug=slug), _at(SENT)
    fields = {
        "taking_forward": f"A team of six from September, in one room. {NOTE}",
        "contact_name": by.full_name,
        "contact_email": by.email,
    }
    if neighbourhood:
        fields |= {"boundary": "From the canal to the railway", "organisation": "Wharfside Community Trust"}
    made = start_outline(strand=strand, authority=authority, neighbourhood_name=neighbourhood, by=by, now=now)
    answers = {one.key: f"{one.title}: shown by what we have begun. {NOTE}" for one in strand.criteria.all()}
    kept = keep_answers(made, fields=fields, answers=answers, expected_version=made.version, by=by, now=now)
    _sign(kept, "authority", "Meredith Vane", "chief_executive", by)
    if neighbourhood:
        _sign(kept, "community", "Nadia Okell", "Chair", by)
    return submit_outline(kept, by=by, now=_at(SIGNED))


def _sign(outline: OutlineProposal, side: str, name: str, post: str, by: User) -> None:
    current = OutlineProposal.objects.get(pk=outline.pk)
    asked = ask_outline_sign_off(
        outline,
        side=side,
        full_name=name,
        post=post,
        email=f"{side}.{outline.pk}@demo.example",
        by=by,
        expected_version=current.version,
        now=_at(SENT),
    )
    SIGNING.sign(asked.token(), now=_at(SENT) + timedelta(days=1))


def _select(number: int, slug: str, officer: User, people: dict[str, User], neighbourhood: str = "") -> StrandPlace:
    outline = _propose(number, slug, officer, neighbourhood)
    for key, _, organisation in ASSESSORS[number]:
        for criterion in Criterion.objects.filter(strand=number):
            said = Said(verdict=Judgement.Verdict.MEETS, reason=f"{organisation}: the answer shows it. {NOTE}")
            judge(outline, criterion=criterion, said=said, by=people[key], now=_at(SIGNED + timedelta(days=20)))
    secretary, now = people["secretariat"], _at(SELECTED)
    return select_outline(outline, reason=REASON, decided_on=SELECTED, by=secretary, now=now)


def _planner(place: StrandPlace, by: User, day: date) -> Planner:
    plan = OperationalPlan.objects.select_related("place__strand", "place__authority", "place__neighbourhood")
    return Planner(plan.get(place=place), by, _at(day))


def _plan_wharfside(place: StrandPlace, people: dict[str, User], now: datetime) -> None:
    planner = _planner(place, people["community"], WRITTEN)
    chair = _join(planner, people["community"], TeamMember.Side.COMMUNITY, "Wharfside residents’ association")
    _join(planner, people["officer"], TeamMember.Side.PLACE, "Swindon Borough Council", backfilled_by="An agency")
    planner.write(texts()["wharfside"], chair)
    _answer(planner, "Wiltshire Police", AgencyAgreement.State.CONDITIONS, "Officers stay under the chief constable")
    _answer(planner, "NHS Swindon", AgencyAgreement.State.AGREED)
    _answer(planner, "Jobcentre Plus", AgencyAgreement.State.ASKED)
    support = _planner(place, people["secretariat"], SELECTED)
    support.add(
        SUPPORT,
        kind="development",
        what=f"A community developer for two days a week. {NOTE}",
        provider="A trust for community development",
        from_on=SELECTED,
        agreed_on=SELECTED,
        cost_pence=18_000_00,
    )
    _planner(place, people["community"], WRITTEN).agree(on=WRITTEN, who="Residents’ meeting and the council’s cabinet")
    soon = now.astimezone(LONDON).date()
    planner = _planner(place, people["community"], AGREED)
    planner.due({"a": soon + timedelta(days=10), "g": soon - timedelta(days=5)})


def _plan_leicestershire(place: StrandPlace, people: dict[str, User], now: datetime) -> None:
    officer = people["officer.leicestershire"]
    planner = _planner(place, officer, WRITTEN)
    lead = _join(planner, officer, TeamMember.Side.PLACE, "Leicestershire County Council", backfill_pence=42_000_00)
    department = Department.objects.get(abbreviation="DH")
    _join(planner, people["champion.dh"], TeamMember.Side.WHITEHALL, "Department of Health", department=department)
    planner.write(texts()["leicestershire"], lead)
    for body, state in (
        ("NHS Leicestershire County", AgencyAgreement.State.AGREED),
        ("Leicestershire Police", AgencyAgreement.State.AGREED),
        ("District councils", AgencyAgreement.State.ASKED),
    ):
        _answer(planner, body, state)
    planner = _planner(place, officer, AGREED)
    planner.move("plan", days=30, reason=f"Two agencies close their accounts in March. {NOTE}")
    planner.agree(on=AGREED, who="The board of all bodies")
    soon = now.astimezone(LONDON).date()
    _planner(place, officer, AGREED).due({"h": soon + timedelta(days=20)})


def _join(planner: Planner, user: User, side: str, body: str, **more: Any) -> TeamMember:
    backfilled = "A colleague, acting up" if "backfill_pence" in more else ""
    values = {"backfilled_by": backfilled, **more}
    member: TeamMember = planner.add(
        TEAM, full_name=user.full_name, user=user, side=side, body=body, from_on=SELECTED, **values
    )
    return member


def _answer(planner: Planner, body: str, state: str, conditions: str = "") -> None:
    signed_by = "" if state == AgencyAgreement.State.ASKED else "Its chief executive"
    planner.add(AGREEMENTS, body=body, state=state, dated=WRITTEN, conditions=conditions, signed_by=signed_by)


def _tell_practice(by: User) -> None:
    """What was learned, in the library; one draft."""
    neighbourhood = Neighbourhood.objects.get(name="Wharfside")
    county = Authority.objects.get(slug="leicestershire")
    for said in texts()["practice"]:
        pounds, dated = said["pounds"], date.fromisoformat(said["dated"])
        names = ("title", "kind", "theme", "strand", "summary", "text", "evidence")
        values = {
            **{name: said[name] for name in names},
            "dated": dated,
            "savings_pence": None if pounds is None else pounds * 100,
            "neighbourhood": neighbourhood if said["strand"] == 3 else None,
            "authority": county if said["strand"] == 4 else None,
        }
        item = write_practice(values=values, by=by, now=_at(dated))
        if said["published"]:
            publish_practice(item=item, expected_version=item.version, by=by, now=_at(dated))
