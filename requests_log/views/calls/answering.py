"""Answering a call in three pages: the answer, a page to check it on, and the call again with the answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict
from requests_log.forms.returns import AnswerForm
from requests_log.freedoms import similar_freedoms
from requests_log.models import Call, CallAddressee, LoggedRequest, Return, ReturnKind
from requests_log.services.returns import MOST_ADDITIONS, StaleReturn, answer_call
from requests_log.views.calls.base import KEY, STEP, CallView, read_key, sent_again

COUNT, LEFT_OUT = "count", "left_out"
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", STEP, LEFT_OUT, two_writers.CHOICE})
NOTHING_LEFT = "You left out every request. Enter another one, or choose that you have nothing to add"


class AnswerCall(CallView):
    """The one return of a place, made or corrected by any of its officers, or by the secretariat for it."""

    permission = Permission.ANSWER_CALL
    call: Call
    addressee: CallAddressee

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the place among those that are the person's to answer for, or 404."""
        rows = CallAddressee.objects.visible_to(self.user).select_related("call", "area", "authority")
        found = rows.filter(call__slug=kwargs["slug"], pk=kwargs["addressee"]).first()
        if found is None or not can(self.user, self.permission, on=found):
            raise Http404
        self.addressee, self.call = found, found.call
        return super().dispatch(request, *args, **kwargs)

    @property
    def answered(self) -> Return | None:
        """The return as it is by now."""
        return Return.objects.visible_to(self.user).filter(addressee=self.addressee).first()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, with what was answered so far."""
        answered = self.answered
        form = self._make_form(answered, initial=_initial(answered))
        return self._form(form, uuid.uuid4(), answered.version if answered else 0, answered=answered)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show what is wrong, or all of it to be checked, or send it."""
        choice, step = request.POST.get(two_writers.CHOICE), request.POST.get(STEP)
        if choice == two_writers.KEEP_THEIRS:
            messages.info(request, f"The answer of {self.addressee} was left as it was")
            return self._to_call()
        answered = self.answered
        key, expected = read_key(request.POST.get(KEY)), two_writers.read_version(request.POST)
        form = self._make_form(answered, request.POST)
        if key is None or expected is None:
            form.add_error(None, two_writers.MALFORMED)
            return self._form(form, uuid.uuid4(), answered.version if answered else 0, FORM_WRONG, answered=answered)
        if choice == two_writers.COMBINE:
            return self._conflict(form, key, combine=True)
        if step == "another":
            return self._form(self._one_more(answered), key, expected, answered=answered)
        if not form.is_valid():
            return self._form(form, key, expected, FORM_WRONG, answered=answered)
        if step == "change":
            return self._form(form, key, expected, answered=answered)
        return self._send(form, key, expected) if step == "send" else self._check(form, key, expected, answered)

    # --- Sending ---

    def _send(self, form: AnswerForm, key: uuid.UUID, expected: int) -> HttpResponse:
        now = timezone.now()
        answer = form.answer(without=frozenset(self.request.POST.getlist(LEFT_OUT)))
        if answer.kind == ReturnKind.ADDITIONS and not (answer.additions or answer.entries or form.kept):
            form.add_error("kind", NOTHING_LEFT)
            return self._form(form, key, expected, FORM_WRONG, answered=self.answered)
        try:
            made = answer_call(
                self.addressee,
                by=self.user,
                expected_version=expected,
                answer=answer,
                key=key,
                received_at=form.received_at(now),
                now=now,
            )
        except StaleReturn:
            return self._conflict(form, key)
        except ValidationError as error:
            attach(form, error)
            return self._form(form, key, expected, FORM_WRONG, answered=self.answered)
        messages.success(self.request, self._thanks(made))
        return self._to_call()

    def _thanks(self, made: Return) -> str:
        if made.version > 1:
            return f"The answer of {self.addressee} is corrected"
        return f"The answer of {self.addressee} is sent"

    def _to_call(self) -> HttpResponse:
        return redirect("requests:call", slug=self.call.slug)

    # --- Pages ---

    def _make_form(self, answered: Return | None, data: Any = None, **more: Any) -> AnswerForm:
        count = str((data or {}).get(COUNT, "1"))
        more.setdefault("count", int(count) if count.isdecimal() and len(count) < 4 else 1)
        kept = answered is not None and answered.additions.exists()
        return AnswerForm(data, user=self.user, addressee=self.addressee, kept=kept, **more)

    def _one_more(self, answered: Return | None) -> AnswerForm:
        """The form with room for one more addition, and every word as it was typed."""
        count = len(self._make_form(answered, self.request.POST).additions) + 1
        form = self._make_form(answered, self.request.POST, count=count)
        form.full_clean()
        form.errors.clear()
        for one in form.additions:
            one.full_clean()
            one.errors.clear()
        return form

    def _conflict(self, form: AnswerForm, key: uuid.UUID, *, combine: bool = False) -> HttpResponse:
        """409: another officer was first. Both answers, what differs, and every word still in the form."""
        answered = self.answered
        current = _initial(answered) if answered else {}
        form.is_valid()
        found = two_writers.differences(form, current, {**form.cleaned_data, "kind": form["kind"].value()})
        if combine:
            form = self._make_form(answered, two_writers.combined(self.request.POST, found))
            form.is_valid()
        form.errors.clear()
        last = answered.revisions.last() if answered else None
        conflict = Conflict(last.by_name if last else "", last.recorded_at if last else None, found)
        version = answered.version if answered else 0
        return self._form(form, key, version, CONFLICT, conflict=conflict, answered=answered)

    def _check(self, form: AnswerForm, key: uuid.UUID, expected: int, answered: Return | None) -> HttpResponse:
        """Everything once more, with freedoms that may already solve what is to be added (F004 A ¶4)."""
        if expected != (answered.version if answered else 0) and not self._is_sent(key):
            return self._conflict(form, key)
        context = {
            **self._common(answered),
            "said": form.cleaned_data,
            "label": ReturnKind(form.cleaned_data["kind"]).label,
            "additions": [self._with_freedoms(place, one) for place, one in enumerate(form.additions)],
            "sent": sent_again(self.request.POST, NOT_SENT_AGAIN),
        }
        return render(self.request, "requests_log/calls/answer_check.html", context)

    def _is_sent(self, key: uuid.UUID) -> bool:
        return Return.objects.filter(addressee=self.addressee, revisions__key=key).exists()

    def _with_freedoms(self, place: int, one: Any) -> dict[str, Any]:
        said = one.addition()
        found = similar_freedoms(f"{said.issue} {said.detail}", user=self.user) if said else []
        return {"place": place, "said": said, "freedoms": found}

    def _common(self, answered: Return | None) -> dict[str, Any]:
        entries = LoggedRequest.objects.visible_to(self.user).filter(returns=answered) if answered else []
        named = [entry.reference for entry in entries]
        return {
            "call": self.call,
            "addressee": self.addressee,
            "answered": answered,
            "named": named,
            "is_over": timezone.localdate() > self.call.due_on,
            "back": reverse("requests:call", args=[self.call.slug]),
        }

    def _form(
        self,
        form: AnswerForm,
        key: uuid.UUID,
        version: int,
        status: int = OK,
        *,
        answered: Return | None,
        conflict: Conflict | None = None,
    ) -> HttpResponse:
        context = {
            **self._common(answered),
            "form": form,
            "key": key,
            "version": version,
            "conflict": conflict,
            "may_add_more": len(form.additions) < MOST_ADDITIONS,
            "page_has_errors": status == FORM_WRONG,
        }
        return render(self.request, "requests_log/calls/answer.html", context, status=status)


def _initial(answered: Return | None) -> dict[str, Any]:
    """What the fields say of a return; what it named before is shown, not asked again."""
    if answered is None:
        return {}
    return {"kind": answered.kind, "text": answered.text, "authority": answered.authority}
