"""What a place answers to a call: nothing to add, requests to add, or a comment."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.access import can
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.forms.lifecycle import REFERENCE
from requests_log.models import CALL_TEXT_LENGTH, ISSUE_LENGTH, TEXT_LENGTH, CallAddressee, LoggedRequest, ReturnKind
from requests_log.services.returns import MOST_ADDITIONS, Addition, Answer, arrived_at, said_too_much, speakers

KIND_HINTS = {
    ReturnKind.NIL.value: "Everything is in what you sent before",
    ReturnKind.ADDITIONS.value: "Each becomes a request of Whitehall, as if you had raised it",
    ReturnKind.COMMENT.value: "Something to say that is not a request",
}


class ReferencesField(PlainTextField):
    """Requests named by their references: "CB-0012, CB-0013". Only `visible` ones are found."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.visible = LoggedRequest.objects.none()

    def to_python(self, value: Any) -> Any:
        """The requests in the order of the register. Raises ValidationError naming those that are not known."""
        typed = [part for part in re.split(r"[,;\s]+", super().to_python(value) or "") if part]
        numbers = {part: int(found[1]) for part in typed if (found := REFERENCE.match(part))}
        rows = {entry.number: entry for entry in self.visible.filter(number__in=numbers.values())} if numbers else {}
        unknown = [part for part in typed if numbers.get(part) not in rows]
        if unknown:
            raise ValidationError(
                f"There is no request “{unknown[0][:40]}”. Enter references like CB-0012", code="unknown"
            )
        return [rows[number] for number in sorted(set(numbers.values()))]


class AdditionForm(GovukForm):
    """One request that is missing; wholly blank means none."""

    mark_optional = False

    issue = PlainTextField(
        label="What do you need Whitehall to do?",
        required=False,
        max_length=ISSUE_LENGTH,
        widget=forms.Textarea,
        help_text="In a sentence or two. This is what the board paper prints as the issue",
    )
    detail = PlainTextField(
        label="Anything that would help to resolve it (optional)",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        """Detail belongs to an issue."""
        cleaned = super().clean() or {}
        if cleaned.get("detail") and not cleaned.get("issue") and "issue" not in self.errors:
            self.add_error("issue", "Enter what you need Whitehall to do")
        return cleaned

    def addition(self) -> Addition | None:
        """The request to be; None where it was left blank."""
        said = self.cleaned_data
        return Addition(said["issue"], said.get("detail", "")) if said.get("issue") else None


class AnswerForm(GovukForm):
    """The whole answer on one page; as many additions as were asked for."""

    kind = forms.ChoiceField(
        label="What is your answer?",
        choices=ReturnKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer"},
    )
    text = PlainTextField(label="Your comment", required=False, max_length=CALL_TEXT_LENGTH, widget=forms.Textarea)
    existing = ReferencesField(
        label="Requests that are in the register already",
        required=False,
        max_length=300,
        help_text="Their references, like CB-0004, CB-0012. You do not need to write these out again",
    )
    authority = forms.ModelChoiceField(
        label="For whom do you answer?", queryset=Authority.objects.none(), required=False
    )
    received_on = GovukDateField(
        label="When did the answer arrive?",
        required=False,
        help_text="Of a letter, the day on which it came. Leave blank for now",
    )

    def __init__(
        self, *args: Any, user: Any, addressee: CallAddressee, count: int = 1, kept: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.call = addressee.call
        fields: Any = self.fields
        fields["kind"].look = {"hints": KIND_HINTS}
        fields["text"].look = {"optional": False}
        fields["existing"].visible = LoggedRequest.objects.visible_to(user)
        self._ask_for_whom(user, addressee)
        fields["received_on"].latest = timezone.localdate()
        if not can(user, Permission.ISSUE_CALLS):
            del fields["received_on"]
        self.additions = [
            AdditionForm(self.data if self.is_bound else None, prefix=f"addition{place}")
            for place in range(min(max(count, 1), MOST_ADDITIONS))
        ]

    def _ask_for_whom(self, user: Any, addressee: CallAddressee) -> None:
        members = speakers(addressee, user)
        if not members:
            del self.fields["authority"]
            return
        field: Any = self.fields["authority"]
        field.widget = forms.RadioSelect()
        field.empty_label = f"{addressee.place_name} as a whole"
        field.queryset = Authority.objects.filter(pk__in=[member.pk for member in members])
        field.look = {"optional": False}

    def is_valid(self) -> bool:
        """Whether the answer and each of its additions are complete."""
        return all([super().is_valid(), *(one.is_valid() for one in self.additions)])

    def clean(self) -> dict[str, Any]:
        """The answer that was chosen says something, and no word is typed for another one."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        added = [one for one in self.additions if one.is_valid() and one.addition()]
        named = bool(added or cleaned.get("existing"))
        if kind == ReturnKind.COMMENT and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Enter your comment")
        wrong = any(not one.is_valid() for one in self.additions) or "existing" in self.errors
        if kind == ReturnKind.ADDITIONS and not (named or self.kept or wrong):
            self.additions[0].add_error("issue", "Enter what you need Whitehall to do")
        if reason := said_too_much(kind or "", text=cleaned.get("text") or "", named=named):
            self.add_error("kind", reason.rstrip("."))
        return cleaned

    def answer(self, without: frozenset[str] = frozenset()) -> Answer:
        """What was filled in, for the service, without the additions at the places `without`."""
        said = self.cleaned_data
        added = [one.addition() for place, one in enumerate(self.additions) if str(place) not in without]
        return Answer(
            kind=said["kind"],
            text=said["text"],
            authority=said.get("authority"),
            additions=tuple(one for one in added if one),
            entries=tuple(said["existing"]),
        )

    def received_at(self, now: dt.datetime) -> dt.datetime | None:
        """Midday of the day on which a letter came, never before the call itself; None where no day was given."""
        day = self.cleaned_data.get("received_on")
        return arrived_at(day, self.call, now=now) if day else None
