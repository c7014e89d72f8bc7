"""The practice library by API: what is published for all of the programme, drafts for whose they are."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import Scope
from rollout.workstrands.models import PracticeItem
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import PracticeItemFactory
from tests.factories.workstrands import WRITTEN
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def essex(db):
    return AuthorityFactory(short_name="Essex", gss_code="E10000012")


@pytest.fixture
def officer(api, essex):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=essex, from_on=START)
    return api(user)


SAID = {
    "kind": "savings",
    "theme": "costs",
    "title": "One list of repairs",
    "summary": "A caretaker whom everybody knows",
    "text": "Second visits fell.",
    "dated": "2012-02-20",
    "authority": "E10000012",
}


def test_an_item_is_written_by_its_place_published_by_the_secretariat_and_changed_by_version(api, officer):
    wrong = officer.post("practice/", {**SAID, "savings_pence": 5, "dated": "1999-01-01"})
    assert (wrong.status_code, set(pointers(wrong))) == (422, {"#/dated", "#/evidence"})
    made = officer.post("practice/", SAID)
    where = made["Location"].split("/api/v1/")[1]
    assert (made.status_code, made.json()["published_at"], made.json()["savings_pence"]) == (201, None, None)
    secretary, partner = api(person(Role.SECRETARIAT)), api(person(Role.PARTNER))
    assert partner.get(where).status_code == 404
    assert officer.post(f"{where}publishing/", match=made).status_code == 404
    assert secretary.post(f"{where}publishing/", match=99).status_code == 412
    published = secretary.post(f"{where}publishing/", match=made)
    assert partner.get(where).json()["published_at"] is not None
    late = officer.patch(where, {"title": "Other"}, match=published)
    assert (late.status_code, PracticeItem.objects.get().title) == (422, "One list of repairs")
    assert secretary.patch(where, {"title": "Other"}, match=published).json()["title"] == "Other"
    assert secretary.delete(f"{where}publishing/", match=3).json()["published_at"] is None


def test_the_list_is_the_pages_list_and_asks_the_database_as_often_for_many_as_for_few(api, essex):
    reader = api(person(Role.PARTNER), Scope.READ, Scope.EXPORT)
    PracticeItemFactory(title="Repairs booked once", authority=essex, published_at=WRITTEN)
    PracticeItemFactory(title="A draft", authority=essex)
    few = statements(reader, "practice/?q=repairs")
    for number in range(9):
        PracticeItemFactory(title=f"Repairs {number}", authority=essex, published_at=WRITTEN)
    assert statements(reader, "practice/?q=repairs") == few
    assert len(reader.get("practice/?place=essex&sort=title").json()["results"]) == 10
    file = reader.get("practice/?q=booked", Accept="text/csv")
    assert b"Repairs booked once" in b"".join(file.streaming_content)
