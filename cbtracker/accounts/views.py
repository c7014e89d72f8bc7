"""Signing in, with one button per role in demonstration mode; and sending a failed email again."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views import View

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import send_again
from cbtracker.outbox.models import OutboxMessage


class SignInView(LoginView):
    """The sign-in page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demonstration's roles."""
        return {**super().get_context_data(**kwargs), "demo_roles": Role.choices if settings.DEMONSTRATION else []}


@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demonstration's user of the role that was chosen; there is no such page outside it.

    The users, `<role>@demo.example`, are made by `manage.py load_demo`.
    """
    role = request.POST.get("role", "")
    if not settings.DEMONSTRATION or request.method != "POST" or role not in Role.values:
        raise Http404
    user: User = get_object_or_404(User.objects, email=f"{role}@demo.example", is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


class SendAgain(View):
    """The button beside an email that failed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue it again, and go to its page; not found for those who may not see emails."""
        message = get_object_or_404(OutboxMessage.objects.visible_to(request.user), pk=pk)
        try:
            send_again(message, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, "The email is queued again")
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        return redirect("outbox:message", pk=pk)
