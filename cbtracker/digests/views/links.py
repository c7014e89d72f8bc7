"""What the links at the end of a digest open, without signing in: fetching changes nothing, each change is a POST."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from cbtracker.accounts.models import User
from cbtracker.digests.links import person_of
from cbtracker.digests.models import DigestPreference
from cbtracker.digests.periods import USUAL, Frequency
from cbtracker.digests.services.preferences import choose_frequency


def frequency_of(user: Any) -> Frequency:
    """How often `user` gets the digest."""
    kept = DigestPreference.objects.visible_to(user).first()
    return Frequency(kept.frequency) if kept else USUAL


class _OfThePerson(View):
    """Shows whose link it is nothing but their own choice; a link that is not ours is not found."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person of the link."""
        super().setup(request, *args, **kwargs)
        self.person: User | None = person_of(kwargs["token"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to a link that is nobody's."""
        if self.person is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator([login_not_required, never_cache], name="dispatch")
class ChoiceByLink(_OfThePerson):
    """How often the digest comes: one button for each answer, so that it takes two clicks from the email."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the choices."""
        context = {"token": token, "chosen": frequency_of(self.person), "frequencies": list(Frequency)}
        return render(request, "digests/choice.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep the choice."""
        frequency = request.POST.get("frequency", "")
        if self.person is None or frequency not in Frequency.values:
            return self.get(request, token)
        choose_frequency(by=self.person, frequency=frequency)
        return redirect(reverse("digests:choice", args=[token]))


@method_decorator([login_not_required, never_cache, csrf_exempt], name="dispatch")
class Unsubscribe(_OfThePerson):
    """Stops the digest when a POST comes, from the page's button or from a mail program's own (RFC 8058)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask, and change nothing."""
        context = {"token": token, "stopped": frequency_of(self.person) == Frequency.NEVER}
        return render(request, "digests/unsubscribe.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stop it; mail programs follow no redirects, so the answer is the page itself."""
        if self.person is not None:
            choose_frequency(by=self.person, frequency=Frequency.NEVER)
        return self.get(request, token)
