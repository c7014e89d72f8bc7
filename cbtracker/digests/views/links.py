"""What the links at the end of a digest open, without signing in: fetching changes nothing, each change is a POST.

Whoever holds the email may do this and nothing else, so the pages name neither the person nor anything of the
programme.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from cbtracker.accounts.models import User
from cbtracker.digests.forms import FrequencyForm
from cbtracker.digests.links import person_of
from cbtracker.digests.periods import IN_A_SENTENCE, Frequency
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.upcoming import frequency_of, next_of
from cbtracker.web.answers import FORM_WRONG, OK

SAVED = "saved"


class _OfThePerson(View):
    """Shows whose link it is nothing but their own choice; a link that is nobody's is not found."""

    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to a forged link, and to that of somebody who gets no digests any more."""
        person = person_of(kwargs["token"])
        if person is None:
            raise Http404
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, token: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template` with what is chosen now."""
        chosen = frequency_of(self.person)
        context |= {
            "token": token,
            "chosen": chosen,
            "never": Frequency.NEVER,
            "often": IN_A_SENTENCE[chosen],
            "upcoming": next_of(self.person, now=timezone.now()),
        }
        return render(self.request, f"digests/{template}.html", context, status=status)


@method_decorator([login_not_required, never_cache], name="dispatch")
class ChoiceByLink(_OfThePerson):
    """How often the digest comes: one button for each answer, so that it takes two clicks from the email."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the choices, and after one was made that it is kept."""
        return self._choices(token, saved=SAVED in request.GET)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep the choice."""
        form = FrequencyForm(request.POST)
        if not form.is_valid():
            return self._choices(token, FORM_WRONG, form=form)
        choose_frequency(by=self.person, frequency=form.cleaned_data["frequency"])
        return redirect(f"{reverse('digests:choice', args=[token])}?{SAVED}=1")

    def _choices(self, token: str, status: int = OK, **context: Any) -> HttpResponse:
        return self.page("choice", token, status, frequencies=list(Frequency), **context)


@method_decorator([login_not_required, never_cache, csrf_exempt], name="dispatch")
class Unsubscribe(_OfThePerson):
    """Stops the digest when a POST comes, from the page's button or from a mail program's own (RFC 8058)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask, and change nothing."""
        return self.page("unsubscribe", token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Stop it; mail programs follow no redirects, so the answer is the page itself. Safe to send twice."""
        choose_frequency(by=self.person, frequency=Frequency.NEVER)
        return self.get(request, token)
