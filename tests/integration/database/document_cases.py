"""Cases of constraints on documents of places, as in `cases`."""

from __future__ import annotations

from datetime import date

from tests.factories import documents, people
from tests.factories.places import AuthorityFactory
from tests.factories.register import MOMENT
from tests.integration.database.cases import Case, check

NO_FILE = {"file_name": "", "file_kind": "", "size": 0, "digest": "", "content": b""}
DOCUMENTS = [
    Case(
        "document_is_of_one_place",
        lambda: documents.AreaDocumentFactory(authority=AuthorityFactory()),
        lambda: documents.AreaDocumentFactory(authority=AuthorityFactory(), area=None),
    ),
    check("document_kind_is_known", documents.AreaDocumentFactory, {"kind": "bid"}, {"kind": "submission"}),
    check("document_has_a_title", documents.AreaDocumentFactory, {"title": ""}, {"title": "x"}),
    check(
        "document_is_of_the_programme",
        documents.AreaDocumentFactory,
        {"dated": date(2010, 10, 19)},
        {"dated": date(2010, 10, 20)},
    ),
    check(
        "document_is_a_file_or_a_link",
        documents.AreaDocumentFactory,
        {"link": "https://www.example.org/plan"},
        {"link": "https://www.example.org/plan", **NO_FILE},
    ),
    Case(
        "document_withdrawn_says_why",
        lambda: documents.AreaDocumentFactory(withdrawn_at=MOMENT, withdrawn_by=people.UserFactory()),
        lambda: documents.AreaDocumentFactory(
            withdrawn_at=MOMENT, withdrawn_by=people.UserFactory(), withdrawal="It named families"
        ),
    ),
]
