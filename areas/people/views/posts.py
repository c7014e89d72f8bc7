"""Champions, deputies and leads: who they are, and assigning the next."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView, TemplateView

from areas.models import Area, Authority, Department, DepartmentMembership, Neighbourhood, NeighbourhoodMembership
from areas.people.forms import AssignForm
from areas.people.selectors import (
    AREA_CHAMPIONS,
    areas_with_champions,
    authorities_with_leads,
    authorities_without_lead,
    departments_with_people,
    neighbourhoods_with_members,
    people_of,
)
from areas.people.views.base import FormPage, Needs
from areas.selectors import leads_of_authority
from areas.services.people import (
    add_member,
    assign_area_champion,
    assign_champion,
    end_deputy,
    end_member,
    hand_over_locality,
    name_deputy,
)
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, Role


class Posts(Needs, TemplateView):
    """Every department, area, authority and neighbourhood with those in charge of it today."""

    permission = Permission.ASSIGN_LEADS
    template_name = "accounts/posts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the four lists."""
        today, user = timezone.localdate(), _by(self.request)
        return super().get_context_data(
            departments=departments_with_people(user, today),
            areas=areas_with_champions(user, today),
            authorities=authorities_with_leads(user, today),
            neighbourhoods=neighbourhoods_with_members(user, today),
            **kwargs,
        )


class WithoutLead(Needs, TemplateView):
    """The authorities that nobody leads for today, by name, each with the link to assign somebody (F000 ¶14)."""

    permission = Permission.ASSIGN_LEADS
    template_name = "accounts/without_lead.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read them, each with who led last."""
        rows = authorities_without_lead(_by(self.request), timezone.localdate())
        return super().get_context_data(authorities=rows.prefetch_related(leads_of_authority()), **kwargs)


class _Assign(Needs, FormPage, FormView, ABC):
    """One question: who takes the post over from today."""

    permission = Permission.ASSIGN_LEADS
    template_name = "accounts/assign.html"
    form_class = AssignForm
    success_url = reverse_lazy("accounts:posts")
    model: ClassVar[type[Model]]
    looked_up_by: ClassVar[str] = "slug"
    roles: ClassVar[tuple[str, ...]]
    question: ClassVar[str]
    with_note: ClassVar[bool] = False

    @cached_property
    def post_of(self) -> Any:
        """The department, area, authority or neighbourhood."""
        rows: QuerySet = self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]
        return get_object_or_404(rows, **{self.looked_up_by: self.kwargs[self.looked_up_by]})

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the people who may hold the post."""
        return {**super().get_form_kwargs(), "people": people_of(self.roles), "with_note": self.with_note}

    @abstractmethod
    def assign(self, user: User, note: str) -> None:
        """Call the service. Raises ValidationError."""

    def form_valid(self, form: AssignForm) -> HttpResponse:
        """Assign, or say why not."""
        user = form.cleaned_data["user"]
        try:
            self.assign(user, form.cleaned_data.get("note", ""))
        except ValidationError as refused:
            return self.refuse(form, refused)
        messages.success(self.request, f"{user} is {self.done.format(self.post_of)} from today")
        return super().form_valid(form)

    done: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which post it is."""
        return super().get_context_data(question=self.question.format(self.post_of), post_of=self.post_of, **kwargs)


class AssignChampion(_Assign):
    """The champion of a department."""

    model, looked_up_by, roles = Department, "abbreviation", (Role.CHAMPION,)
    question, done = "Who is to be champion of {}?", "champion of {}"

    def assign(self, user: User, note: str) -> None:
        """Assign the champion."""
        assign_champion(department=self.post_of, user=user, by=_by(self.request), now=timezone.now())


class NameDeputy(_Assign):
    """A deputy in a department."""

    model, looked_up_by, roles = Department, "abbreviation", (Role.CHAMPION,)
    question, done = "Who is to be deputy for {}?", "deputy for {}"

    def assign(self, user: User, note: str) -> None:
        """Name the deputy."""
        name_deputy(department=self.post_of, user=user, by=_by(self.request), now=timezone.now())


class AssignAreaChampion(_Assign):
    """The champion of an area."""

    model, roles = Area, AREA_CHAMPIONS
    question, done = "Who is to champion {}?", "champion of {}"

    def assign(self, user: User, note: str) -> None:
        """Assign the area's champion."""
        assign_area_champion(area=self.post_of, user=user, by=_by(self.request), now=timezone.now())


class HandOverLocality(_Assign):
    """The locality lead for an authority."""

    model, roles, with_note = Authority, (Role.LOCALITY_LEAD,), True
    question, done = "Who is to be locality lead for {}?", "locality lead for {}"

    def assign(self, user: User, note: str) -> None:
        """Hand the authority over."""
        now = timezone.now()
        hand_over_locality(authority=self.post_of, user=user, note=note, by=_by(self.request), now=now)


class AddMember(_Assign):
    """A member of the community for a neighbourhood."""

    model, roles = Neighbourhood, (Role.COMMUNITY,)
    question, done = "Who is to be a member of the community for {}?", "a member of the community for {}"

    def assign(self, user: User, note: str) -> None:
        """Add the member."""
        add_member(neighbourhood=self.post_of, user=user, by=_by(self.request), now=timezone.now())


class EndMember(Needs, View):
    """The button that ends what a member of the community has in a neighbourhood."""

    permission = Permission.ASSIGN_LEADS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it from today."""
        neighbourhoods = Neighbourhood.objects.visible_to(request.user)
        rows = NeighbourhoodMembership.objects.filter(neighbourhood__in=neighbourhoods)
        membership = get_object_or_404(rows.select_related("user", "neighbourhood"), pk=pk)
        end_member(membership=membership, by=_by(request), now=timezone.now())
        messages.success(
            request, f"{membership.user} is no longer a member of the community for {membership.neighbourhood}"
        )
        return redirect("accounts:posts")


class EndDeputy(Needs, View):
    """The button that ends a deputy's part."""

    permission = Permission.ASSIGN_LEADS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it from today."""
        departments = Department.objects.visible_to(request.user)
        deputies = DepartmentMembership.objects.filter(department__in=departments, part="deputy")
        membership = get_object_or_404(deputies.select_related("user", "department"), pk=pk)
        end_deputy(membership=membership, by=_by(request), now=timezone.now())
        messages.success(request, f"{membership.user} is no longer deputy for {membership.department}")
        return redirect("accounts:posts")


def _by(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 the middleware lets nobody else in
    return request.user
