"""Where a request stands: state it, confirm it, say the next step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from areas.access import can
from areas.models import Department
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.web.answers import CONFLICT, FORM_WRONG
from cbtracker.web.conflict import Conflict, differences, read_version
from requests_log.forms.positions import NextStepForm, PositionForm
from requests_log.models import OPEN_STATUSES, Audience, Position, Status
from requests_log.records import standings
from requests_log.services import confirm_no_change, state_next_step, state_position
from requests_log.services.positions import position_version, speaks_for_whole
from requests_log.views.writing.base import ChangeView
from requests_log.voices import SPEAKER, WHOLE, lost_department, voices_of

HISTORY_SHOWN = 8


class PositionView(ChangeView):
    """One page from which a champion says where a request stands (DESIGN §1: under 30 seconds)."""

    permission = Permission.STATE_POSITION
    form_class = PositionForm
    template_name = "requests_log/position.html"
    done = "Position saved"
    allowed = OPEN_STATUSES

    def is_permitted(self) -> bool:
        """Whether the person speaks here; one whose department was taken off meanwhile still gets the words back."""
        return super().is_permitted() or bool(self._taken_off())

    def _taken_off(self) -> str:
        return lost_department(self.request.POST.get(SPEAKER, ""), self.user, self.entry)

    def closed(self) -> str:
        """Also closed where the person's department is no longer part of the request."""
        if name := self._taken_off():
            return f"{self.entry.reference} is no longer a request of {name}, so this can no longer be saved."
        return super().closed()

    # --- Whose words they are ---

    @cached_property
    def voices(self) -> list[Department | None]:
        """For whom the person may speak here; None is the request as a whole."""
        return voices_of(self.user, self.entry)

    @property
    def asked_for(self) -> str:
        """For whom the form or the address says that it speaks; blank where they do not say."""
        return self.request.POST.get(SPEAKER) or self.request.GET.get(SPEAKER) or ""

    @cached_property
    def department(self) -> Department | None:
        """The department whose part is stated; None: the whole."""
        for voice in self.voices:
            if self.asked_for == _voice_name(voice):
                return voice
        return self.voices[0] if self.voices else None

    def is_of_nobody(self) -> bool:
        """Whether the form speaks for somebody for whom the person may not speak here."""
        return bool(self.asked_for) and self.asked_for not in {_voice_name(voice) for voice in self.voices}

    def standing(self) -> dict[str, Any]:
        """The position that this one would take the place of."""
        if self.department is None or speaks_for_whole(self.entry, self.department):
            return self.entry.record.get("position") or {}
        part = self.entry.record["parts"].get(self.department.abbreviation) or {}
        return part.get("position") or {}

    # --- The form ---

    def version(self) -> int:
        """A department's part has its own version (DESIGN rule 4)."""
        return position_version(self.entry, self.department)

    def initial(self) -> dict[str, Any]:
        """What stands, so that a champion changes words instead of typing them again."""
        standing = self.standing()
        names = ("text", "confidence", "next_step", "next_step_owner")
        shown = {name: standing.get(name) or "" for name in names}
        shown["next_step_on"] = _day(standing.get("next_step_on"))
        return {**shown, "audience": standing.get("audience", Audience.AREAS.value)}

    def form_options(self) -> dict[str, Any]:
        """The documents that the standing position cites."""
        return {"cited": self.standing().get("documents") or []}

    def extra_forms(self, form: Any) -> list[forms.BaseForm]:
        """The documents."""
        return list(form.documents)

    def refusal(self) -> str:
        """Why the form cannot be read, whatever it says."""
        return (
            f"You do not speak for “{self.asked_for[:40]}” on this request. Choose for whom you speak"
            if self.is_of_nobody()
            else ""
        )

    def save(self, form: Any, expected: int) -> Any:
        """State the position; the same words again are a confirmation, not a position more in the history."""
        if self._says_nothing_new(form):
            self.done = "Nothing had changed: confirmed as of today"
            return confirm_no_change(self.entry, by=self.user, expected_version=expected, department=self.department)
        return state_position(
            self.entry, by=self.user, expected_version=expected, words=form.words(), department=self.department
        )

    def _says_nothing_new(self, form: Any) -> bool:
        standing = self.standing()
        if not standing or self.entry.status != Status.IN_HAND:
            return False
        cited = list(form.words().documents) == (standing.get("documents") or [])
        return cited and not differences(form, self.initial(), form.cleaned_data)

    def after(self) -> HttpResponse:
        """The request, or the next one that needs attention."""
        if self.request.POST.get("then") == "next":
            return redirect(f"{reverse('requests:queue_next')}?after={self.entry.reference}")
        return super().after()

    def first_writer(self) -> tuple[str, Any]:
        """Who stated or confirmed what stands now."""
        found = [one for one in standings(self.entry.record, whitehall=True) if one.department == self._part_name()]
        return (found[0].by, found[0].fresh_at) if found else super().first_writer()

    def _part_name(self) -> str:
        if self.department is None or speaks_for_whole(self.entry, self.department):
            return ""
        return self.department.abbreviation

    def context(self) -> dict[str, Any]:
        """The issue, what stands, what was said before, and what else can be done here."""
        return {
            "speaker": _voice_name(self.department),
            "voices": [(_voice_name(one), one.abbreviation if one else "The whole request") for one in self.voices],
            "standings": standings(self.entry.record, whitehall=True),
            "confirmable": bool(self.standing() or self.entry.record.get("position")),
            "history": self._history(),
            "may_resolve": can(self.user, Permission.RESOLVE, on=self.entry),
            "in_queue": self.user.role == Role.CHAMPION,
            "confirm_url": reverse("requests:confirm", kwargs={"reference": self.entry.reference}),
        }

    def _history(self) -> list[Position]:
        rows = Position.objects.visible_to(self.user).filter(entry=self.entry)
        return list(rows.select_related("department", "stated_by")[:HISTORY_SHOWN])


class ConfirmView(PositionView):
    """ "No change – confirm today", by POST only. Words that were typed beside the button are never dropped."""

    http_method_names = ["post", "options"]
    done = "Confirmed: no change as of today"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm what stands, unless it is not what the person saw."""
        form = self.make_form(request.POST if "text" in request.POST else None)
        expected = read_version(request.POST)
        if self.closed() or expected is None or self.is_of_nobody():
            return super().post(request, **kwargs)
        if form.is_bound and expected == self.version() and self._says_more(form):
            form.add_error("text", "You have changed this. Save it, or put it back to confirm that nothing changed")
            return self.show(form, expected, FORM_WRONG)
        return self._saved(form, expected)

    def save(self, form: Any, expected: int) -> Any:
        """Confirm."""
        return confirm_no_change(self.entry, by=self.user, expected_version=expected, department=self.department)

    def conflict(self, form: forms.Form, *, combine: bool = False) -> HttpResponse:
        """409: another position stands by now; without words of one's own it is only shown."""
        if form.is_bound:
            return super().conflict(form, combine=combine)
        by, at = self.first_writer()
        return self.show(self.make_form(), self.version(), CONFLICT, conflict=Conflict(by, at, []))

    def _refused(self, form: forms.Form, expected: int, error: ValidationError) -> HttpResponse:
        return super()._refused(form if form.is_bound else self.make_form({}), expected, error)

    def _says_more(self, form: forms.Form) -> bool:
        form.is_valid()
        return bool(differences(form, self.initial(), self._typed(form)))


class NextStepView(ChangeView):
    """What the locality lead, or the secretariat, will do next for the place."""

    permission = Permission.STATE_NEXT_STEP
    form_class = NextStepForm
    title = "Say the next step"
    done = "Next step saved"
    allowed = OPEN_STATUSES

    def is_permitted(self) -> bool:
        """Locality leads for own places, the secretariat for all."""
        return super().is_permitted() or can(self.user, Permission.TRIAGE, on=self.entry)

    def initial(self) -> dict[str, Any]:
        """The step that stands."""
        step = self.entry.record.get("place_next_step") or {}
        return {"next_step": step.get("text", ""), "owner": step.get("owner", ""), "on": _day(step.get("on"))}

    def save(self, form: forms.Form, expected: int) -> Any:
        """State the step."""
        return state_next_step(self.entry, by=self.user, expected_version=expected, **form.cleaned_data)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _voice_name(voice: Department | None) -> str:
    return voice.abbreviation if voice else WHOLE
