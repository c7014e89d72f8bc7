"""Every fault of an operation as a problem (RFC 9457): what is wrong, where, and nothing about what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig
from django.core.exceptions import ValidationError as RuleBroken
from django.http import Http404, JsonResponse
from drf_standardized_errors.formatter import flatten_errors
from rest_framework import exceptions
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from cbtracker.accounts.permissions import NotPermitted
from cbtracker.web.errors import ClearNotFound
from cbtracker.web.problems import problem

WHOLE = "#"
NOT_FOUND = "There is nothing here that you may see. Check the address."
NOT_YOURS = exceptions.NotFound


class TooLate(exceptions.APIException):
    """409: what was asked can no longer be done, or has been done already. `errors` say why where that is a list."""

    status_code = 409
    default_detail = "It is too late for this."

    def __init__(self, detail: str | None = None, errors: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(detail)
        self.errors = list(errors)


class Missing(exceptions.APIException):
    """428: the operation needs to know which version was seen (RFC 6585 section 3)."""

    status_code = 428
    default_detail = "Send If-Match with the ETag of what you have read, so that nobody's change is lost."


class Stale(exceptions.APIException):
    """412: somebody else was first. `current` is the answer's own view of what is there now.

    `etag` is blank where `current` is several records, each with its own version.
    """

    status_code = 412
    default_detail = "Somebody else has changed this since you read it. Nothing was saved. See what is there now."

    def __init__(self, current: Any, etag: str = "") -> None:
        super().__init__()
        self.current = current
        self.etag = etag


class Wrong(exceptions.APIException):
    """422: what was sent can be read but is not right. `errors` say where: a pointer, a parameter or a header."""

    status_code = 422
    default_detail = "Mend what is listed in errors, and send it again."

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        self.errors = list(errors)


def too_late(error: Exception) -> TooLate:
    """409 in the words of what a service raised; each of several sentences is one of `errors` too."""
    texts = error.messages if isinstance(error, RuleBroken) else [str(error)] if str(error) else []
    errors = [{"detail": text} for text in texts] if len(texts) > 1 else []
    return TooLate(" ".join(texts) or None, errors)


def wrong_parameter(name: str, detail: str) -> Wrong:
    """The fault of one query parameter."""
    return Wrong([{"parameter": name, "detail": detail}])


def wrong_header(name: str, detail: str) -> Wrong:
    """The fault of one header."""
    return Wrong([{"header": name, "detail": detail}])


def wrong_body(error: exceptions.ValidationError) -> Wrong:
    """The faults that a serializer found, each with the JSON pointer of its place (RFC 6901)."""
    found = flatten_errors(error.detail)
    return Wrong([{"pointer": pointer(one.attr), "detail": one.detail} for one in found])


def broken_rule(error: RuleBroken, names: dict[str, str], sent: frozenset[str]) -> Wrong:
    """The faults that a service found. `names` are fields that are called otherwise here; `sent` those of the body."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    errors = []
    for name, texts in by_field.items():
        place = names.get(name, name)
        at = pointer(place) if place.split(".")[0] in sent else WHOLE
        errors += [{"pointer": at, "detail": str(text)} for text in texts]
    return Wrong(errors)


def pointer(attr: str | None) -> str:
    """The JSON pointer, as a fragment, of "areas.0.name"."""
    if not attr or attr in {NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY}:
        return WHOLE
    steps = [step.replace("~", "~0").replace("/", "~1") for step in attr.split(".")]
    steps = [step for step in steps if step != api_settings.NON_FIELD_ERRORS_KEY]
    return "#/" + "/".join(steps)


def handle(error: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """The answer to `error`; None for what is our own fault, which Django logs and answers with a problem too."""
    known = _known(error)
    if known is None:
        return None
    set_rollback()
    more: dict[str, Any] = {}
    if isinstance(known, (Wrong, TooLate)) and known.errors:
        more["errors"] = known.errors
    if isinstance(known, Stale):
        more["current"] = known.current
    return problem(known.status_code, str(known.detail), headers=_headers(known), **more)


def _known(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, ClearNotFound):
        return exceptions.NotFound(str(error))
    if isinstance(error, (Http404, NotPermitted, exceptions.NotFound)):
        return exceptions.NotFound(NOT_FOUND)
    if isinstance(error, exceptions.ValidationError):
        return wrong_body(error)
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    return error if isinstance(error, exceptions.APIException) else None


class TooLarge(exceptions.APIException):
    """413."""

    status_code = 413
    default_detail = "The body is larger than this operation takes."


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(error.auth_header)
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))
    if isinstance(error, Stale) and error.etag:
        headers["ETag"] = error.etag
    return headers
