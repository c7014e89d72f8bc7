"""Addresses of the same page with something changed: another sort, another page, one filter less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

CURSORS = ("after", "before")


def querystring(params: QueryDict | Mapping[str, Any] | None, **changes: Any) -> str:
    """`params` with `changes` as "?a=1&b=2"; a value of None leaves that name out.

    Unless a change says otherwise the page cursors are dropped, because they belong to one order.
    Always begins with "?", so that a link to no parameters leaves the present ones.
    """
    query = params.copy() if isinstance(params, QueryDict) else QueryDict(mutable=True)
    if params and not isinstance(params, QueryDict):
        for name, value in params.items():
            query[name] = str(value)
    for name in CURSORS:
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query.setlist(name, [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)])
    return f"?{query.urlencode()}"
