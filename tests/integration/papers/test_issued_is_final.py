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
    "a rendition's being there": "DELETE FROM papers_rendition",
    "a file's bytes": "UPDATE papers_renditionfile SET content = content",
    "a file's digest": "UPDATE papers_renditionfile SET digest = digest",
    "a file's being there": "DELETE FROM papers_renditionfile",
}


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
