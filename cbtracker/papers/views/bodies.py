"""The bodies that papers are for: the list, the page of each, and its members."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.agenda import bodies_of, read_agenda, readers_outside
from cbtracker.papers.forms.bodies import BodyForm, EndMemberForm, MemberForm
from cbtracker.papers.models import BodyMember
from cbtracker.papers.models.choices import BodySight
from cbtracker.papers.services.bodies import add_member, change_body, end_member
from cbtracker.papers.views.body_pages import BodyFormView, BodyView

IN_FULL = "A member reads in full what is issued to this body, with what is for Whitehall only."
IN_PART = "A member reads in full what is issued to this body. What is for Whitehall only is not in it."


class Bodies(View):
    """The bodies that the person may know of."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show each with its next meeting; not found for those who read no papers."""
        if not can(request.user, Permission.READ_PAPERS):
            raise Http404
        rows = list(bodies_of(request.user, now=timezone.now()))
        parts = dict(BodyMember.Part.choices)
        return render(request, "papers/bodies.html", {"bodies": rows, "parts": parts})


class BodyPage(BodyView):
    """One body: what it is for, who sits on it, when it meets, and the papers of each meeting."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        now, all_past = timezone.now(), request.GET.get("meetings") == "all"
        return self.page(
            "body",
            agenda=read_agenda(self.body, self.user, now=now, all_past=all_past),
            may_edit=can(self.user, Permission.EDIT_BODIES),
            may_write=can(self.user, Permission.EDIT_PAPERS),
            now=now,
        )


class ChangeBody(BodyFormView):
    """What the body is for, what its papers hold, when its drafts are prepared."""

    title, done = "Change this body", "The body is changed"

    def make_form(self, data: Any = None) -> BodyForm:
        """With what the body says now."""
        return BodyForm(data, initial=self.said_now())

    def said_now(self) -> dict[str, Any]:
        """What the body says."""
        return {"purpose": self.body.purpose, "sight": self.body.sight, "draft_days": self.body.draft_days}

    def version(self) -> int:
        """The body's."""
        return self.body.version

    def save(self, form: Any, expected: int) -> None:
        """Change it."""
        now = timezone.now()
        change_body(body=self.body, terms=form.terms(), expected_version=expected, by=self.user, now=now)

    def show(self, form: Any, version: int | None, status: int = 200, **more: Any) -> HttpResponse:
        """Name those outside Whitehall who would read everything."""
        members = BodyMember.objects.visible_to(self.user).filter(body=self.body).select_related("user")
        return super().show(form, version, status, outside=readers_outside(members, timezone.localdate()), **more)


class AddMember(BodyFormView):
    """A seat for somebody."""

    title, button, done = "Add a member", "Add the member", "The member is added"

    @property
    def hint(self) -> str:  # type: ignore[override]
        """What a member reads."""
        return IN_FULL if self.body.sight == BodySight.WHITEHALL else IN_PART

    def make_form(self, data: Any = None) -> MemberForm:
        """Who, as what, since when."""
        return MemberForm(data)

    def save(self, form: Any, expected: int) -> None:
        """Add the member."""
        add_member(body=self.body, by=self.user, now=timezone.now(), **form.cleaned_data)


class EndMember(BodyFormView):
    """The end of a seat."""

    button, done = "End the part", "The part is ended"
    member: BodyMember

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose part ends."""
        return f"End the part of {self.member.user}"

    def find(self, **kwargs: Any) -> None:
        """Find the seat."""
        seats = BodyMember.objects.visible_to(self.user).filter(body=self.body).select_related("user", "body")
        self.member = get_object_or_404(seats, pk=kwargs["pk"])

    def make_form(self, data: Any = None) -> EndMemberForm:
        """When."""
        return EndMemberForm(data)

    def save(self, form: Any, expected: int) -> None:
        """End it."""
        end_member(member=self.member, to_on=form.cleaned_data["to_on"], by=self.user, now=timezone.now())
