"""The public page on which anybody who holds a file checks that it is one that was issued, unchanged."""

from __future__ import annotations

from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from cbtracker.papers.checking import matches
from cbtracker.papers.forms.checking import MEGABYTE, CheckForm
from cbtracker.web.answers import FORM_WRONG, OK, TOO_LARGE

RATE = "check_paper"


@method_decorator(login_not_required, name="dispatch")
class CheckPaper(View):
    """Take a file or a digest and say what it is. The file is read once and not kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        return self._page(CheckForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say which issued paper it is, or that it is none."""
        if not consume(request, action=RATE):
            return respond_429(request)
        form = CheckForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, TOO_LARGE if form.is_too_large else FORM_WRONG)
        digest = form.cleaned_data["found"]
        found, file = matches(digest), form.cleaned_data.get("file")
        return self._page(CheckForm(), digest=digest, found=found, is_checked=True, file_name=file.name if file else "")

    def _page(self, form: CheckForm, status: int = OK, **more: object) -> HttpResponse:
        context = {"form": form, "size_hint": self._size_hint(), **more}
        return render(self.request, "papers/check.html", context, status=status)

    def _size_hint(self) -> str:
        signed_in = self.request.user.is_authenticated
        limit = settings.IMPORT_MAX_BYTES if signed_in else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return f"Up to {limit // MEGABYTE}MB. Of a larger file, paste the digest."
