"""The shadow budget of a place, as the API takes it in and gives it out. Money is pence; null: not yet known."""

from __future__ import annotations

from typing import ClassVar

from rest_framework import serializers

from cbtracker.rest.shapes import In, Out, Whole, choice_of, text_of
from rollout.workstrands.api.analysis_shapes import PlanPartOut
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.models.budget import LARGEST_AMOUNT
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR

YEAR = "The year in which the financial year begins"
NOT_KNOWN = "Null: not yet known, which is not zero"


class BudgetLineOut(PlanPartOut):
    """What one body brings to a service in a financial year."""

    body = serializers.CharField()
    service = serializers.CharField()
    funding = serializers.CharField()
    year = serializers.IntegerField(help_text=YEAR)
    kind = serializers.CharField()
    community_kind = serializers.CharField()
    arrangement = serializers.CharField()
    amount_pence = serializers.IntegerField(allow_null=True, help_text=NOT_KNOWN)
    controlled_by = serializers.CharField()
    controller = serializers.CharField()
    confidence = serializers.CharField()
    evidence = serializers.CharField()
    note = serializers.CharField()
    example = {
        "id": 7,
        "version": 1,
        "body": "Essex County Council",
        "service": "Youth services",
        "year": 2012,
        "kind": "cash",
        "amount_pence": None,
    }


class BudgetLineIn(In):
    """A line of the shadow budget."""

    body = text_of(BudgetLine, "body")
    service = text_of(BudgetLine, "service")
    funding = text_of(BudgetLine, "funding")
    year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=f"{YEAR}; one of the plan’s")
    kind = choice_of(BudgetLine, "kind")
    community_kind = choice_of(BudgetLine, "community_kind", help_text="Of a community resource, and of no other kind")
    arrangement = choice_of(BudgetLine, "arrangement")
    amount_pence = Whole(min_value=0, max_value=LARGEST_AMOUNT, required=False, allow_null=True, help_text=NOT_KNOWN)
    controlled_by = choice_of(BudgetLine, "controlled_by")
    controller = text_of(BudgetLine, "controller", help_text="Needed where controlled_by is other")
    confidence = choice_of(BudgetLine, "confidence")
    evidence = text_of(BudgetLine, "evidence")
    note = text_of(BudgetLine, "note")
    example = {
        "body": "Essex County Council",
        "service": "Youth services",
        "year": 2012,
        "kind": "cash",
        "arrangement": "pooled",
        "amount_pence": 12_000_000,
        "controlled_by": "authority",
    }


class BudgetTotalOut(Out):
    """What some lines come to."""

    lines = serializers.IntegerField()
    pence = serializers.IntegerField(allow_null=True, help_text="The sum of what is known; null where nothing is")
    unknown = serializers.IntegerField(help_text="How many amounts are not yet known")
    keys: ClassVar[tuple[str, ...]] = ("lines", "pence", "unknown")
    example = {"lines": 3, "pence": 12_000_000, "unknown": 1}


class BudgetGroupOut(BudgetTotalOut):
    """What the lines of one body, kind, arrangement or the like come to."""

    of = serializers.CharField(help_text="What they are of: a value of that field")
    keys: ClassVar[tuple[str, ...]] = ("of", "lines", "pence", "unknown")
    example = {"of": "cash", **BudgetTotalOut.example}


class BudgetTotalsOut(Out):
    """What the lines come to, in every way."""

    whole = BudgetTotalOut()
    by_body = BudgetGroupOut(many=True)
    by_kind = BudgetGroupOut(many=True)
    by_community_kind = BudgetGroupOut(many=True)
    by_arrangement = BudgetGroupOut(many=True)
    by_controlled_by = BudgetGroupOut(many=True)
    by_year = BudgetGroupOut(many=True)
    keys = ("whole",)
    example = {"whole": BudgetTotalOut.example, "by_kind": [BudgetGroupOut.example]}


class BudgetChangeOut(Out):
    """What something came to before and comes to now."""

    body = serializers.CharField(help_text="Blank: of all bodies")
    kind = serializers.CharField(help_text="Blank: of all kinds")
    year = serializers.IntegerField(allow_null=True, help_text="Null: of all years")
    before = BudgetTotalOut()
    now = BudgetTotalOut()
    difference_pence = serializers.IntegerField(help_text="How much more is known now; below zero: less")
    keys = ("body", "kind", "year", "before", "now")
    example = {
        "body": "Essex County Council",
        "kind": "cash",
        "year": 2012,
        "before": BudgetTotalOut.example,
        "now": {"lines": 3, "pence": 15_000_000, "unknown": 0},
        "difference_pence": 3_000_000,
    }


class BudgetComparedOut(Out):
    """The budget beside a version of the plan that was agreed."""

    version = serializers.IntegerField()
    agreed_on = serializers.DateField()
    whole = BudgetChangeOut()
    changes = BudgetChangeOut(many=True, help_text="By body, kind and year: what differs, be it in blanks alone")
    by_body = BudgetChangeOut(many=True)
    by_kind = BudgetChangeOut(many=True)
    by_year = BudgetChangeOut(many=True)
    keys = ("version",)
    example = {"version": 1, "agreed_on": "2012-03-30", "changes": [BudgetChangeOut.example]}
