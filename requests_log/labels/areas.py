"""Area labels: "Swindon and others", "West London Group (H&F)", "All / many areas" (F004 Annexes A, B)."""

import re
from dataclasses import dataclass

from cbtracker.web.one_line import tidy

from .directory import AreaName, Directory
from .problems import BadLabel, LabelError, LabelProblem, NotAMember, NotInAnArea, UnknownName
from .splitting import read_names
from .text import name_key

NAMED = "named"
NAMED_AND_OTHERS = "named_and_others"
MANY = "many"
ALL = "all"
NOT_SAID = ""

ALL_AREAS = "All areas"
MANY_AREAS = "Many areas"

PLACE_WORDS = frozenset({"area", "areas", "place", "places"})
AND_OTHERS = re.compile(
    r"(?:^|\s*[,/;+]\s*|\s+)(?:(?:and|&)\s*)?(?:others?|other (?:areas|places))\s*\.?$", re.IGNORECASE
)
WITH_BRACKETS = re.compile(r"^(?P<outer>[^()]+)\((?P<inner>[^()]+)\)\s*\.?$")

Item = tuple[str, str | None]


@dataclass(frozen=True)
class ParsedAreas:
    """What an area label says.

    `items` are (area slug, GSS code of the member authority that raised it or None), each area once, in
    the label's order; `label` is the label as printed, on one line.
    """

    scope: str
    items: tuple[Item, ...] = ()
    label: str = ""


def parse_areas(label: str, directory: Directory) -> ParsedAreas:
    """Read an area label as a board paper prints it (F004 Annex A Table 1 and Annex B).

    A bare "Manchester" is whatever `directory` says it is: there, an alias of Greater Manchester.
    An empty label has the scope "". Raises LabelError with every problem of the label.
    """
    printed = tidy(label)
    if not printed:
        return ParsedAreas(NOT_SAID)
    if scope := _scope_word(printed):
        return ParsedAreas(scope, (), printed)
    names = AND_OTHERS.sub("", printed)
    scope = NAMED if names == printed else NAMED_AND_OTHERS
    if not names:
        raise LabelError((BadLabel(f"“{printed}” names no area. Name at least one, or say “Many areas”."),))
    items, problems = read_names(names, _PlaceNames(directory))
    if problems:
        raise LabelError(problems)
    return ParsedAreas(scope, _one_per_area(items), printed)


def _one_per_area(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Each area once: "Bolton, Bury" is Greater Manchester, raised by no one member; the label says both."""
    merged: dict[str, str | None] = {}
    for slug, gss in items:
        merged[slug] = gss if merged.get(slug, gss) == gss else None
    return tuple(merged.items())


def compose_areas_label(scope: str, items: tuple[Item, ...], directory: Directory) -> str:
    """The label of an entry that has no printed one, such that `parse_areas` reads the same from it.

    `items` as in ParsedAreas. Raises KeyError for a slug or code that is not in `directory`.
    """
    if scope in (ALL, MANY, NOT_SAID):
        return {ALL: ALL_AREAS, MANY: MANY_AREAS, NOT_SAID: ""}[scope]
    names = ", ".join(_item_label(item, directory) for item in items)
    return f"{names} and others" if scope == NAMED_AND_OTHERS else names


def _item_label(item: Item, directory: Directory) -> str:
    slug, gss = item
    area = directory.area_by_slug[slug]
    if gss is None:
        return area.name
    return f"{area.name} ({directory.authority_by_gss[gss].short_name})"


def _scope_word(printed: str) -> str:
    """ "all" for "All / many areas" and its like, "many" for "Many areas", else ""."""
    words = set(re.split(r"[\s/,]+|\band\b", name_key(printed))) - PLACE_WORDS - {""}
    if "all" in words and words <= {"all", "many"}:
        return ALL
    return MANY if words == {"many"} else ""


@dataclass(frozen=True)
class _PlaceNames:
    """The names of areas and of their member authorities."""

    directory: Directory

    def recognise(self, name: str) -> Item | LabelProblem | None:
        """The place that `name` is: an area, a member alone, or a member with its area in front."""
        area = _area_called(name, self.directory)
        if area is not None:
            return (area.slug, None)
        if authority := self.directory.authority_by_key.get(name_key(name)):
            home = self.directory.area_of_authority.get(authority.gss)
            return _member(home, authority.gss) if home else NotInAnArea(name)
        if (match := WITH_BRACKETS.match(name)) and (area := _area_called(match["outer"], self.directory)):
            return _member_in_brackets(area, match["inner"].strip(), self.directory)
        return None

    def is_nearly_known(self, name: str) -> bool:
        return self.directory.is_nearly_a_place(name)

    def unknown(self, name: str) -> UnknownName:
        return UnknownName(name, self.directory.nearest_places(name), "area or authority")


def _area_called(name: str, directory: Directory) -> AreaName | None:
    key = name_key(name)
    return directory.area_by_key.get(key) or directory.area_by_key.get(key.removesuffix(" group"))


def _member_in_brackets(area: AreaName, inner: str, directory: Directory) -> Item | LabelProblem:
    authority = directory.authority_by_key.get(name_key(inner))
    if authority is not None and authority.gss in area.members:
        return _member(area, authority.gss)
    return NotAMember(inner, area.name, tuple(a.short_name for a in directory.members_of(area)))


def _member(area: AreaName, gss: str) -> Item:
    """An area of one authority is that authority: naming it says nothing more."""
    return (area.slug, gss if len(area.members) > 1 else None)
