"""The joint team, agreements, support and barriers of a plan, as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.models import Department
from cbtracker.accounts.models import User
from cbtracker.rest.shapes import Day, Flag, In, Named, NamedMany, Numbered, Out, Whole, choice_of, text_of
from requests_log.models import LoggedRequest
from rollout.workstrands.api.analysis_shapes import PlanPartOut, team_of
from rollout.workstrands.models import AgencyAgreement, SupportItem, TeamMember
from rollout.workstrands.services.team.members import LARGEST_COST

NOT_KNOWN = "In pence; null: not yet known"


def departments(user: Any) -> Any:
    """Departments that may be named."""
    return Department.objects.all()


def accounts(user: Any) -> Any:
    """Accounts that may be on a team."""
    return User.objects.filter(is_active=True)


def requests(user: Any) -> Any:
    """Requests that `user` may read."""
    return LoggedRequest.objects.visible_to(user)


class TeamMemberOut(PlanPartOut):
    """Somebody of the joint team. Whose cost of backfilling is null and who is backfilled: it is not yet known."""

    full_name = serializers.CharField()
    side = serializers.CharField()
    body = serializers.CharField()
    department = serializers.CharField(source="department.abbreviation", default=None, allow_null=True)
    post = serializers.CharField()
    has_account = serializers.BooleanField(help_text="Whether an account of theirs is known")
    from_on = Day()
    to_on = Day(allow_null=True)
    backfilled_by = serializers.CharField()
    backfill_pence = serializers.IntegerField(allow_null=True)
    items_open = serializers.IntegerField(help_text="Checklist items that they see to")
    gaps_open = serializers.IntegerField(help_text="Gaps that they see to")
    example = {"id": 7, "version": 1, "full_name": "Jo Field", "side": "place", "body": "The council", "to_on": None}


class TeamMemberIn(In):
    """Somebody who works solely on the plan. That they left is said by `leaving/`."""

    full_name = text_of(TeamMember, "full_name")
    side = choice_of(TeamMember, "side")
    body = text_of(TeamMember, "body")
    department = Named(departments, key="abbreviation", what="department", required=False, allow_null=True)
    post = text_of(TeamMember, "post")
    account = Named(
        accounts,
        key="email",
        what="account",
        required=False,
        allow_null=True,
        source="user",
        help_text="Its email address",
    )
    from_on = Day()
    backfilled_by = text_of(TeamMember, "backfilled_by")
    backfill_pence = Whole(min_value=0, max_value=LARGEST_COST, required=False, allow_null=True, help_text=NOT_KNOWN)
    example = {"full_name": "Jo Field", "side": "place", "body": "The council", "from_on": "2011-10-03"}


class LeavingIn(In):
    """That somebody left the team: the first day without them, and who sees to what was theirs."""

    to_on = Day()
    hand_to = Numbered(team_of, what="member of the joint team", required=False, allow_null=True)
    example = {"to_on": "2011-11-01", "hand_to": None}


class AgreementOut(PlanPartOut):
    """Where an agency stands on the single budget."""

    body = serializers.CharField()
    state = serializers.CharField()
    dated = Day()
    conditions = serializers.CharField()
    signed_by = serializers.CharField()
    example = {"id": 7, "version": 1, "body": "The police", "state": "asked", "dated": "2011-11-01"}


class AgreementIn(In):
    """Where an agency stands. `conditions` is the reason where it declined."""

    body = text_of(AgencyAgreement, "body")
    state = choice_of(AgencyAgreement, "state")
    dated = Day()
    conditions = text_of(AgencyAgreement, "conditions")
    signed_by = text_of(AgencyAgreement, "signed_by")
    example = {"body": "The police", "state": "asked", "dated": "2011-11-01"}


class StrandSupportOut(PlanPartOut):
    """Part of the package of support."""

    kind = serializers.CharField()
    what = serializers.CharField()
    provider = serializers.CharField()
    agreed_on = Day(allow_null=True)
    from_on = Day()
    to_on = Day(allow_null=True)
    cost_pence = serializers.IntegerField(allow_null=True, help_text=NOT_KNOWN)
    example = {"id": 7, "version": 1, "kind": "facilitation", "provider": "A trust", "cost_pence": None}


class StrandSupportIn(In):
    """Support that is provided."""

    kind = choice_of(SupportItem, "kind")
    what = text_of(SupportItem, "what")
    provider = text_of(SupportItem, "provider")
    agreed_on = Day(required=False, allow_null=True)
    from_on = Day()
    to_on = Day(required=False, allow_null=True)
    cost_pence = Whole(min_value=0, max_value=LARGEST_COST, required=False, allow_null=True, help_text=NOT_KNOWN)
    example = {
        "kind": "facilitation",
        "what": "Two days a week with residents",
        "provider": "A trust",
        "from_on": "2011-10-03",
    }


class PlanBarrierOut(Out):
    """A barrier of a plan with where its request stands, in the words that the reader may read."""

    id = serializers.IntegerField(source="pk")
    request = serializers.CharField(source="reference", help_text="Its reference in the register")
    opens = Flag(help_text="Whether the request itself is yours to read")
    raised_here = Flag(help_text="Whether the people of the plan raised it")
    issue = serializers.CharField()
    departments = serializers.CharField()
    status = serializers.CharField()
    position = serializers.CharField()
    due_on = Day(allow_null=True)
    keys = ("id",)
    example = {"id": 7, "request": "CB-0042", "opens": False, "status": "raised", "position": "", "due_on": None}


class PlanBarrierIn(In):
    """A barrier that is to become a request of Whitehall. Look at the freedoms first: it may be possible already."""

    issue = text_of(LoggedRequest, "issue")
    detail = text_of(LoggedRequest, "detail")
    departments = NamedMany(departments, key="abbreviation", what="department", required=False, default=list)
    example = {"issue": "Let the place pool the grant", "departments": []}


class LinkedBarrierIn(In):
    """A request that is in the register already."""

    request = Named(requests, key="reference", what="request")
    example = {"request": "CB-0042"}
