"""What each reference file becomes: a model, its key, and a reader that turns a row into fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from areas.models import Alias, Area, Authority, Department, FundingStream, Phase
from areas.services.reference.files import CellFault, Row

FIRST_PHASE = "first"
Fields = dict[str, Any]


@dataclass
class Known:
    """Rows that later files point at, by what the files call them; and each authority's tile."""

    tiles: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: dict[type[models.Model], dict[str, Any]] = field(default_factory=dict)

    def find(self, model: type[models.Model], key: str, column: str) -> Any:
        """Return the row of `model` that the files call `key`. Raises CellFault naming `column`."""
        if key not in self.rows[model]:
            raise CellFault(f"{column}: no {model._meta.verbose_name} is called “{key}”")
        return self.rows[model][key]


@dataclass(frozen=True)
class Table:
    """A file and what it is loaded into.

    `key` is the field by which a row is the same as one of the database, `also` another that other files may use;
    `repeats` where several rows of the file speak of the same one; `keeps_edited` where rows have a version, and those
    that somebody changed are left as they are.
    """

    file: str
    columns: str
    model: type[models.Model]
    key: str
    read: Callable[[Row, Known], Fields]
    also: str = ""
    repeats: bool = False
    keeps_edited: bool = False


def _phase(row: Row, known: Known) -> Fields:
    return {
        "slug": row.required("slug"),
        "name": row.required("name"),
        "order": row.number_in("order"),
        "starts_on": row.day("starts_on"),
        "ends_on": row.day("ends_on"),
        "goes_live_on": row.day("goes_live_on"),
        "goes_live_inferred": row.truth("goes_live_inferred"),
        "source": row.text("source"),
    }


def _authority(row: Row, known: Known) -> Fields:
    code = row.required("gss_code")
    if code not in known.tiles:
        raise CellFault(f"gss_code: {code} has no tile in upper_tier_tiles.csv")
    column, line = known.tiles[code]
    return {
        "gss_code": code,
        "later_gss_code": row.text("gss_code_from_2013"),
        "official_name": row.required("official_name"),
        "short_name": row.required("short_name"),
        "slug": row.required("slug"),
        "kind": row.one_of("type", list(Authority.Kind.values)),
        "region_code": row.required("region_code"),
        "region_name": row.required("region_name"),
        "email_domain": row.text("email_domain"),
        "website_domain": row.text("website_domain"),
        "ons_legacy_code": row.text("ons_legacy_code"),
        "abolished_on": row.day("abolished_on"),
        "tile_column": column,
        "tile_row": line,
    }


def _department(row: Row, known: Known) -> Fields:
    return {
        "abbreviation": row.required("abbreviation"),
        "name": row.required("name"),
        "kind": row.one_of("kind", list(Department.Kind.values)),
        "order": row.number_in("order"),
    }


def _area(row: Row, known: Known) -> Fields:
    single = row.number_in("member_count") == 1
    authority = known.find(Authority, row.required("gss_code"), "gss_code")
    return {
        "slug": row.required("area_slug"),
        "name": row.required("area_name"),
        "order": row.number_in("area_order"),
        "phase": known.find(Phase, FIRST_PHASE, "phase"),
        "lead_authority": authority if single else None,
    }


def _alias(row: Row, known: Known) -> Fields:
    of_area = row.one_of("of", ["area", "authority"]) == "area"
    slug = row.required("slug")
    return {
        "name": row.required("name"),
        "area": known.find(Area, slug, "slug") if of_area else None,
        "authority": None if of_area else known.find(Authority, slug, "slug"),
    }


def _stream(row: Row, known: Known) -> Fields:
    return {
        "slug": row.required("slug"),
        "name": row.required("name"),
        "department": known.find(Department, row.required("department"), "department"),
        "menu_dated": _dated(row),
        "order": row.number_in("order"),
        "source": row.required("source"),
    }


def _dated(row: Row) -> date:
    day = row.day("menu_dated")
    if day is None:
        raise CellFault("menu_dated: is blank")
    return day


TILES = "upper_tier_tiles.csv"
AREA_MEMBERS = "community_budget_areas_phase1.csv"
PHASES = Table(
    "phases.csv",
    "slug name order starts_on ends_on goes_live_on goes_live_inferred source",
    Phase,
    "slug",
    _phase,
    keeps_edited=True,
)
AUTHORITIES = Table(
    "authorities_2011.csv",
    "gss_code gss_code_from_2013 official_name short_name type region_code region_name email_domain website_domain"
    " slug ons_legacy_code abolished_on",
    Authority,
    "gss_code",
    _authority,
    also="slug",
)
DEPARTMENTS = Table(
    "departments.csv", "order abbreviation name kind answered_by", Department, "abbreviation", _department
)
AREAS = Table(AREA_MEMBERS, "area_order area_slug area_name member_count gss_code", Area, "slug", _area, repeats=True)
ALIASES = Table("aliases.csv", "name of slug", Alias, "name", _alias)
FUNDING_MENU = Table("funding_menu.csv", "order slug name department menu_dated source", FundingStream, "slug", _stream)
