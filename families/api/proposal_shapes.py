"""What areas propose, as the API takes it in and gives it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from areas.models import PROGRAMME_BEGINS
from cbtracker.rest.shapes import Day, In, Moment, Out, Part, Version, Whole, choice_of, text_of
from cbtracker.web.formats import as_date
from families.api.base import CaveatOut, by_cohort, range_or_blank, with_caveat
from families.api.run_shapes import EstimateOut
from families.models import ProposalRevision
from families.models.proposals import ROLL_OUT_YEARS
from families.presenters import CAVEAT
from families.proposal_presenters import differences, ranges_of, stands
from families.selectors.proposals import AreaProposal
from families.services.proposals import LARGEST


class ProposedOut(Out):
    """What a version says; null where nothing was said, which is not zero."""

    version = Version()
    action = serializers.CharField()
    effective_on = Day()
    supported_2011_12 = range_or_blank("To be supported in 2011/12")
    supported_sr = range_or_blank("To be supported in the Spending Review period")
    covers = serializers.CharField(allow_blank=True, help_text="Which families the figures are of")
    additional = serializers.CharField(allow_blank=True, help_text="Whether they are additional to those supported")
    incremental_from = serializers.IntegerField(allow_null=True, help_text="The year in which the roll-out begins")
    basis = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    recorded_at = Moment()
    keys = ("version",)


class ProposalLine(CaveatOut):
    """An area in the list: what it proposes beside the estimates of its authorities."""

    area = serializers.CharField()
    name = serializers.CharField()
    is_group = serializers.BooleanField(help_text="Whether it has several authorities, each with an estimate")
    stands = serializers.CharField()
    version = Version(help_text="Of what is shown; 0 where nothing was proposed by then")
    supported_2011_12 = range_or_blank()
    supported_sr = range_or_blank()
    estimates = EstimateOut(many=True)
    keys: ClassVar[tuple[str, ...]] = ("caveat", "area")
    example = {
        "caveat": CAVEAT,
        "area": "essex",
        "name": "Essex",
        "stands": "Entered",
        "version": 1,
        "supported_2011_12": None,
        "supported_sr": {"low": 1000, "high": 1000},
    }


class ProposalOut(ProposalLine):
    """One area with what was said of its proposal, and every version, the newest first."""

    as_at = Day()
    difference = serializers.CharField(allow_blank=True, help_text="How the proposal differs from the estimates")
    shown = ProposedOut(allow_null=True, help_text="The version as at the day; null where there was none")
    versions = ProposedOut(many=True)
    keys = ("caveat", "area", "version")


class RangeIn(Part):
    """Families from `low` to `high`; for one number, both alike."""

    low = Whole(min_value=0, max_value=LARGEST)
    high = Whole(min_value=0, max_value=LARGEST)


class WordsIn(In):
    """What is said of a proposal. What is left out stays as it was."""

    covers = choice_of(ProposalRevision, "covers")
    additional = choice_of(ProposalRevision, "additional")
    incremental_from = serializers.ChoiceField(choices=list(ROLL_OUT_YEARS), allow_null=True, required=False)
    basis = text_of(ProposalRevision, "basis")
    comment = text_of(ProposalRevision, "comment")
    effective_on = Day(required=False, help_text="The day from which this holds; today without it")
    example: ClassVar[Mapping[str, Any]] = {"covers": "fwmp", "basis": "Families known to two or more of our services"}

    def validate_effective_on(self, value: dt.date) -> dt.date:
        """Not before the programme; the service knows the latest and what stands before."""
        if value < PROGRAMME_BEGINS:
            raise serializers.ValidationError(f"Effective date must be on or after {as_date(PROGRAMME_BEGINS)}")
        return value


class ProposalIn(WordsIn):
    """A proposal: figures and words. What is left out stays as it was; null is a blank."""

    supported_2011_12 = RangeIn(allow_null=True, required=False)
    supported_sr = RangeIn(allow_null=True, required=False)
    example = {"supported_sr": {"low": 1000, "high": 1200}, "covers": "fwmp", "effective_on": "2011-03-22"}


def of_line(found: AreaProposal) -> dict[str, Any]:
    """An area in the list, as a plain value."""
    return with_caveat(
        {
            "area": found.area.slug,
            "name": found.area.name,
            "is_group": found.is_group,
            "stands": stands(found.revision),
            "version": found.revision.version if found.revision else 0,
            "supported_2011_12": found.first,
            "supported_sr": found.period,
            "estimates": [
                {
                    "authority": line.authority.gss_code,
                    "name": line.authority.short_name,
                    **by_cohort(line.estimates),
                    "no_estimate_because": line.without,
                }
                for line in found.estimates
                if line.authority is not None
            ],
        }
    )


def of_proposal(found: AreaProposal, versions: list[ProposalRevision], *, as_at: dt.date) -> dict[str, Any]:
    """One area as a plain value; `versions` with the newest first."""
    return {
        **of_line(found),
        "as_at": as_at,
        "difference": differences(found),
        "shown": next((of_version(one) for one in versions if one == found.revision), None),
        "versions": [of_version(one) for one in versions],
    }


def of_version(revision: ProposalRevision) -> dict[str, Any]:
    """A version as a plain value."""
    first, period = ranges_of(revision)
    same = ("version", "action", "effective_on", "covers", "additional", "incremental_from", "basis", "comment")
    return {
        **{name: getattr(revision, name) for name in (*same, "source", "recorded_at")},
        "supported_2011_12": first,
        "supported_sr": period,
        "by": str(revision.by or ""),
    }
