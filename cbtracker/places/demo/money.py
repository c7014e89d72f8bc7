"""Advances in every state and routes at every step: all invented, and each says so. MoJ's talks are named in F004 B."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from areas.models import Area
from cbtracker.accounts.models import User
from cbtracker.web.formats import LONDON
from rollout.models import Advance, RouteKind, RouteStep
from rollout.services.advance_decisions import decide_advance, record_drawn, record_repaid
from rollout.services.advances import AdvanceTerms, ask_for_advance, start_advance, withdraw_advance
from rollout.services.finance_routes import StepTaken, record_route_step

NOTE = "Invented for the demonstration."
WORKERS = f"Family workers before the savings from fewer children in care come in. {NOTE}"
REDESIGN = f"One front door for families that five services see today. {NOTE}"

# Area, who asks, pounds, years of drawing, purpose, repayments in pence by year, and what followed.
Told = tuple[str, str, int, tuple[int, int], str, dict[int, int], str]
ADVANCES: tuple[Told, ...] = (
    ("swindon", "officer", 340_000, (2011, 2012), WORKERS, {2013: 170_000_00, 2014: 169_999_99}, ""),
    ("swindon", "officer", 120_000, (2011, 2011), REDESIGN, {2012: 60_000_00, 2013: 60_000_00}, "asked agreed"),
    ("leicestershire", "officer.leicestershire", 910_000, (2012, 2013), WORKERS, {2014: 910_000_00}, "asked"),
    ("lewisham", "officer.lewisham", 250_000, (2012, 2012), REDESIGN, {2013: 125_000_50, 2014: 124_999_50}, "asked"),
    ("kingston-upon-hull", "officer.hull", 2_000_000, (2011, 2013), WORKERS, {2014: 2_000_000_00}, "asked not_agreed"),
    ("birmingham", "officer.birmingham", 1_500_000, (2011, 2012), WORKERS, {2013: 1_500_000_00}, "asked agreed drawn"),
    (
        *("blackburn-with-darwen", "officer.blackburn", 80_000, (2011, 2011), REDESIGN, {2012: 80_000_00}),
        "asked agreed drawn repaid",
    ),
    ("greater-manchester", "officer.manchester", 600_000, (2012, 2012), WORKERS, {2013: 600_000_00}, "asked withdrawn"),
)
BEGUN, ASKED, DECIDED, DRAWN, REPAID = (
    date(2011, 9, 1),
    date(2011, 9, 12),
    date(2011, 10, 17),
    date(2011, 11, 1),
    date(2013, 3, 28),
)
AGREED_WHY = f"The savings are likely, and the repayments fit the grant of later years. {NOTE}"
NOT_AGREED_WHY = f"All of it would fall due in one year, when the grant is smaller. Spread it over more years. {NOTE}"

# Area, who acts for it, the route, the department's champion, how many steps, and how it was decided.
ROUTES: tuple[tuple[str, str, RouteKind, str, int, str], ...] = (
    ("swindon", "officer", RouteKind.INVESTMENT, "champion", 2, ""),
    ("swindon", "officer", RouteKind.BOND, "champion.co", 1, ""),
    ("leicestershire", "officer.leicestershire", RouteKind.EXEMPLAR, "champion", 4, "agreed"),
    ("lewisham", "officer.lewisham", RouteKind.INCENTIVE, "champion.moj", 3, ""),
    ("west-london", "officer.westminster", RouteKind.INCENTIVE, "champion.moj", 2, ""),
    ("greater-manchester", "officer.manchester", RouteKind.INCENTIVE, "champion.moj", 4, "agreed"),
    ("kingston-upon-hull", "officer.hull", RouteKind.INCENTIVE, "champion.moj", 1, ""),
    ("birmingham", "officer.birmingham", RouteKind.RESULTS, "champion.co", 4, "not_agreed"),
)
STEPS_ON = (date(2011, 3, 17), date(2011, 5, 4), date(2011, 9, 6), date(2011, 11, 15))


def tell_money(people: dict[str, User]) -> None:
    """Tell of the areas' advances and routes."""
    areas = {area.slug: area for area in Area.objects.all()}
    for slug, who, pounds, years, purpose, repayments, followed in ADVANCES:
        terms = AdvanceTerms(
            amount_pence=pounds * 100,
            drawn_from=years[0],
            drawn_to=years[1],
            purpose=purpose,
            repayments=tuple(repayments.items()),
        )
        advance = start_advance(area=areas[slug], terms=terms, by=people[who], now=_evening(BEGUN))
        for happened in followed.split():
            advance = _follow(advance, happened, people[who], people["champion"])
    for slug, who, kind, champion, steps, outcome in ROUTES:
        for number, step in enumerate(list(RouteStep)[:steps]):
            by = people[who] if step in (RouteStep.INTEREST, RouteStep.CASE) else people[champion]
            decided = outcome if step == RouteStep.DECISION else ""
            taken = StepTaken(step=step, on=STEPS_ON[number], from_year=2012, note=NOTE, outcome=decided)
            now = _evening(STEPS_ON[number])
            record_route_step(area=areas[slug], kind=kind, taken=taken, expected_version=number, by=by, now=now)


def _follow(advance: Advance, happened: str, officer: User, champion: User) -> Advance:
    """One thing that became of `advance`."""
    about: dict[str, Any] = {"advance": advance, "expected_version": advance.version}
    if happened == "asked":
        return ask_for_advance(**about, by=officer, now=_evening(ASKED))
    if happened == "withdrawn":
        return withdraw_advance(**about, by=officer, now=_evening(DECIDED))
    about["by"] = champion
    if happened == "drawn":
        return record_drawn(**about, on=DRAWN, now=_evening(DRAWN))
    if happened == "repaid":
        return record_repaid(**about, on=REPAID, now=_evening(REPAID))
    agreed = happened == "agreed"
    reason = AGREED_WHY if agreed else NOT_AGREED_WHY
    return decide_advance(**about, agreed=agreed, reason=reason, on=DECIDED, now=_evening(DECIDED))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18), LONDON)
