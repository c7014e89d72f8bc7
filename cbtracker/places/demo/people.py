"""The demonstration's people: one to sign in as for each role, and those who fill the other posts. All are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from areas.models import Area, Authority, Department
from areas.services.people.posts import (
    put_area_champion,
    put_champion,
    put_deputy,
    put_locality_lead,
    put_officer,
)
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.audit.services import record

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Person:
    """Somebody of the demonstration; `key` stands before the @ of the address."""

    key: str
    name: str
    role: str
    title: str


MAIN = (
    Person("secretariat", "Rosa Whitfield", Role.SECRETARIAT, "Secretariat of the Community Budgets Group"),
    Person("champion", "Marcus Oyelaran", Role.CHAMPION, "Director, Department for Education"),
    Person("locality_lead", "Helen Tranter", Role.LOCALITY_LEAD, "Deputy Director, DCLG"),
    Person("officer", "Priya Nandra", Role.OFFICER, "Community Budget manager, Swindon"),
    Person("partner", "Gareth Pell", Role.PARTNER, "Adviser, Local Government Group"),
    Person("community", "Nadia Okell", Role.COMMUNITY, "Chair, Wharfside residents’ association"),
    Person("administrator", "Joan Birkett", Role.ADMINISTRATOR, "Accounts and settings"),
)
CHAMPIONS = {
    "DfE": Person("champion", "Marcus Oyelaran", Role.CHAMPION, ""),
    "DWP": Person("champion.dwp", "Eilidh Munro-Watt", Role.CHAMPION, "Director, Department for Work and Pensions"),
    "DH": Person("champion.dh", "Tobias Ferncombe", Role.CHAMPION, "Director, Department of Health"),
    "HO": Person("champion.ho", "Nasreen Aslam", Role.CHAMPION, "Director, Home Office"),
    "MoJ": Person("champion.moj", "Duncan Sewell", Role.CHAMPION, "Director, Ministry of Justice"),
    "CO": Person("champion.co", "Beatrix Holloway", Role.CHAMPION, "Director, Cabinet Office"),
    "DCLG": Person("champion.dclg", "Owen Prothero", Role.CHAMPION, "Director, DCLG"),
}
DEPUTIES = {
    "DfE": Person("deputy.dfe", "Lucy Amadi", Role.CHAMPION, "Deputy Director, Department for Education"),
    "DWP": Person("deputy.dwp", "Graham Stott", Role.CHAMPION, "Deputy Director, Department for Work and Pensions"),
    "DH": Person("deputy.dh", "Farida Khan", Role.CHAMPION, "Deputy Director, Department of Health"),
    "HO": Person("deputy.ho", "Colin Ashby", Role.CHAMPION, "Deputy Director, Home Office"),
    "MoJ": Person("deputy.moj", "Sinead Rourke", Role.CHAMPION, "Deputy Director, Ministry of Justice"),
    "CO": Person("deputy.co", "Peter Lindqvist", Role.CHAMPION, "Deputy Director, Cabinet Office"),
    "DCLG": Person("deputy.dclg", "Amina Yusuf", Role.CHAMPION, "Deputy Director, DCLG"),
}
OFFICERS = {
    "swindon": Person("officer", "Priya Nandra", Role.OFFICER, ""),
    "leicestershire": Person("officer.leicestershire", "Tom Kirkby", Role.OFFICER, "Head of family services"),
    "lewisham": Person("officer.lewisham", "Yvonne Baptiste", Role.OFFICER, "Programme manager"),
    "kingston-upon-hull": Person("officer.hull", "Stuart Holderness", Role.OFFICER, "Partnership manager"),
    "westminster": Person("officer.westminster", "Clara Fenwick", Role.OFFICER, "Family recovery lead"),
    "hammersmith-and-fulham": Person("officer.hf", "Dev Chaudhry", Role.OFFICER, "Tri-borough project lead"),
    "birmingham": Person("officer.birmingham", "Ruth Okonjo", Role.OFFICER, "Assistant director"),
    "blackburn-with-darwen": Person("officer.blackburn", "Imran Sadiq", Role.OFFICER, "Think Family lead"),
    "manchester": Person("officer.manchester", "Alice Thornley", Role.OFFICER, "Community Budget lead"),
}
VCS = Person("partner.vcs", "Ottilie Marsh", Role.PARTNER, "Adviser, a national council of charities")
EARLIER_LEAD = Person("locality_lead.earlier", "Martin Crewe", Role.LOCALITY_LEAD, "Deputy Director, DCLG")
LEADS = {
    "South West": MAIN[2],
    "East Midlands": MAIN[2],
    "South East": Person("locality_lead.south", "Jocelyn Hart", Role.LOCALITY_LEAD, "Director, DCLG"),
    "London": Person("locality_lead.london", "Adewale Martins", Role.LOCALITY_LEAD, "Director, DCLG"),
    "North West": Person("locality_lead.northwest", "Kath Brannigan", Role.LOCALITY_LEAD, "Deputy Director, DCLG"),
    "North East": Person("locality_lead.north", "Edwin Carr", Role.LOCALITY_LEAD, "Deputy Director, DCLG"),
    "East of England": Person("locality_lead.east", "Marian Pocock", Role.LOCALITY_LEAD, "Deputy Director, DCLG"),
    "West Midlands": Person("locality_lead.midlands", "Ravi Menon", Role.LOCALITY_LEAD, "Director, DCLG"),
}
WITHOUT_LEAD = {"isles-of-scilly", "rutland", "thurrock"}
"""Authorities that nobody leads for: the secretariat is told of them, and can assign somebody."""
LEADS["Yorkshire and The Humber"] = LEADS["North East"]
HANDOVER = "Ask first about assessments: the pilot is what they care for most. The chief executive prefers a call."


def load_people(*, began: datetime, handed_over: datetime) -> dict[str, User]:
    """Make everybody and give them their posts from the day of `began`; return them by key.

    The South West had another locality lead until `handed_over`.
    """
    everybody = [*MAIN, *CHAMPIONS.values(), *DEPUTIES.values(), *OFFICERS.values(), *LEADS.values(), EARLIER_LEAD, VCS]
    people: dict[str, User] = {}
    for person in everybody:
        if person.key not in people:
            people[person.key] = _user(person, began)
    _departments(people, began)
    _places(people, began, handed_over)
    return {key: User.objects.get(pk=user.pk) for key, user in people.items()}


def _user(person: Person, now: datetime) -> User:
    email = f"{person.key}@{DOMAIN}"
    present = User.objects.filter(email=email).first()
    if present:
        return present
    user = User.objects.create_user(
        email, full_name=person.name, role=person.role, job_title=person.title, date_joined=now
    )
    record(by=None, verb="demonstration.person_added", on=user, now=now)
    return user


def _departments(people: dict[str, User], began: datetime) -> None:
    departments = {one.abbreviation: one for one in Department.objects.all()}
    for abbreviation, person in CHAMPIONS.items():
        put_champion(departments[abbreviation], people[person.key], by=None, now=began)
    for abbreviation, person in DEPUTIES.items():
        put_deputy(departments[abbreviation], people[person.key], by=None, now=began)
    champions = [people[person.key] for person in CHAMPIONS.values()]
    for area in Area.objects.all():
        put_area_champion(area, champions[area.order % len(champions)], by=None, now=began)


def _places(people: dict[str, User], began: datetime, handed_over: datetime) -> None:
    authorities = list(Authority.objects.all())
    by_slug = {one.slug: one for one in authorities}
    for slug, person in OFFICERS.items():
        put_officer(by_slug[slug], people[person.key], by=None, now=began)
    for authority in authorities:
        if authority.slug in WITHOUT_LEAD:
            continue
        lead = people[LEADS[authority.region_name].key]
        if authority.slug == "swindon":
            put_locality_lead(authority, people[EARLIER_LEAD.key], note="", by=None, now=began)
            put_locality_lead(authority, lead, note=HANDOVER, by=None, now=handed_over)
        else:
            put_locality_lead(authority, lead, note="", by=None, now=began)
