"""What people type of the joint team, of agreements and of support."""

from __future__ import annotations

from typing import Any

from django import forms

from areas.forms import PoundsField
from areas.models import Department
from cbtracker.accounts.models import User
from rollout.workstrands.forms.base import PartForm, TeamField, choice, day, words
from rollout.workstrands.models import AgencyAgreement, SupportItem, TeamMember
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH

NOT_KNOWN = "In pounds. Leave it blank if it is not yet known: blank does not mean nothing"
NO_ACCOUNT = "No account has this address. Leave it blank, or ask the secretariat to invite them"


class AccountField(forms.EmailField):
    """The account of somebody, named by its email address; its value is the User or None."""

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field for `value`."""
        return value.email if isinstance(value, User) else value

    def clean(self, value: Any) -> Any:
        """Return the account or None. Raises ValidationError."""
        address = super().clean(value)
        if not address:
            return None
        user = User.objects.filter(email__iexact=address, is_active=True).first()
        if user is None:
            raise forms.ValidationError(NO_ACCOUNT)
        return user


class TeamMemberForm(PartForm):
    """Somebody who works solely on the plan."""

    full_name = words("Full name", NAME_LENGTH)
    side = choice(TeamMember, "side", "Where they are from")
    body = words("Body or organisation", NAME_LENGTH, help_text="For example, the council, the police or a charity")
    department = forms.ModelChoiceField(
        label="Department",
        queryset=Department.objects.all(),
        required=False,
        empty_label="None",
        help_text="For people from Whitehall",
    )
    post = words("Post", NAME_LENGTH, required=False)
    user = AccountField(
        label="Email address of their account",
        required=False,
        max_length=254,
        help_text="If they have one here. Somebody with a Whitehall account may then edit this plan",
    )
    from_on = day("On the team from")
    backfilled_by = words(
        "Who does their own job meanwhile", NAME_LENGTH, required=False, help_text="Leave it blank if nobody does"
    )
    backfill_pence = PoundsField(label="Cost of that", required=False, help_text=NOT_KNOWN)


class LeaveForm(PartForm):
    """That somebody left the team."""

    to_on = day("When did they leave?", help_text="The first day on which they were no longer on the team")
    hand_to = TeamField(label="Who sees to what was theirs?")

    def __init__(self, *args: Any, member: TeamMember, **options: Any) -> None:
        super().__init__(*args, **options)
        hand_to: Any = self.fields["hand_to"]
        hand_to.leave_out(member)


class AgreementForm(PartForm):
    """Where an agency stands on the single budget."""

    body = words("Agency", NAME_LENGTH)
    state = choice(AgencyAgreement, "state", "What it answered")
    dated = day("Date", help_text="When it was asked, or when it answered")
    conditions = words("Conditions, or the reason", TEXT_LENGTH, lines=4, required=False)
    signed_by = words(
        "Who answered for it", NAME_LENGTH, required=False, help_text="Name and post. Leave it blank until it answered"
    )


class SupportItemForm(PartForm):
    """Part of the package of support."""

    kind = choice(SupportItem, "kind", "Kind of support")
    what = words("What is provided", TEXT_LENGTH, lines=4)
    provider = words("Who provides it", NAME_LENGTH)
    agreed_on = day("Agreed on", required=False, help_text="Leave it blank until it is agreed")
    from_on = day("From")
    to_on = day("Until", required=False, help_text="The first day without it. Leave it blank if it goes on")
    cost_pence = PoundsField(label="Cost", required=False, help_text=NOT_KNOWN)
