"""What has been issued cannot be changed by anyone: the database refuses it, in SQL too (issue 3)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from cbtracker.papers.models import Paper, Rendition, RenditionFile
from tests.factories.papers import PaperFactory, RenditionFactory, RenditionFileFactory
from tests.factories.people import UserFactory
from tests.factories.register import MOMENT

pytestmark = pytest.mark.django_db

REFUSED = "an issued paper is never changed"
CHANGES = {
    "its title": "UPDATE papers_paper SET title = 'Another'",
    "its state": "UPDATE papers_paper SET state = 'draft', issued_at = NULL, issued_by_id = NULL",
    "its being there": "DELETE FROM papers_paper",
    "what it says": "UPDATE papers_rendition SET structure = '[]'",
    "whom it is kept from": "UPDATE papers_rendition SET holds_estimates = FALSE",
    "a rendition's being there": "DELETE FROM papers_rendition",
    "a file's bytes": "UPDATE papers_renditionfile SET content = content",
    "a file's digest": "UPDATE papers_renditionfile SET digest = digest",
    "a file's being there": "DELETE FROM papers_renditionfile",
}
# A row that takes the place of another one: SQLite's REPLACE deletes without asking the triggers for DELETE.
TAKEN = {
    "sqlite": {
        "the paper by its key": "UPDATE OR REPLACE papers_paper SET id = {paper} WHERE id = {draft}",
        "the paper by its number": "UPDATE OR REPLACE papers_paper SET series = (SELECT series FROM papers_paper"
        " WHERE id = {paper}) WHERE id = {draft}",
        "the paper whole": "INSERT OR REPLACE INTO papers_paper SELECT * FROM papers_paper WHERE id = {paper}",
        "the rendition by its key": "INSERT OR REPLACE INTO papers_rendition (id, paper_id, audience, sight, structure,"
        " knew, digest) SELECT {rendition}, {draft}, audience, sight, 'another', knew, digest FROM papers_rendition",
        "the file by its key": "INSERT OR REPLACE INTO papers_renditionfile (id, rendition_id, format, name,"
        " content_type, content, size, digest) SELECT {file}, {loose}, format, name, content_type, 'x', 1, digest"
        " FROM papers_renditionfile",
    },
    "postgresql": {
        "the paper whole": "INSERT INTO papers_paper SELECT * FROM papers_paper WHERE id = {paper}"
        " ON CONFLICT (id) DO UPDATE SET title = 'Another'",
        "the rendition by its key": "INSERT INTO papers_rendition (id, paper_id, audience, sight, structure, knew,"
        " digest) SELECT {rendition}, {draft}, audience, sight, 'another', knew, digest FROM papers_rendition LIMIT 1"
        " ON CONFLICT (id) DO UPDATE SET structure = 'another'",
        "every file": "TRUNCATE papers_renditionfile",
        "every rendition": "TRUNCATE papers_rendition CASCADE",
        "every paper": "TRUNCATE papers_paper CASCADE",
    },
}[connection.vendor]


@pytest.fixture
def issued() -> Paper:
    file = RenditionFileFactory()
    paper = file.rendition.paper
    someone = UserFactory(role="secretariat").pk
    Paper.objects.filter(pk=paper.pk).update(state="issued", as_at=MOMENT, issued_at=MOMENT, issued_by=someone)
    return paper


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES.keys())
def test_of_an_issued_paper_nobody_changes(issued, sql):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", TAKEN.values(), ids=TAKEN.keys())
def test_nothing_takes_the_place_of_what_was_issued(issued, sql):
    file = RenditionFile.objects.get()
    loose = RenditionFactory(audience="areas")
    connection.check_constraints()  # PostgreSQL empties no table while a check is put off
    keys = {"paper": issued.pk, "rendition": file.rendition_id, "file": file.pk}
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(draft=loose.paper_id, loose=loose.pk, **keys))
    assert RenditionFile.objects.get().rendition.paper.title == issued.title


def test_to_an_issued_paper_nobody_adds_a_rendition_or_a_file(issued):
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        RenditionFactory(paper=issued, audience="areas")
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        RenditionFileFactory(rendition=Rendition.objects.get(), format="pdf")
    assert (Rendition.objects.count(), RenditionFile.objects.count()) == (1, 1)


def test_a_draft_is_changed_and_discarded_freely():
    draft = PaperFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE papers_paper SET title = 'Another'")
        assert Paper.objects.get().title == "Another"
        cursor.execute("DELETE FROM papers_paper")
    assert not Paper.objects.filter(pk=draft.pk).exists()
