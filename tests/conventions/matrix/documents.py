"""Rows of the matrix: documents of places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from rollout.services.documents import DocumentTerms, SentFile, add_document
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row
from tests.factories.documents import PDF

KEEPERS = SECRETARIAT | {Role.LOCALITY_LEAD, Role.OFFICER}
READERS_OF_DOCUMENTS = WHITEHALL | {Role.OFFICER}


def furnish(world: Any) -> None:
    """A plan of the area of each side."""
    by = world.people[Role.SECRETARIAT]
    for side in (world.own, world.other):
        terms = DocumentTerms(kind="plan", title="Our plan", dated=date(2011, 8, 1), file=SentFile("Our plan.pdf", PDF))
        side.document = add_document(place=side.area, terms=terms, by=by, now=timezone.now())


def document(side: Any, user: Any) -> dict[str, Any]:
    """The plan of the side's area."""
    return {"pk": side.document.pk}


ROWS: list[Row] = [
    Row("rollout:documents", "GET", READERS_OF_DOCUMENTS),
    Row("rollout:add_document", "GET", KEEPERS),
    Row("rollout:add_document", "POST", KEEPERS),
    Row("rollout:document", "GET", READERS_OF_DOCUMENTS, other=WHITEHALL, kwargs=document),
    Row("rollout:document_file", "GET", READERS_OF_DOCUMENTS, other=WHITEHALL, kwargs=document),
    *(
        Row(f"rollout:{name}", method, KEEPERS, other=SECRETARIAT, kwargs=document)
        for name in ("replace_document", "withdraw_document")
        for method in ("GET", "POST")
    ),
]
