"""Versions as HTTP has them: ETag, If-None-Match and If-Match (RFC 9110 sections 8.8 and 13)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.http import parse_etags

from cbtracker.rest.errors import Missing, wrong_header

_OURS = re.compile(r'"[0-9a-zA-Z.-]{1,80}"')


def etag_of(version: Any) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def unweakened(etag: str) -> str:
    """`etag` without the mark of a weak one, which compression on the way puts on it: ours name versions, not bytes."""
    return etag.removeprefix("W/")


def unchanged(request: Any, etag: str) -> bool:
    """Whether the client has `etag` already (If-None-Match), so that 304 is enough."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in {unweakened(one) for one in known}


def seen(request: Any) -> set[str]:
    """The ETags of If-Match. Raises Missing (428) without any: "*" would not say what was seen."""
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        raise Missing
    etags = {unweakened(one) for one in parse_etags(given)}
    if not etags or not all(_OURS.fullmatch(one) for one in etags):
        raise wrong_header("If-Match", "Send an ETag that the API has given you, in its quotation marks.")
    return etags


def seen_versions(request: Any) -> set[str]:
    """The versions in the ETags of If-Match, without what stands after "-": what else had been read with the record.

    So that an answer's ETag can move with all of it, and a change needs only the record to be as it was.
    """
    return {etag.strip('"').partition("-")[0] for etag in seen(request)}


def seen_alone(request: Any, *, of: str) -> str:
    """What the one ETag that If-Match names says; `of`: "one plan". Raises Missing without one, Wrong for several."""
    etags = seen(request)
    if len(etags) > 1:
        raise wrong_header("If-Match", f"Send the ETag of {of}.")
    return etags.pop().strip('"')
