"""Pages of access tokens: one's own, a new one, and the end of one."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, holds
from cbtracker.outbox.emails import absolute
from cbtracker.rest.models import AccessToken
from cbtracker.rest.selectors import tokens_ended, tokens_in_force
from cbtracker.rest.services import create_token, revoke_token
from cbtracker.rest.token_forms import TokenForm
from cbtracker.web.answers import attach, form_status, without_trace
from cbtracker.web.once import once


class _Page(View):
    """Draws pages of tokens."""

    @property
    def user(self) -> User:
        """Who is signed in: nobody else comes here."""
        return self.request.user  # type: ignore[return-value]

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rest/{template}.html", context, status=status)


class _ForReaders(_Page):
    """Not found for those who read nothing of the programme: there is nothing that a token could do for them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 unless a token would be of use."""
        if not holds(request.user, Permission.READ_PROGRAMME):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OwnTokens(_ForReaders):
    """The person's tokens, and what became of those that ended lately."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        user, now = self.user, timezone.now()
        tokens = tokens_in_force(user, reader=user, now=now)
        return self.page("tokens", tokens=tokens, ended=tokens_ended(user, reader=user, now=now))


@method_decorator(reauthentication_required(app="cbtracker.rest"), name="get")
@method_decorator(reauthentication_required(app="cbtracker.rest"), name="post")
class CreateToken(_ForReaders):
    """A new token, for who has just entered their password: a session that was left open makes none."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return self.page("create_token", form=TokenForm(now=timezone.now()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Create it once, however often the form is sent, and show it: only its digest is kept."""
        now = timezone.now()
        form = TokenForm(request.POST, now=now)
        if form.is_valid():
            try:
                with once(request) as first:
                    kept, token = create_token(by=self.user, now=now, **form.cleaned_data) if first else (None, "")
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return without_trace(self.page("token_created", kept=kept, token=token, api=absolute("/api/v1/")))
        return self.page("create_token", form_status(form), form=form)


class RevokeToken(_Page):
    """Asks whether to end a token, of one's own or, for those who manage accounts, of anybody."""

    def token(self, pk: int) -> AccessToken:
        """The token, or 404."""
        return get_object_or_404(AccessToken.objects.visible_to(self.user).select_related("user"), pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask; a token that has ended leads back to the others."""
        token = self.token(pk)
        if not token.is_usable(timezone.now()):
            return self.back(token, "This access token has ended already")
        return self.page("revoke_token", token=token, is_own=token.user == self.user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        token = self.token(pk)
        revoke_token(token, by=self.user, now=timezone.now())
        return self.back(token, f"The access token “{token.name}” is revoked. It no longer works")

    def back(self, token: AccessToken, said: str) -> HttpResponse:
        """Go to the list that it stood in."""
        messages.success(self.request, said)
        if token.user == self.user and holds(self.user, Permission.READ_PROGRAMME):
            return redirect("tokens:own")
        return redirect("accounts:person", pk=token.user_id)
