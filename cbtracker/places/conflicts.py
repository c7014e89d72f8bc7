"""Both texts of a simultaneous change to a resource, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from areas.models import Resource
from areas.services.resources import Contribution, contribution_of
from cbtracker.places.resource_years import year_label
from cbtracker.web.formats import as_money


@dataclass(frozen=True)
class Difference:
    """A field that the two versions say differently."""

    label: str
    theirs: str
    yours: str


def described(contribution: Contribution) -> dict[str, str]:
    """Return what `contribution` says as it is shown, by the form's labels."""
    return {
        "Financial year": year_label(contribution.year),
        "Contributor": contribution.contributor,
        "Funding stream": contribution.stream.name if contribution.stream else contribution.other_stream,
        "How it is brought together": str(Resource.Manner(contribution.manner).label),
        "Amount": as_money(contribution.amount_pence),
        "Note": contribution.note or "No note",
    }


def differences(current: Resource, yours: Contribution) -> list[Difference]:
    """Return the fields in which the saved version and `yours` differ."""
    saved, typed = described(contribution_of(current)), described(yours)
    return [Difference(label, saved[label], typed[label]) for label in saved if saved[label] != typed[label]]
