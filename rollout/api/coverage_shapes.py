"""What the API gives out of coverage and of the steps of authorities, and what it takes in about steps."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Moment, Out, choice_of, text_of
from rollout.forms.engagement import NOT_ENGAGED
from rollout.models import EngagementStep, Step

STEP_WORDS = (NOT_ENGAGED, *Step.values)


class PlanningBasisOut(Out):
    """Half of the authorities by April 2012: what is planned on, and no target."""

    authorities = serializers.IntegerField()
    by = serializers.DateField()
    about = serializers.CharField()
    keys = ("authorities", "by", "about")


class StepCountOut(Out):
    """How many authorities stand at a step."""

    step = serializers.ChoiceField(choices=STEP_WORDS)
    label = serializers.CharField()
    authorities = serializers.IntegerField()
    keys = ("step",)


class RegionCoverageOut(Out):
    """The authorities of one region, and how many of them are engaged."""

    code = serializers.CharField()
    name = serializers.CharField()
    engaged = serializers.IntegerField()
    authorities = serializers.IntegerField()
    keys = ("code",)


class CoveragePointOut(Out):
    """How many authorities were engaged from a day on which the number changed."""

    on = serializers.DateField()
    engaged = serializers.IntegerField()
    keys = ("on",)


class ComingMonthOut(Out):
    """A month in which authorities want to start. It counts nobody as engaged."""

    month = serializers.CharField(help_text="The month, like 2012-04")
    authorities = serializers.IntegerField()
    live_then = serializers.IntegerField(help_text="How many are live by its end, if all of them start")
    has_passed = serializers.BooleanField()
    keys = ("month",)


class ComingOut(Out):
    """What open nominations say is coming. It has not happened."""

    nominations = serializers.IntegerField()
    authorities = serializers.IntegerField()
    months = ComingMonthOut(many=True)
    caveat = serializers.CharField()
    keys = ("caveat",)


class CoverageOut(Out):
    """How many of the upper-tier authorities of England are engaged: nominated, planning or live."""

    as_at = serializers.DateField()
    engaged = serializers.IntegerField()
    authorities = serializers.IntegerField()
    share = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField()
    planning_basis = PlanningBasisOut()
    steps = StepCountOut(many=True)
    regions = RegionCoverageOut(many=True)
    over_time = CoveragePointOut(many=True)
    coming = ComingOut()
    keys = ("as_at", "planning_basis")
    example = {
        "as_at": "2011-05-11",
        "engaged": 28,
        "authorities": 152,
        "share": "18%",
        "sentence": "28 of 152 upper-tier authorities (18%) are engaged",
        "planning_basis": {
            "authorities": 76,
            "by": "2012-04-01",
            "about": "planning basis, not a target; may be exceeded or not, by local ambition",
        },
        "steps": [{"step": "live", "label": "Live", "authorities": 28}],
        "regions": [{"code": "E12000009", "name": "South West", "engaged": 1, "authorities": 15}],
        "over_time": [{"on": "2011-04-01", "engaged": 28}],
        "coming": {"nominations": 0, "authorities": 0, "months": [], "caveat": "This has not happened."},
    }


class EngagementLine(Out):
    """Where one authority stands, and since when; null: it has taken no step."""

    code = serializers.CharField()
    name = serializers.CharField()
    region_code = serializers.CharField()
    region = serializers.CharField()
    step = serializers.ChoiceField(choices=STEP_WORDS)
    label = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    engaged = serializers.BooleanField()
    keys = ("code",)
    example = {
        "code": "E06000030",
        "name": "Swindon",
        "region_code": "E12000009",
        "region": "South West",
        "step": "live",
        "label": "Live",
        "since": "2011-04-01",
        "engaged": True,
    }


class RetractionOut(Out):
    """Why a step was a mistake: it is kept, and counts nowhere."""

    reason = serializers.CharField()
    by = serializers.CharField()
    at = Moment()
    keys = ("reason",)


class StepOut(Out):
    """A step of an authority, at its own pace and in whatever order. `retraction` is null where it counts."""

    id = serializers.IntegerField()
    step = serializers.ChoiceField(choices=Step.choices)
    label = serializers.CharField()
    on = serializers.DateField()
    note = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)
    retraction = RetractionOut(allow_null=True)
    keys = ("id",)
    example = {
        "id": 7,
        "step": "live",
        "label": "Live",
        "on": "2011-04-01",
        "note": "",
        "source": "F004 C ¶1",
        "retraction": None,
    }


class EngagementOut(EngagementLine):
    """One authority's steps, the newest first; for those who record steps, the retracted ones after them."""

    steps = StepOut(many=True)
    example = {**EngagementLine.example, "steps": [StepOut.example]}


class StepIn(In):
    """A step that an authority took."""

    step = choice_of(EngagementStep, "step")
    on = Day()
    note = text_of(EngagementStep, "note")
    source = text_of(EngagementStep, "source")
    example = {"step": "nominated", "on": "2011-09-05", "source": "Letter of 5 September 2011"}


class RetractionIn(In):
    """Why a step was a mistake."""

    reason = text_of(EngagementStep, "retraction", required=True)
    example = {"reason": "The letter was of another authority"}
