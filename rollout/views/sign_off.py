"""The second person of an authority signs a nomination: behind a link, without an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from cbtracker.web.answers import FORM_WRONG
from rollout.forms.sign_off import SendBackForm, SignForm
from rollout.models import SignOff
from rollout.nomination_answers import answer_sections, nomination_title
from rollout.services.nominations import LinkClosed, find_answered, find_sign_off, send_back, sign


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class _LinkPage(View):
    """A page behind the link. Reading it changes nothing: the scanners of mail servers open links too."""

    def closed(self) -> HttpResponse:
        """Say that the link does not work, and what to do; as a closed invitation does."""
        return render(self.request, "rollout/nominations/sign_off_closed.html", status=404)


class SignOffPage(_LinkPage):
    """What the authority nominates itself with, to be signed or sent back."""

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the whole copy of the answers, and both forms."""
        sign_off = find_sign_off(token, now=timezone.now())
        return self._page(sign_off) if sign_off is not None else self.closed()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Sign or send back, once; pressed twice, both lead to what the first did."""
        sign_off = find_sign_off(token, now=timezone.now())
        if sign_off is None:
            return self._closed_or_done(token)
        name = "send_back" if request.POST.get("answer") == "send_back" else "sign"
        form = _forms(sign_off, request.POST, name)[name]
        if not form.is_valid():
            return self._page(sign_off, FORM_WRONG, **{name: form})
        try:
            if name == "sign":
                sign(token, now=timezone.now())
            else:
                send_back(token, comment=form.cleaned_data["comment"], now=timezone.now())
        except LinkClosed:
            return self._closed_or_done(token)
        return redirect("rollout:signed_off", token=token)

    def _closed_or_done(self, token: str) -> HttpResponse:
        return redirect("rollout:signed_off", token=token) if find_answered(token) is not None else self.closed()

    def _page(self, sign_off: SignOff, status: int = 200, **wrong: Form) -> HttpResponse:
        context = {
            **_about(sign_off),
            **_forms(sign_off),
            **wrong,
            "sections": answer_sections(sign_off.nomination),
            "page_has_errors": bool(wrong),
        }
        return render(self.request, "rollout/nominations/sign_off.html", context, status=status)


class SignedOffPage(_LinkPage):
    """What the person answered, and what comes next."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show it for as long as the answer stands."""
        sign_off = find_answered(token)
        if sign_off is None:
            return self.closed()
        return render(request, "rollout/nominations/signed_off.html", _about(sign_off))


def _about(sign_off: SignOff) -> dict[str, Any]:
    nomination = sign_off.nomination
    return {"sign_off": sign_off, "nomination": nomination, "place": nomination_title(nomination)}


def _forms(sign_off: SignOff, data: Any = None, sent: str = "") -> dict[str, Form]:
    """Both forms of the page by name, the one `sent` with what was typed."""
    return {
        "sign": SignForm(data if sent == "sign" else None, sign_off=sign_off),
        "send_back": SendBackForm(data if sent == "send_back" else None),
    }
