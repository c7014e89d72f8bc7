"""The table of Annex D as the API gives it out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, Out
from families.api.base import CaveatOut, by_cohort, range_or_blank, with_caveat
from families.models import Cohort
from families.presenters import CAVEAT, comment_of, notes_of
from families.selectors.annex_d import AnnexD, Kind, Line


class RunNameOut(Out):
    """Which run the estimates are of."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_current = serializers.BooleanField()
    keys = ("id", "name")


class AnnexDLineOut(CaveatOut):
    """A row: a group carries its proposal, its members carry their estimates."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    name = serializers.CharField()
    area = serializers.CharField(allow_null=True)
    authority = serializers.CharField(allow_null=True, help_text="The GSS code; null for a group")
    population = serializers.IntegerField(allow_null=True)
    fwmp = range_or_blank("Families with multiple problems")
    fwmp_child = range_or_blank("Of these, with a child with SEN or behaviour problems")
    accepted_to_mar2010 = serializers.IntegerField(allow_null=True)
    accepted_is_few = serializers.BooleanField(help_text="Whether some may have accepted, too few to be shown")
    supported_2011_12 = range_or_blank("To be supported in 2011/12")
    supported_sr = range_or_blank("To be supported in the Spending Review period")
    comments = serializers.CharField(allow_blank=True)
    no_estimate_because = serializers.CharField(allow_blank=True)
    keys = ("caveat", "kind", "name")


class TotalsOut(Out):
    """Estimates added over authorities, proposals over areas; nothing is counted twice."""

    fwmp = range_or_blank()
    fwmp_child = range_or_blank()
    supported_2011_12 = range_or_blank()
    supported_sr = range_or_blank()


class NoteOut(Out):
    """A definition or a source of the numbers."""

    title = serializers.CharField()
    text = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    keys = ("title", "text")


class AnnexDOut(CaveatOut):
    """Annex D, as far as the reader may see it, in the order of the areas."""

    as_at = Day()
    marking = serializers.CharField()
    run = RunNameOut(allow_null=True, help_text="Null for those who are shown their own rows only")
    whole = serializers.BooleanField(help_text="Whether it is the table of all areas, or the reader's own rows")
    lines = AnnexDLineOut(many=True)
    totals = TotalsOut(allow_null=True, help_text="Null where the reader is shown their own rows only")
    notes = NoteOut(many=True)
    keys = ("caveat", "as_at", "marking")
    example = {
        "caveat": CAVEAT,
        "as_at": "2011-03-22",
        "marking": "OFFICIAL",
        "whole": False,
        "lines": [
            {
                "caveat": CAVEAT,
                "kind": "area",
                "name": "Essex",
                "area": "essex",
                "fwmp": {"low": 2070, "high": 2250},
                "supported_2011_12": None,
                "supported_sr": {"low": 1000, "high": 1000},
            }
        ],
    }


def of_table(table: AnnexD, *, marking: str) -> dict[str, Any]:
    """`table` as a plain value; who sees the own rows only is not told of runs."""
    run = table.run if table.whole else None
    return with_caveat(
        {
            "as_at": table.as_at,
            "marking": marking,
            "run": run,
            "whole": table.whole,
            "lines": [of_line(line) for line in table.lines],
            "totals": _totals(table) if table.whole else None,
            "notes": notes_of(table),
        }
    )


def of_line(line: Line) -> dict[str, Any]:
    """A row as a plain value."""
    return with_caveat(
        {
            "kind": line.kind.value,
            "name": line.name,
            "area": line.area.slug if line.area else None,
            "authority": line.authority.gss_code if line.authority else None,
            "population": line.people,
            **by_cohort(line.estimates),
            "accepted_to_mar2010": line.accepted.number if line.accepted else None,
            "accepted_is_few": line.accepted is not None and line.accepted.number is None,
            "supported_2011_12": line.first,
            "supported_sr": line.period,
            "comments": comment_of(line),
            "no_estimate_because": "" if line.kind is Kind.GROUP else line.without,
        }
    )


def _totals(table: AnnexD) -> dict[str, Any]:
    return {
        **{cohort.value: table.total(cohort) for cohort in Cohort},
        "supported_2011_12": table.total_first,
        "supported_sr": table.total_period,
    }
