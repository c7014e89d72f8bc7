"""Rows that hold all the words of a text: in the forms that English gives them on PostgreSQL, as typed on SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connections
from django.db.models import Q, QuerySet


def is_postgresql(rows: QuerySet[Any]) -> bool:
    """Whether `rows` are read from PostgreSQL."""
    return connections[rows.db].vendor == "postgresql"


def holding(rows: QuerySet[Any, Any], text: str, columns: Sequence[str]) -> Any:
    """Those of `rows` whose `columns` together hold all the words of `text`; all rows for no words."""
    words = text.replace("\x00", " ").split()
    if not words:
        return rows
    if is_postgresql(rows):
        query = SearchQuery(" ".join(words), config="english", search_type="websearch")
        return rows.annotate(words=SearchVector(*columns, config="english")).filter(words=query)
    for word in words:
        rows = rows.filter(holds(word.strip('"'), columns))
    return rows


def holds(word: str, columns: Sequence[str]) -> Q:
    """Rows of which one of the `columns` holds `word`, as typed."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": word})
    return found
