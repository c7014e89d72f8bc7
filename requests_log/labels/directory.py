"""The names that labels may use: areas, authorities and departments."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz, process

from .text import name_key

NEAREST_SHOWN = 3
NEAREST_LIKENESS = 60.0  # out of 100, rapidfuzz's weighted ratio
NEAREST_SPREAD = 15.0  # further from the best one than this is not worth suggesting
SLIP_LIKENESS = 80.0  # out of 100, plain ratio: "Hamersmith and Fullham" has 95


@dataclass(frozen=True)
class AuthorityName:
    """An upper-tier authority and what papers call it."""

    gss: str
    short_name: str
    official_name: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.short_name, self.official_name, *self.aliases)))


@dataclass(frozen=True)
class AreaName:
    """An area, what papers call it, and the GSS codes of its member authorities."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class DepartmentName:
    """A department or body that requests are made of."""

    abbreviation: str
    name: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.abbreviation, self.name, *self.aliases)))


Named = AreaName | AuthorityName | DepartmentName
NamedThing = TypeVar("NamedThing", AreaName, AuthorityName, DepartmentName)


@dataclass(frozen=True)
class Directory:
    """Every name that a label may use. Build it once per import: look-ups are prepared on first use."""

    areas: tuple[AreaName, ...] = ()
    authorities: tuple[AuthorityName, ...] = ()
    departments: tuple[DepartmentName, ...] = ()

    @cached_property
    def area_by_key(self) -> dict[str, AreaName]:
        return _index(self.areas)

    @cached_property
    def area_by_slug(self) -> dict[str, AreaName]:
        return {area.slug: area for area in self.areas}

    @cached_property
    def authority_by_key(self) -> dict[str, AuthorityName]:
        return _index(self.authorities)

    @cached_property
    def authority_by_gss(self) -> dict[str, AuthorityName]:
        return {authority.gss: authority for authority in self.authorities}

    @cached_property
    def area_of_authority(self) -> dict[str, AreaName]:
        return {gss: area for area in self.areas for gss in area.members}

    @cached_property
    def department_by_key(self) -> dict[str, DepartmentName]:
        return _index(self.departments)

    @cached_property
    def _place_choices(self) -> dict[str, str]:
        members = (a for a in self.authorities if a.gss in self.area_of_authority)
        return _choices((*self.areas, *members))

    @cached_property
    def _department_choices(self) -> dict[str, str]:
        return _choices(self.departments)

    def members_of(self, area: AreaName) -> tuple[AuthorityName, ...]:
        """The member authorities of `area`, in its order."""
        return tuple(self.authority_by_gss[g] for g in area.members if g in self.authority_by_gss)

    def nearest_places(self, name: str) -> tuple[str, ...]:
        """Up to three area or member authority names most like `name`, the most like first."""
        return _nearest(name, self._place_choices)

    def is_nearly_a_place(self, name: str) -> bool:
        """Whether `name` is likely a slip in typing one area or member authority."""
        return _is_slip(name, self._place_choices)

    def is_nearly_a_department(self, name: str) -> bool:
        """Whether `name` is likely a slip in typing one department."""
        return _is_slip(name, self._department_choices)

    def nearest_departments(self, name: str) -> tuple[str, ...]:
        """Up to three departments (abbreviations) most like `name`, the most like first."""
        return _nearest(name, self._department_choices)


def _index(things: Iterable[NamedThing]) -> dict[str, NamedThing]:
    """`things` by the key of each of their names; a proper name wins over another thing's alias."""
    index: dict[str, NamedThing] = {}
    listed = tuple(things)
    depth = max((len(thing.names) for thing in listed), default=0)
    for position in range(depth):
        for thing in listed:
            if position < len(thing.names) and (key := name_key(thing.names[position])):
                index.setdefault(key, thing)
    return index


def _choices(things: Iterable[Named]) -> dict[str, str]:
    """What is compared with a mistyped name, and the name to suggest for it."""
    return {name_key(name): thing.names[0] for thing in things for name in thing.names}


def _is_slip(name: str, choices: dict[str, str]) -> bool:
    best = process.extractOne(name_key(name), choices.keys(), scorer=fuzz.ratio)
    return best is not None and best[1] >= SLIP_LIKENESS


def _nearest(name: str, choices: dict[str, str]) -> tuple[str, ...]:
    """The names most like `name`; when none is much like it, the one that is most like it."""
    found = process.extract(name_key(name), choices.keys(), scorer=fuzz.WRatio, limit=9)
    floor = max(NEAREST_LIKENESS, found[0][1] - NEAREST_SPREAD) if found else NEAREST_LIKENESS
    good = [choice for choice, score, _ in found if score >= floor]
    best = good or [choice for choice, _, _ in found[:1]]
    return tuple(dict.fromkeys(choices[choice] for choice in best))[:NEAREST_SHOWN]
