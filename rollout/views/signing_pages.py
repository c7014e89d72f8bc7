"""The pages behind a link by which somebody signs, without an account: the same for all that is signed (ADR 16)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

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
from rollout.services.sign_offs import LinkClosed, Signing


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class LinkPage(View, ABC):
    """A page behind the link. Reading it changes nothing: the scanners of mail servers open links too.

    `folder` holds the templates sign_off, signed_off and sign_off_closed, `done` is the route of what was answered.
    """

    signing: ClassVar[Signing[Any]]
    folder: ClassVar[str]
    done: ClassVar[str]

    def about(self, sign_off: Any) -> dict[str, Any]:
        """What the pages say of `sign_off` and what is signed."""
        return {"sign_off": sign_off}

    @abstractmethod
    def sections(self, sign_off: Any) -> list[Any]:
        """All that is signed, as `rollout.answers` has it."""

    def draw(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"{self.folder}/{template}.html", context, status=status)

    def closed(self) -> HttpResponse:
        """Say that the link does not work, and what to do; as a closed invitation does."""
        return self.draw("sign_off_closed", 404)


class SignPage(LinkPage):
    """What somebody is asked to sign, to be signed or sent back."""

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the whole copy of the answers, and both forms."""
        sign_off = self.signing.find(token, now=timezone.now())
        return self._page(sign_off) if sign_off is not None else self.closed()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Sign or send back, once; pressed twice, both lead to what the first did."""
        sign_off = self.signing.find(token, now=timezone.now())
        if sign_off is None:
            return self._closed_or_done(token)
        name = "send_back" if request.POST.get("answer") == "send_back" else "sign"
        form = _forms(sign_off, request.POST, name)[name]
        if not form.is_valid():
            return self._page(sign_off, FORM_WRONG, **{name: form})
        try:
            if name == "sign":
                self.signing.sign(token, now=timezone.now())
            else:
                self.signing.send_back(token, comment=form.cleaned_data["comment"], now=timezone.now())
        except LinkClosed:
            return self._closed_or_done(token)
        return redirect(self.done, token=token)

    def _closed_or_done(self, token: str) -> HttpResponse:
        there = self.signing.find_answered(token) is not None
        return redirect(self.done, token=token) if there else self.closed()

    def _page(self, sign_off: Any, status: int = 200, **wrong: Form) -> HttpResponse:
        context = {**self.about(sign_off), **_forms(sign_off), **wrong, "sections": self.sections(sign_off)}
        return self.draw("sign_off", status, page_has_errors=bool(wrong), **context)


class SignedPage(LinkPage):
    """What the person answered, and what comes next."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show it for as long as the answer stands."""
        sign_off = self.signing.find_answered(token)
        return self.closed() if sign_off is None else self.draw("signed_off", **self.about(sign_off))


def _forms(sign_off: Any, data: Any = None, sent: str = "") -> dict[str, Form]:
    """Both forms of the page by name, the one `sent` with what was typed."""
    return {
        "sign": SignForm(data if sent == "sign" else None, sign_off=sign_off),
        "send_back": SendBackForm(data if sent == "send_back" else None),
    }
