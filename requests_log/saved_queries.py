"""The filter that a saved view keeps: what the address of a list says, and nothing else."""

from __future__ import annotations

from django.http import QueryDict

from requests_log.filters import LoggedRequestFilterSet

KEPT = ("sort", *LoggedRequestFilterSet.base_filters)


def tidy_query(query: str) -> str:
    """`query` with nothing but filters and the order, so that a saved link leads nowhere else in the list."""
    given = QueryDict(query.removeprefix("?"), mutable=True)
    for name in list(given):
        kept = [value for value in given.getlist(name) if value and "\x00" not in value]
        if name in KEPT and kept:
            given.setlist(name, kept)
        else:
            del given[name]
    return given.urlencode()
