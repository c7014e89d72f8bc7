"""The directory of the reference data understands every label of F004."""

import datetime as dt

import pytest

from requests_log.directory import read_directory
from requests_log.labels import LabelError, NotInAnArea, compose_areas_label, parse_areas, parse_departments
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
MARCH_2011 = dt.date(2011, 3, 17)


@pytest.fixture
def directory():
    reference_data()
    return read_directory(on=MARCH_2011)


@pytest.mark.parametrize(
    ("label", "items"),
    [
        ("Manchester", [("greater-manchester", None)]),
        ("Greater Manchester (Manchester)", [("greater-manchester", "E08000003")]),
        ("Manchester City Council", [("greater-manchester", "E08000003")]),
        ("Bolton", [("greater-manchester", "E08000001")]),
        ("Hull", [("kingston-upon-hull", None)]),
        ("Leicestershire /Blackburn", [("leicestershire", None), ("blackburn-with-darwen", None)]),
        ("West London Group (H&F)", [("west-london", "E09000013")]),
        ("West London Group (Westminster) and others", [("west-london", "E09000033")]),
        ("K&C", [("west-london", "E09000020")]),
    ],
)
def test_the_names_of_the_papers_are_known(directory, label, items):
    assert list(parse_areas(label, directory).items) == items


def test_every_area_and_member_is_read_back_from_its_composed_label(directory):
    assert len(directory.areas) == 16
    for area in directory.areas:
        for gss in [None, *(area.members if len(area.members) > 1 else ())]:
            label = compose_areas_label("named", ((area.slug, gss),), directory)
            assert parse_areas(label, directory).items == ((area.slug, gss),)


def test_the_departments_of_the_papers_are_known(directory):
    for label in ["DfE / MoJ", "DWP, HO, MoJ, DH", "CO", "MoJ/HMP", "ICO"]:
        assert parse_departments(label, directory).departments


def test_an_authority_outside_the_areas_is_known_but_refused(directory):
    with pytest.raises(LabelError) as caught:
        parse_areas("Cornwall", directory)
    assert caught.value.problems == (NotInAnArea("Cornwall"),)


def test_the_directory_takes_a_constant_number_of_queries(directory, django_assert_num_queries):
    with django_assert_num_queries(5):
        read_directory(on=MARCH_2011)
