"""Finding freedoms: what any area may already do (DESIGN §2; F004 A ¶4).

Every reader finds every freedom, whosever request it came of; so words are looked for in what is shown of it only,
the issue, the freedom's text and the labels, never in the rest of a request that the reader may not see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, Q, QuerySet

from cbtracker.web.word_search import holding, holds, is_postgresql
from requests_log.models import Freedom

SHOWN = ("text", "entry__issue", "entry__areas_label", "entry__departments_label")
MOST_WORDS = 40
_WORD = re.compile(r"\w{3,}")
# Words that say nothing about a barrier; PostgreSQL has its own list.
_COMMON = frozenset(
    {"and", "are", "but", "can", "for", "from", "has", "have", "how", "its", "may", "more", "not", "our", "out"}
    | {"own", "that", "the", "their", "them", "there", "they", "this", "was", "what", "when", "which", "who"}
    | {"will", "with", "would", "you", "your", "all", "any", "been", "being", "into", "than", "then", "these"}
)


@dataclass(frozen=True)
class FoundFreedom:
    """What anybody may read of a freedom."""

    entry_id: int
    issue: str
    text: str
    areas: str
    departments: str
    pk: int


OPEN = ("entry__issue", "text", "entry__areas_label", "entry__departments_label")
COLUMNS = ("entry_id", "entry__issue", "text", "entry__areas_label", "entry__departments_label", "pk")


def search_freedoms(text: str, *, user: Any) -> QuerySet[Freedom]:
    """Freedoms that hold all the words of `text`, in the forms that English gives them on PostgreSQL; newest first."""
    return holding(Freedom.objects.visible_to(user), text, SHOWN)


def open_freedoms(text: str = "") -> QuerySet[Freedom, dict[str, Any]]:
    """Freedoms that hold all the words of `text`, newest first, for people not signed in (F000 ¶11, ¶14).

    Rows of issue, text and labels: not of which request they came, who declared them, or when.
    """
    return holding(Freedom.objects.for_everybody(), text, SHOWN).order_by("-declared_at", "-pk").values(*OPEN)


def similar_freedoms(text: str, limit: int = 5, *, user: Any) -> list[FoundFreedom]:
    """The freedoms that share most words with `text`, the likest first; at most `limit`, in one query.

    For the officer who is about to raise a request: "this may already be possible". PostgreSQL compares the stems
    of English words and ranks; elsewhere the number of shared words ranks.
    """
    words = _telling_words(text)
    rows = Freedom.objects.visible_to(user)
    if not words:
        return []
    if is_postgresql(rows):
        query = SearchQuery(" OR ".join(words), config="english", search_type="websearch")
        vector = SearchVector(*SHOWN, config="english")
        found = rows.annotate(words=vector, likeness=SearchRank(F("words"), query)).filter(words=query)
        return [FoundFreedom(*row) for row in found.order_by("-likeness", "-pk").values_list(*COLUMNS)[:limit]]
    anywhere = Q()
    for word in words:
        anywhere |= holds(word, SHOWN)
    rated = sorted(
        (FoundFreedom(*row) for row in rows.filter(anywhere).order_by("-pk").values_list(*COLUMNS)),
        key=lambda freedom: -_shared(freedom, words),
    )
    return rated[:limit]


def _telling_words(text: str) -> list[str]:
    words = (word for word in _WORD.findall(text.casefold()) if word not in _COMMON)
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _shared(freedom: FoundFreedom, words: list[str]) -> int:
    said = " ".join((freedom.issue, freedom.text, freedom.areas, freedom.departments)).casefold()
    return sum(word in said for word in words)
