"""Where nominating begins, and the task list to which one comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from areas.access import duties_of
from areas.models import Area, AreaMember, Authority
from cbtracker.web.answers import FORM_WRONG, OK
from rollout.forms.nominations import StartForm
from rollout.models import NominationAuthority, OfferElement
from rollout.nomination_answers import answer_sections
from rollout.nomination_pages import Page
from rollout.nomination_tasks import page_address, tasks_of
from rollout.services.nominations import start_nomination
from rollout.views.nominations.base import DraftView, OfficerView


@dataclass(frozen=True)
class _Own:
    """An authority of the officer's, with what it has already: an open nomination, or an area; else it may start."""

    authority: Authority
    member: NominationAuthority | None
    area: Area | None

    @property
    def may_start(self) -> bool:
        """Whether it is neither nominated nor in an area."""
        return self.member is None and self.area is None


class Start(OfficerView):
    """What a nomination is, what is asked, who reads it; and the button that begins or goes on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        own = _own(self.user)
        return self._page(own, StartForm(authorities=_free(own)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin the nomination of the authority chosen, or go on with the one that there is."""
        own = _own(self.user)
        form = StartForm(request.POST, authorities=[one.authority for one in own])
        if form.is_valid():
            try:
                begun = start_nomination(authority=form.cleaned_data["authority"], by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach_to_start(form, wrong)
            else:
                return redirect("rollout:nomination_tasks", pk=begun.pk)
        return self._page(own, form, FORM_WRONG)

    def _page(self, own: list[_Own], form: StartForm, status: int = OK) -> HttpResponse:
        context = {
            "own": own,
            "free": _free(own),
            "form": form,
            "offer": OfferElement.objects.visible_to(self.user).current(),
            "pages": Page,
        }
        return render(self.request, "rollout/nominations/start.html", context, status=status)


def attach_to_start(form: StartForm, wrong: ValidationError) -> None:
    """Say what the service refused at the authority, which is all that the form asks."""
    form.add_error("authority", wrong.messages)


def _own(user: Any) -> list[_Own]:
    """The officer's authorities in alphabetical order."""
    rows: QuerySet[Authority] = Authority.objects.filter(pk__in=duties_of(user).authorities).order_by("short_name")
    members = NominationAuthority.objects.filter(authority__in=rows, left_at__isnull=True)
    nominated = {one.authority_id: one for one in members.select_related("nomination")}
    there = AreaMember.objects.in_force(timezone.localdate()).filter(authority__in=rows).select_related("area")
    areas = {one.authority_id: one.area for one in there}
    return [_Own(one, nominated.get(one.pk), areas.get(one.pk)) for one in rows]


def _free(own: list[_Own]) -> list[Authority]:
    return [one.authority for one in own if one.may_start]


class Tasks(DraftView):
    """The task list: what is answered, what is signed, and who changed it last."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.page("tasks", tasks=tasks_of(self.nomination, now=timezone.now()))


class Check(DraftView):
    """All answers, each with a link to change it."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show them, also those not given yet."""
        changes = {page.value: page_address(self.nomination, page) for page in Page}
        tasks = tasks_of(self.nomination, now=timezone.now())
        return self.page("check", sections=answer_sections(self.nomination), changes=changes, tasks=tasks)
