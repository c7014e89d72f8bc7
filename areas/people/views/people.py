"""The list of people, one person, and the end of somebody's access."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, FormView

from areas.access import can
from areas.people.filters import PersonFilterSet
from areas.people.forms import EndAccessForm
from areas.people.selectors import duties_held
from areas.people.views.base import FormPage, Needs
from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Permission
from cbtracker.accounts.services import charges_of, end_access
from cbtracker.rest.selectors import tokens_in_force
from cbtracker.web.lists import FilteredList


class PersonList(Needs, FilteredList):
    """Everybody, by name; and how many invitations wait."""

    permission = Permission.INVITE
    filterset_class = PersonFilterSet
    template_name = "accounts/people.html"
    orders: ClassVar[dict[str, str]] = {"name": "full_name", "role": "role", "signed_in": "last_login"}
    default_order = "name"

    def get_queryset(self) -> QuerySet[User]:
        """The people whom the person may see."""
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the waiting invitations and what the person may do."""
        user = self.request.user
        waiting = Invitation.objects.visible_to(user).waiting().count()
        return super().get_context_data(waiting=waiting, may_assign=can(user, Permission.ASSIGN_LEADS), **kwargs)


class PersonDetail(Needs, DetailView):
    """One person: what they are in charge of, and what can be done about it."""

    permission = Permission.INVITE
    template_name = "accounts/person.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet[User]:
        """The people whom the person may see."""
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add duties now and before, and what the person who looks may do."""
        today = timezone.localdate()
        duties = duties_held(self.object)
        may_end = can(self.request.user, Permission.MANAGE_ACCOUNTS) and self.object.pk != self.request.user.pk
        tokens = tokens_in_force(self.object, reader=self.request.user, now=timezone.now())  # type: ignore[arg-type]
        return super().get_context_data(
            now_held=[duty for duty in duties if duty.held(today)],
            once_held=[duty for duty in duties if not duty.held(today)],
            may_end=may_end and self.object.is_active,
            may_assign=can(self.request.user, Permission.ASSIGN_LEADS),
            tokens=tokens,
            sees_tokens=can(self.request.user, Permission.MANAGE_ACCOUNTS),
            sees_notes=self.request.user.is_whitehall,  # type: ignore[union-attr]
            **kwargs,
        )


class EndAccess(Needs, FormPage, FormView):
    """End somebody's access: who takes over what, then it is done, at once and together."""

    permission = Permission.MANAGE_ACCOUNTS
    template_name = "accounts/end_access.html"
    form_class = EndAccessForm

    @cached_property
    def person(self) -> User:
        """The one who leaves: somebody else, who has access."""
        people = User.objects.visible_to(self.request.user).filter(is_active=True)
        if self.kwargs["pk"] == self.request.user.pk:
            raise Http404
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about each charge of the person."""
        return {**super().get_form_kwargs(), "charges": charges_of(self.person, now=timezone.now())}

    def form_valid(self, form: EndAccessForm) -> HttpResponse:
        """End the access, or say what has no successor."""
        try:
            end_access(
                self.person,
                by=self.request.user,  # type: ignore[arg-type]
                now=timezone.now(),
                reassign_to=form.successors(),
                note=form.cleaned_data.get("note", ""),
            )
        except ValidationError as refused:
            return self.refuse(form, refused)
        messages.success(self.request, f"The access of {self.person} has ended")
        return redirect(reverse("accounts:person", kwargs={"pk": self.person.pk}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whose access it is."""
        return super().get_context_data(person=self.person, **kwargs)
