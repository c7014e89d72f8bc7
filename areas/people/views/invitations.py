"""Inviting people, and accepting an invitation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, ListView

from areas.people.forms import AcceptForm, InviteForm
from areas.people.views.base import FormPage, Needs
from areas.services.people import check_duties, join
from cbtracker.accounts.models import Invitation
from cbtracker.accounts.permissions import Permission
from cbtracker.accounts.services import (
    InvitationClosed,
    find_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)


class InvitationList(Needs, ListView):
    """Invitations that wait: when they were sent, and until when they hold."""

    permission = Permission.INVITE
    template_name = "accounts/invitations.html"
    context_object_name = "invitations"

    def get_queryset(self) -> QuerySet[Invitation]:
        """The waiting invitations that the person may see."""
        return Invitation.objects.visible_to(self.request.user).waiting().select_related("invited_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the time is, so that the page can say which have expired."""
        return super().get_context_data(now=timezone.now(), **kwargs)


class Invite(Needs, FormPage, FormView):
    """Invite somebody."""

    permission = Permission.INVITE
    template_name = "accounts/invite.html"
    form_class = InviteForm
    success_url = reverse_lazy("accounts:invitations")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the roles that the person may invite."""
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        """Send the invitation, or say what is wrong with it."""
        data, duties = form.cleaned_data, form.duties()
        try:
            check_duties(data["role"], duties)
            invite(
                email=data["email"],
                full_name=data["full_name"],
                job_title=data["job_title"],
                role=data["role"],
                duties=duties,
                by=self.request.user,  # type: ignore[arg-type]
                now=timezone.now(),
            )
        except ValidationError as refused:
            return self.refuse(form, refused)
        messages.success(self.request, f"An invitation to {data['email']} is on its way")
        return super().form_valid(form)


class _OfInvitation(Needs, View):
    """A button of the list of invitations."""

    permission = Permission.INVITE
    http_method_names = ["post"]
    act: Callable[..., Invitation]
    said: str

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say that it is too late."""
        invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
        try:
            type(self).act(invitation, by=request.user, now=timezone.now())
            messages.success(request, self.said.format(invitation.email))
        except InvitationClosed:
            messages.error(request, f"The invitation to {invitation.email} was accepted or taken back already")
        return redirect("accounts:invitations")


class ResendInvitation(_OfInvitation):
    """Send an invitation again, with a new link."""

    act = staticmethod(resend_invitation)
    said = "A new invitation to {} is on its way. The link of the earlier one no longer works"


class RevokeInvitation(_OfInvitation):
    """Take an invitation back."""

    act = staticmethod(revoke_invitation)
    said = "The invitation to {} was taken back"


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
class AcceptInvitation(FormPage, FormView):
    """The page behind the link of an invitation: a name, a password, and the person is signed in."""

    template_name = "accounts/accept_invitation.html"
    form_class = AcceptForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say so when the link no longer works."""
        self.invitation = find_invitation(kwargs["token"], now=timezone.now())
        return super().dispatch(request, *args, **kwargs) if self.invitation else self._closed()

    def _closed(self) -> HttpResponse:
        from django.shortcuts import render

        return render(self.request, "accounts/invitation_closed.html", status=404)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the name that whoever invited gave."""
        return {"full_name": self.invitation.full_name}  # type: ignore[union-attr]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Passwords like the address are refused."""
        return {**super().get_form_kwargs(), "email": self.invitation.email}  # type: ignore[union-attr]

    def form_valid(self, form: AcceptForm) -> HttpResponse:
        """Make the account and sign the person in; whoever else was signed in here no longer is."""
        data = form.cleaned_data
        try:
            user = join(
                self.kwargs["token"],
                full_name=data["full_name"],
                password=data["password1"],
                now=timezone.now(),
            )
        except InvitationClosed:
            return self._closed()
        except ValidationError as refused:
            return self.refuse(form, refused)
        logout(self.request)
        login(self.request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(self.request, "Your account is ready and you are signed in")
        return redirect(settings.LOGIN_REDIRECT_URL)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the invitation is for."""
        return super().get_context_data(
            invitation=self.invitation, action=reverse("accounts:accept_invitation", kwargs=self.kwargs), **kwargs
        )
