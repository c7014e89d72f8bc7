"""What some areas bring together: who and how after F004 C ¶8, amounts invented or not yet known."""

from __future__ import annotations

from typing import Any

from areas.models import Area, FundingStream, Resource
from areas.services.resources import Contribution, add_resource

POOLED, ALIGNED, IN_KIND = Resource.Manner.POOLED, Resource.Manner.ALIGNED, Resource.Manner.IN_KIND
EXAMPLE = "An example figure"
# Area, year, contributor, stream of the menu or another in words, manner, pounds (None: not yet known).
ROWS: tuple[tuple[str, int, str, str, str, int | None], ...] = (
    ("blackpool", 2011, "Blackpool Council", "Staff of the council", IN_KIND, None),
    ("blackpool", 2011, "Jobcentre Plus", "jobcentre-plus-discretionary", IN_KIND, None),
    ("blackpool", 2011, "Mental health services", "mental-health", IN_KIND, None),
    ("blackpool", 2011, "Substance misuse services", "drug-and-alcohol-dependence", IN_KIND, None),
    ("blackpool", 2011, "Voluntary sector", "Volunteers and rooms", IN_KIND, None),
    ("west-london", 2011, "Home Office", "drug-intervention", ALIGNED, None),
    ("west-london", 2011, "Department of Health", "mental-health", ALIGNED, None),
    ("west-london", 2011, "Department of Health", "drug-and-alcohol-dependence", ALIGNED, None),
    ("west-london", 2011, "Department of Health", "family-nurse-partnership", ALIGNED, None),
    ("west-london", 2011, "Department for Education", "early-intervention-grant", POOLED, 1_250_000),
    ("west-london", 2011, "Ministry of Justice", "probation", ALIGNED, None),
    ("swindon", 2011, "Swindon Borough Council", "early-intervention-grant", POOLED, 340_000),
    ("swindon", 2011, "Swindon Borough Council", "Family workers", IN_KIND, 85_000),
    ("swindon", 2011, "Jobcentre Plus", "jobcentre-plus-discretionary", ALIGNED, None),
    ("swindon", 2012, "Swindon Borough Council", "early-intervention-grant", POOLED, None),
    ("leicestershire", 2011, "Leicestershire County Council", "early-intervention-grant", POOLED, 910_000),
    ("leicestershire", 2011, "NHS Leicestershire County", "family-nurse-partnership", ALIGNED, 0),
    ("kingston-upon-hull", 2011, "Hull partnership", "pooled-treatment-budget", POOLED, 560_000),
)


def load_resources(*, by: Any) -> None:
    """Add the resources of the demonstration."""
    areas = {area.slug: area for area in Area.objects.all()}
    streams = {stream.slug: stream for stream in FundingStream.objects.all()}
    for slug, year, contributor, stream, manner, pounds in ROWS:
        contribution = Contribution(
            year=year,
            contributor=contributor,
            manner=manner,
            stream=streams.get(stream),
            other_stream="" if stream in streams else stream,
            amount_pence=None if pounds is None else pounds * 100,
            note=EXAMPLE if pounds else "",
        )
        add_resource(area=areas[slug], contribution=contribution, by=by)
