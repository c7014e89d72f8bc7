"""The elements of the offer, as the reference file has them (F000 ¶12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from areas.services.reference import LoadResult, ReferenceFault
from cbtracker.accounts.permissions import Role
from rollout.models import OfferElement
from rollout.services.offer_reference import load_offer_elements
from tests.factories.people import UserFactory
from tests.factories.rollout import OfferElementFactory

pytestmark = pytest.mark.django_db
HEADER = "key,order,is_current,source,title,summary"


def written(folder: Path, *rows: str) -> Path:
    file = folder / "offer_elements.csv"
    file.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return file


def test_the_offer_has_the_seven_elements_of_the_paper_in_its_order():
    load_offer_elements(LoadResult())
    assert list(OfferElement.objects.current().values_list("key", flat=True)) == [
        *("flexibilities", "early-evidence", "grant-advance", "regional-hub"),
        *("redesign-funding", "whitehall-access", "pooled-budgets"),
    ]


def test_loading_the_elements_again_changes_nothing():
    load_offer_elements(LoadResult())
    before, again = list(OfferElement.objects.values()), LoadResult()
    load_offer_elements(again)
    assert list(OfferElement.objects.values()) == before
    assert (again.changed_anything, again.unchanged) == (False, {"offer elements": 7})


def test_an_element_that_the_file_no_longer_names_stays_and_is_no_longer_current(tmp_path):
    OfferElementFactory(key="old")
    result = LoadResult()
    load_offer_elements(result, file=written(tmp_path, "new,1,yes,F000 ¶12,New,Something new"))
    assert [one.key for one in OfferElement.objects.current()] == ["new"]
    assert OfferElement.objects.filter(key="old", is_current=False).exists()
    assert (result.created, result.changed) == ({"offer elements": 1}, {"offer elements": 1})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("two words,1,yes,F000,New,Something", "row 2, key:"),
        ("new,first,yes,F000,New,Something", "row 2, order: “first” is not a whole number"),
        ("new,1,perhaps,F000,New,Something", "row 2, is_current: “perhaps” is none of yes, no"),
        ("new,1,yes,F000,New,", "row 2, summary: is blank"),
        ("new,1,yes,F000,New,Something\nnew,2,yes,F000,New,Something", "row 3, key: “new” is already in another row"),
    ],
)
def test_an_element_that_cannot_be_read_is_named_by_row_and_nothing_changes(tmp_path, row, said):
    with pytest.raises(ReferenceFault, match=said):
        load_offer_elements(LoadResult(), file=written(tmp_path, row))
    assert not OfferElement.objects.exists()


@pytest.mark.parametrize(("role", "sees"), [(Role.OFFICER, 1), (Role.PARTNER, 1), (Role.ADMINISTRATOR, 0)])
def test_people_in_the_programme_see_the_elements(role, sees):
    OfferElementFactory()
    assert OfferElement.objects.visible_to(UserFactory(role=role)).count() == sees
