"""What is typed of assessors, by them, and of the selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from areas.models import Authority
from areas.people.forms import PersonField
from areas.people.selectors import people_of
from cbtracker.accounts.models import User
from cbtracker.web.forms import GovukForm
from rollout.workstrands.forms.base import choice, day, words
from rollout.workstrands.models import Assessor, Criterion, Judgement, OutlineProposal
from rollout.workstrands.models.selecting import REASON_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH
from rollout.workstrands.services.assessors import ASSESSING_ROLES
from rollout.workstrands.services.judging import Said


class ChangeAssessorForm(GovukForm):
    """Whom an assessor speaks for."""

    body = choice(Assessor, "body", "Speaks for")
    organisation = words("Organisation", NAME_LENGTH, help_text="For example, a department or a charity")


class NameAssessorForm(ChangeAssessorForm):
    """Who is to assess, and whom they speak for."""

    user = PersonField(
        User.objects.none(), label="Person", help_text="Somebody of Whitehall or a partner. Invite them first"
    )
    field_order = ("user", "body", "organisation")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["user"]
        person.queryset = people_of(ASSESSING_ROLES)


class DeclarationForm(GovukForm):
    """What an assessor declares, when, and whose outline proposals they do not judge."""

    declaration = words(
        "Interests",
        TEXT_LENGTH,
        lines=5,
        help_text="What could be seen to sway you, such as work for an authority or a charity there. "
        "Say “None” if there is nothing",
    )
    recused_from = forms.ModelMultipleChoiceField(
        Authority.objects.none(),
        label="Authorities whose outline proposals you do not judge",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that have sent one for this workstrand. Come back when others have",
    )
    declared_on = day("Declared on")

    def __init__(self, *args: Any, assessor: Assessor, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        sent = OutlineProposal.objects.submitted().filter(strand=assessor.strand_id).order_by().values("authority")
        recused: Any = self.fields["recused_from"]
        there = Authority.objects.filter(pk__in=sent) | Authority.objects.filter(
            pk__in=assessor.recused_from.order_by().values("pk")
        )
        recused.queryset = there.order_by("short_name")
        if not is_own:
            recused.label = f"Authorities whose outline proposals {assessor.user} does not judge"
        if not recused.queryset.exists():
            del self.fields["recused_from"]


class StandDownForm(GovukForm):
    """When an assessor stands down."""

    stood_down_on = day("Stands down on", help_text="Today or an earlier date")


class JudgeForm(GovukForm):
    """What an assessor says of an outline proposal, criterion by criterion; what is blank can be said later."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], there: Mapping[int, Judgement], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria, self.there = criteria, there
        for one in criteria:
            verdict = forms.ChoiceField(
                label=f"Your judgement: {one.title}",
                choices=Judgement.Verdict.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            verdict.look = {"label": "Your judgement", "optional": False}  # type: ignore[attr-defined]
            reason = words(f"Reason: {one.title}", TEXT_LENGTH, lines=4, required=False)
            reason.look = {"label": "Reason", "optional": False}  # type: ignore[attr-defined]
            self.fields[f"verdict-{one.key}"], self.fields[f"reason-{one.key}"] = verdict, reason

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each criterion with its two fields."""
        return [
            {"criterion": one, "verdict": self[f"verdict-{one.key}"], "reason": self[f"reason-{one.key}"]}
            for one in self.criteria
        ]

    def clean(self) -> dict[str, Any]:
        """A judgement has a reason and a reason a judgement; what was saved is changed, and not taken back."""
        data = super().clean() or {}
        for one in self.criteria:
            verdict, reason = f"verdict-{one.key}", f"reason-{one.key}"
            begun = data.get(verdict) or data.get(reason) or one.pk in self.there
            if begun and not data.get(verdict) and verdict not in self.errors:
                self.add_error(verdict, f"Select your judgement of “{one.title}”")
            if begun and not data.get(reason) and reason not in self.errors:
                self.add_error(reason, f"Enter the reason for your judgement of “{one.title}”")
        return data

    def values(self) -> dict[Criterion, Said]:
        """What was said, by criterion."""
        said = {
            one: (self.cleaned_data[f"verdict-{one.key}"], self.cleaned_data[f"reason-{one.key}"])
            for one in self.criteria
        }
        return {criterion: Said(*pair) for criterion, pair in said.items() if pair[0]}


class DecisionForm(GovukForm):
    """Why, and when it was decided."""

    reason = words("Reason", REASON_LENGTH, lines=6, help_text="The authority’s officers read it")
    decided_on = day("Decided on")


class CorrectDecisionForm(GovukForm):
    """The reason in better words."""

    reason = words("Reason", REASON_LENGTH, lines=6, help_text="The authority’s officers read it")


class EndPlaceForm(GovukForm):
    """Why a place no longer takes part, and since when."""

    ended_reason = words("Reason", REASON_LENGTH, lines=6, help_text="Everybody in the programme reads it")
    ended_on = day("Ends on", help_text="Today or an earlier date")
