"""Outcomes, delivery chains, options and gaps, as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, Flag, In, Numbered, Out, Version, Whole, choice_of, text_of
from rollout.workstrands.models import (
    ChainLink,
    DeliveryChain,
    OutcomeMeasure,
    PlanGap,
    PlanOption,
    PlanOutcome,
    TeamMember,
)
from rollout.workstrands.models.analysis import LARGEST_AMOUNT
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR
from rollout.workstrands.services.chains import MOST_LINKS


def team_of(user: Any) -> Any:
    """People on the joint teams of plans that `user` may read."""
    return TeamMember.objects.visible_to(user)


class PlanPartOut(Out):
    """What parts of a plan share."""

    id = serializers.IntegerField()
    version = Version()
    keys = ("id", "version")


class GapOut(PlanPartOut):
    """What it takes to get from how something is to how the place wants it."""

    subject = serializers.CharField()
    as_is = serializers.CharField()
    to_be = serializers.CharField()
    required = serializers.CharField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True, help_text="A member of the joint team")
    due_on = Day(allow_null=True)
    closed_on = Day(allow_null=True)
    example = {"id": 7, "version": 1, "subject": "Sharing data", "owner": None, "due_on": "2012-01-31"}


class GapIn(In):
    """A gap."""

    subject = text_of(PlanGap, "subject", lines=False)
    as_is = text_of(PlanGap, "as_is")
    to_be = text_of(PlanGap, "to_be")
    required = text_of(PlanGap, "required")
    owner = Numbered(team_of, what="member of the joint team", required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    closed_on = Day(required=False, allow_null=True)
    example = {
        "subject": "Sharing data",
        "as_is": "Each service keeps its own",
        "to_be": "One record that all of them read",
        "required": "An agreement that names purposes and people",
    }


def outcomes_of(user: Any) -> Any:
    """Outcomes of plans that `user` may read."""
    return PlanOutcome.objects.visible_to(user)


class MeasureOut(PlanPartOut):
    """What shows whether an outcome comes; blank is not yet known."""

    name = serializers.CharField()
    baseline = serializers.CharField(allow_blank=True, help_text="Where it stands")
    baseline_on = Day(allow_null=True)
    expected = serializers.CharField(allow_blank=True, help_text="What is expected")
    expected_by = Day(allow_null=True)
    source = serializers.CharField(allow_blank=True)
    example = {"id": 7, "version": 1, "name": "Days in hospital", "baseline": "1,240", "baseline_on": "2011-03-31"}


class MeasureIn(In):
    """A measure."""

    name = text_of(OutcomeMeasure, "name")
    baseline = text_of(OutcomeMeasure, "baseline")
    baseline_on = Day(required=False, allow_null=True)
    expected = text_of(OutcomeMeasure, "expected")
    expected_by = Day(required=False, allow_null=True)
    source = text_of(OutcomeMeasure, "source")
    example = {"name": "Days in hospital", "baseline": "1,240 a year", "baseline_on": "2011-03-31"}


class OutcomeOut(PlanPartOut):
    """A national or local outcome that the single budget would deliver."""

    level = serializers.CharField()
    title = serializers.CharField()
    agreed_on = Day(allow_null=True)
    measures = MeasureOut(many=True)
    example = {"id": 7, "version": 1, "level": "local", "title": "Fewer people wait in hospital", "measures": []}


class OutcomeIn(In):
    """An outcome."""

    level = choice_of(PlanOutcome, "level")
    title = text_of(PlanOutcome, "title")
    agreed_on = Day(required=False, allow_null=True)
    example = {"level": "local", "title": "Fewer people wait in hospital"}


class LinkOut(PlanPartOut):
    """An organisation in a delivery chain."""

    order = serializers.IntegerField(help_text="Its number in the chain, from 1")
    organisation = serializers.CharField()
    sector = serializers.CharField()
    does = serializers.CharField()
    example = {"id": 7, "version": 1, "order": 1, "organisation": "A department", "sector": "central", "does": "Pays"}


class LinkIn(In):
    """A link. Without a number it comes last; with another's, that one and those after it move along."""

    organisation = text_of(ChainLink, "organisation")
    sector = choice_of(ChainLink, "sector")
    does = text_of(ChainLink, "does")
    order = Whole(min_value=1, max_value=MOST_LINKS, required=False, allow_null=True)
    example = {"organisation": "A charity", "sector": "vcs", "does": "Visits people at home"}


class ChainOut(PlanPartOut):
    """Who delivers a service today, in order."""

    service = serializers.CharField()
    outcome = serializers.IntegerField(source="outcome_id", allow_null=True, help_text="The outcome that it serves")
    note = serializers.CharField(allow_blank=True)
    links = LinkOut(many=True)
    example = {"id": 7, "version": 1, "service": "Care at home", "outcome": None, "note": "", "links": []}


class ChainIn(In):
    """A delivery chain; its links are added one by one."""

    service = text_of(DeliveryChain, "service")
    outcome = Numbered(outcomes_of, what="outcome", required=False, allow_null=True)
    note = text_of(DeliveryChain, "note")
    example = {"service": "Care at home"}


def _pence(about: str) -> Whole:
    limits = {"min_value": 0, "max_value": LARGEST_AMOUNT}
    return Whole(**limits, required=False, allow_null=True, help_text=f"{about}, in pence; null: not yet known")


class OptionYearOut(PlanPartOut):
    """What an option costs and brings in a financial year."""

    year = serializers.IntegerField(help_text="The year in which it begins")
    cost_pence = serializers.IntegerField(allow_null=True)
    benefit_pence = serializers.IntegerField(allow_null=True)
    example = {"id": 7, "version": 1, "year": 2012, "cost_pence": 125_000_000, "benefit_pence": None}


class OptionYearIn(In):
    """What an option costs and brings in one of the plan's years; the option's version grows with it."""

    year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text="The year in which it begins")
    cost_pence = _pence("Cost")
    benefit_pence = _pence("Benefit")
    example = {"year": 2012, "cost_pence": 125_000_000, "benefit_pence": None}


class OptionOut(PlanPartOut):
    """A way of implementing the budget."""

    title = serializers.CharField()
    about = serializers.CharField()
    fits_reform = serializers.CharField(allow_blank=True, help_text="How it fits the Government's reforms")
    is_as_now = serializers.BooleanField(help_text="Carrying on as now")
    preferred = serializers.BooleanField()
    preferred_why = serializers.CharField(allow_blank=True)
    years = OptionYearOut(many=True)
    example = {"id": 7, "version": 1, "title": "One budget", "preferred": False, "years": []}


class OptionIn(In):
    """An option; what it costs and brings is added year by year. One is preferred at most, with the reason."""

    title = text_of(PlanOption, "title")
    about = text_of(PlanOption, "about")
    fits_reform = text_of(PlanOption, "fits_reform")
    is_as_now = Flag(required=False)
    preferred = Flag(required=False)
    preferred_why = text_of(PlanOption, "preferred_why")
    example = {"title": "One budget", "about": "All services for older people under one budget"}
