"""What every request and every answer goes through, whichever page it is for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from cbtracker.web.errors import bad_request, not_found

Answer = Callable[[HttpRequest], HttpResponse]


def sane_requests(answer: Answer) -> Answer:
    """Refuse what no page takes before anything reads it.

    A body is written to a temporary file as soon as somebody asks for its CSRF token, hence also for people who are
    not signed in: only who is signed in may send a large one, and nobody one of any size. NUL is in no address of
    ours, and PostgreSQL takes it in no text.
    """

    def checked(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return not_found(request, ValueError("NUL in the address"))
        length = _length(request)
        if length > settings.LARGEST_BODY or (length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and _is_nobody(request)):
            return bad_request(request, RequestDataTooBig())
        return answer(request)

    return checked


def private_pages(answer: Answer) -> Answer:
    """Let no cache between us and the reader keep a page; browsers ask again before they show one once more.

    Not "no-store": going back must not lose the words that somebody typed.
    """

    def marked(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return marked


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said[:19]) if said.isascii() and said.isdigit() else 0


def _is_nobody(request: HttpRequest) -> bool:
    return not request.user.is_authenticated
