"""What every request and every answer goes through, whichever page it is for."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.utils.cache import patch_cache_control

from cbtracker.web.errors import bad_request, length_required, not_found, unavailable
from cbtracker.web.outage import is_away
from cbtracker.web.problems import is_api

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger(__name__)


class Common(CommonMiddleware):
    """Leads to the address with a slash at its end, but no write of the API: clients would make a read of it."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        """Whether the address is one of ours but for the slash, and may be asked for once more."""
        if is_api(request) and request.method not in {"GET", "HEAD"}:
            return False
        return bool(super().should_redirect_with_slash(request))


class DatabaseAway:
    """Answers 503 while the database is away, whether who asks cannot be read or the page cannot.

    Stands right behind the middleware that gives a request its user. What fails further out (saving a session) comes
    to `cbtracker.web.errors.server_error`, which gives the same answer.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the user, which each page and each line of the log needs, before anything else is begun."""
        try:
            _ = request.user.is_authenticated
        except DatabaseError as error:
            away = self.process_exception(request, error)
            if away is None:
                raise
            return away
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what a page raised into the answer, if it says that the database is away."""
        if not is_away(exception):
            return None
        log.warning("database_away", error=type(exception).__name__, method=request.method)
        return unavailable(request)


def sane_requests(answer: Answer) -> Answer:
    """Refuse what no page takes before anything reads it.

    A body is written to a temporary file as soon as somebody asks for its CSRF token, hence also for people who are
    not signed in: only who is signed in may send a large one, and nobody one of any size. The API reads no body before
    it knows whose the access token is, so who brings one is let through to it. Of a body that comes in chunks Django
    reads nothing: what was said in it would be lost in silence. NUL is in no address of ours, and PostgreSQL takes it
    in no text.
    """

    def checked(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return not_found(request, ValueError("NUL in the address"))
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return length_required(request)
        length = _length(request)
        is_large = length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length > settings.LARGEST_BODY or (is_large and not _brings_token(request) and _is_nobody(request)):
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


def _brings_token(request: HttpRequest) -> bool:
    """Whether the API will ask whose token this is, before anything else."""
    said = request.headers.get("Authorization", "")
    return request.path_info.startswith("/api/") and said.lower().startswith("bearer cbt_")
