"""Support to areas: hubs, pairs, learning sets and workshops, all invented; each says so where people read it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from areas.models import Area, AreaMember, Authority
from cbtracker.web.formats import LONDON
from rollout.models import Workshop
from rollout.services import support

INVENTED = "Invented for the demonstration."
HUBS = (
    ("East Midlands", "East Midlands families hub", "Leicester, with a university of the region"),
    ("London", "London families hub", "Islington"),
    ("North West", "North West families hub", "Greater Manchester"),
    ("South West", "South West families hub", "Swindon"),
    ("Yorkshire and The Humber", "Yorkshire and Humber families hub", "Bradford"),
)
PAIRS = (
    ("swindon", "wiltshire", "How one worker for a family was agreed with the police and the health service."),
    ("swindon", "plymouth", "Setting up a first team of six."),
    ("essex", "suffolk", "Bringing district councils in."),
    ("bradford", "wakefield", "Sharing what it costs the public purse when a family is in crisis."),
    ("leicestershire", "nottinghamshire", "Pooling with the primary care trust."),
)
SETS = (
    (
        "One worker, one plan",
        "How partners agree on a lead worker for a family, and what each of them stops doing.",
        "A facilitator of the LG Group",
        ("swindon", "wiltshire", "plymouth", "essex"),
        ((date(2011, 9, 14), "Who leads for a family", "Two places let the family choose. Start with ten families."),
         (date(2011, 11, 9), "Stopping what does not help", "Make a list of visits for one family in one month.")),
    ),
    (
        "Counting what is saved",
        "How places work out what is saved, for whom, and by when, so that partners put money in.",
        "",
        ("bradford", "wakefield", "nottinghamshire"),
        ((date(2011, 10, 5), "Whose saving is it?", "Say which agency saves before anybody pools."),),
    ),
)  # fmt: skip
WORKSHOPS = (
    ("Starting a Community Budget: the North", "Yorkshire and The Humber", date(2011, 9, 27), "Leeds Town Hall", 80),
    ("Starting a Community Budget: the South West", "South West", date(2011, 10, 5), "Exeter", 60),
)
TO_COME: tuple[tuple[str, str, int, str, int | None], ...] = (
    ("What the first year taught us", "", 24, "Local Government House, London", None),
    ("Pooling with health partners", "South West", 45, "Taunton", 40),
)
NAMES = ("Asha", "Ben", "Chloe", "Dev", "Ella", "Femi")


def tell_support(*, by: Any, now: datetime) -> None:
    """Add the invented hubs, pairs, sets and workshops; whether somebody attended is left open for one."""
    _hubs(by)
    _pairs(by)
    _sets(by)
    _workshops(by, now)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def _hubs(by: Any) -> None:
    opened = date(2011, 9, 1)
    for region, name, host in HUBS:
        contact = f"{INVENTED} Write to hub@example.org."
        terms = support.HubTerms(region=region, name=name, host=host, contact=contact, opened_on=opened)
        support.add_hub(terms=terms, by=by, now=_at(opened))


def _pairs(by: Any) -> None:
    first = date(2011, 9, 1)
    for number, (helper, authority, about) in enumerate(PAIRS):
        terms = support.BuddyTerms(
            helper=Area.objects.select_related("phase").get(slug=helper),
            place=Authority.objects.get(slug=authority),
            from_on=first + timedelta(days=14 * number),
            to_on=date(2012, 3, 31) if number == 1 else None,
            note=f"{about} {INVENTED}",
        )
        support.pair_buddies(terms=terms, by=by, now=_at(terms.from_on))


def _sets(by: Any) -> None:
    began = date(2011, 9, 1)
    for name, purpose, facilitator, places, sessions in SETS:
        terms = support.SetTerms(name=name, purpose=f"{purpose} {INVENTED}", facilitator=facilitator)
        learning_set = support.add_set(terms=terms, by=by, now=_at(began))
        for slug in places:
            place = Area.objects.filter(slug=slug).first() or Authority.objects.get(slug=slug)
            member = support.MemberTerms(place=place, from_on=began)
            support.add_member(learning_set=learning_set, terms=member, by=by, now=_at(began))
        for on, topic, notes in sessions:
            session = support.SessionTerms(on=on, topic=topic, notes=notes)
            support.add_session(learning_set=learning_set, terms=session, by=by, now=_at(on, 17))


def _workshops(by: Any, now: datetime) -> None:
    for title, region, day, venue, capacity in WORKSHOPS:
        workshop = _workshop(title, region, day, venue, capacity, by, _at(date(2011, 9, 1)))
        _people(workshop, by, now=_at(date(2011, 9, 2)))
        people = list(workshop.attendees.order_by("pk"))
        said: dict[int, bool | None] = {person.pk: number != 2 for number, person in enumerate(people)}
        said[people[-1].pk] = None
        support.record_attendance(workshop=workshop, said=said, expected_version=1, by=by, now=_at(day, 17))
    for title, region, days, venue, room in TO_COME:
        day = now.astimezone(LONDON).date() + timedelta(days=days)
        _people(_workshop(title, region, day, venue, room, by, now), by, now=now)


def _workshop(title: str, region: str, day: date, venue: str, capacity: int | None, by: Any, now: datetime) -> Workshop:
    terms = support.WorkshopTerms(
        title=title,
        region=region,
        about=f"For places that think of starting. {INVENTED}",
        starts_at=_at(day, 10),
        ends_at=_at(day, 15),
        venue=venue,
        run_by="LG Group, DCLG and DfE",
        capacity=capacity,
    )
    return support.add_workshop(terms=terms, by=by, now=now)


def _people(workshop: Workshop, by: Any, *, now: datetime) -> None:
    """People of a few authorities of the region that are in no area yet."""
    new = Authority.objects.exclude(pk__in=AreaMember.objects.values("authority")).order_by("short_name")
    if workshop.region:
        new = new.filter(region_name=workshop.region)
    for name, authority in zip(NAMES, new, strict=False):
        support.say_coming(workshop=workshop, authority=authority, name=f"{name} Example", by=by, now=now)
