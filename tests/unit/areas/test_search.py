"""Places are found by every name that papers use for them."""

from datetime import date

import pytest

from areas.models import Area, AreaMember, Authority
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
ON = date(2011, 4, 1)


@pytest.fixture(autouse=True)
def reference(db):
    reference_data()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hull", ["Kingston upon Hull"]),
        ("Manchester", ["Greater Manchester"]),
        ("salford", ["Greater Manchester"]),
        ("K&C", ["West London"]),
        ("H&F", ["West London"]),
        ("West London Group", ["West London"]),
        ("E06000030", ["Swindon"]),
        ("Swindon Borough", ["Swindon"]),
        ("nowhere", []),
    ],
)
def test_an_area_is_found_by_its_names_and_its_members(text, names):
    assert [area.name for area in Area.objects.search(text, on=ON)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hull", ["Kingston upon Hull", "Solihull"]),
        ("K&C", ["Kensington and Chelsea"]),
        ("E06000031", ["Peterborough"]),
        ("Royal Borough of Kingston", ["Kingston upon Thames"]),
    ],
)
def test_an_authority_is_found_by_its_names(text, names):
    assert [authority.short_name for authority in Authority.objects.search(text, on=ON)] == names


def test_searching_authorities_for_a_group_lists_its_members():
    assert Authority.objects.search("Greater Manchester", on=ON).count() == 10


def test_a_member_that_left_no_longer_finds_the_area():
    AreaMember.objects.filter(authority__short_name="Salford").update(to_on=date(2011, 3, 20))
    assert not Area.objects.search("salford", on=ON).exists()
    assert Area.objects.search("salford", on=date(2011, 3, 19)).exists()


def test_members_are_counted_on_the_day():
    AreaMember.objects.filter(authority__short_name="Salford").update(to_on=date(2011, 3, 20))
    counts = dict(Area.objects.with_member_count(on=ON).values_list("slug", "member_count"))
    assert (counts["greater-manchester"], counts["swindon"]) == (9, 1)
