"""Area labels as F004 prints them, and everything else somebody may type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_log.labels import (
    BadLabel,
    LabelError,
    NotAMember,
    NotInAnArea,
    ParsedAreas,
    UnknownName,
    compose_areas_label,
    parse_areas,
)
from tests.factories.label_directory import first_phase_directory

DIRECTORY = first_phase_directory()
BLACKBURN = ("blackburn-with-darwen", None)
HULL = ("kingston-upon-hull", None)
LEICESTERSHIRE = ("leicestershire", None)
SWINDON = ("swindon", None)
MANCHESTER = ("greater-manchester", None)
H_AND_F = ("west-london", "E09000013")
K_AND_C = ("west-london", "E09000020")
WESTMINSTER = ("west-london", "E09000033")


def read(label: str) -> tuple[str, tuple]:
    parsed = parse_areas(label, DIRECTORY)
    return parsed.scope, parsed.items


@pytest.mark.parametrize(
    ("label", "scope", "items"),
    [
        ("All / many areas", "all", ()),
        ("All areas", "all", ()),
        ("all  /  MANY\nareas", "all", ()),
        ("All", "all", ()),
        ("Many areas", "many", ()),
        ("many", "many", ()),
        ("Swindon and others", "named_and_others", (SWINDON,)),
        ("Swindon & others", "named_and_others", (SWINDON,)),
        ("Swindon, others", "named_and_others", (SWINDON,)),
        ("Blackburn, Swindon and others", "named_and_others", (BLACKBURN, SWINDON)),
        ("Blackburn, and others", "named_and_others", (BLACKBURN,)),
        ("West London  \nGroup (H&F)", "named", (H_AND_F,)),
        ("West London Group (Westminster) and others", "named_and_others", (WESTMINSTER,)),
        ("West London (Hammersmith and Fulham)", "named", (H_AND_F,)),
        ("Leicestershire /Blackburn", "named", (LEICESTERSHIRE, BLACKBURN)),
        ("Leicestershire / Blackburn", "named", (LEICESTERSHIRE, BLACKBURN)),
        ("Leicestershire and Blackburn with Darwen", "named", (LEICESTERSHIRE, BLACKBURN)),
        ("Manchester", "named", (MANCHESTER,)),
        ("MANCHESTER", "named", (MANCHESTER,)),
        ("Greater Manchester (Manchester)", "named", (("greater-manchester", "E08000003"),)),
        ("Bolton", "named", (("greater-manchester", "E08000001"),)),
        ("Hull", "named", (HULL,)),
        ("Kingston-upon-Hull", "named", (HULL,)),
        ("Hull City Council", "named", (HULL,)),
        ("K&C", "named", (K_AND_C,)),
        ("H & F and Hull", "named", (H_AND_F, HULL)),
        ("K&C, H & F", "named", (("west-london", None),)),
        ("Kensington and Chelsea and Hammersmith and Fulham", "named", (("west-london", None),)),
        ("Greater Manchester, Bolton", "named", (MANCHESTER,)),
        ("Hammersmith & Fulham and others", "named_and_others", (H_AND_F,)),
        ("Blackburn with Darwen", "named", (BLACKBURN,)),
        ("Swindon, Hull, and Blackburn", "named", (SWINDON, HULL, BLACKBURN)),
        ("Swindon (Swindon)", "named", (SWINDON,)),
        ("Swindon, Swindon,", "named", (SWINDON,)),
        ("", "", ()),
        (" \n ", "", ()),
    ],
)
def test_a_label_is_read_as_the_paper_means_it(label, scope, items):
    assert read(label) == (scope, items)


def test_a_label_is_kept_as_printed_on_one_line():
    assert parse_areas("West London  \nGroup (H&F)", DIRECTORY).label == "West London Group (H&F)"
    assert parse_areas("Leicestershire \n/Blackburn \n", DIRECTORY).label == "Leicestershire /Blackburn"


def problems_of(label: str) -> tuple:
    with pytest.raises(LabelError) as caught:
        parse_areas(label, DIRECTORY)
    return caught.value.problems


def test_an_unknown_area_is_named_with_the_nearest_known_ones():
    (problem,) = problems_of("Swindom and others")
    assert isinstance(problem, UnknownName)
    assert problem.name == "Swindom"
    assert problem.nearest[0] == "Swindon"
    assert problem.message == "“Swindom” is not a known area or authority. Nearest known: Swindon."


def test_every_unknown_name_of_a_label_is_reported():
    assert [p.name for p in problems_of("Swindom, Hull / Blackbern and Lewishan")] == [
        "Swindom",
        "Blackbern",
        "Lewishan",
    ]


def test_a_mistyped_name_with_and_in_it_is_reported_whole():
    (problem,) = problems_of("Hamersmith and Fullham")
    assert problem.name == "Hamersmith and Fullham"
    assert problem.nearest[0] == "Hammersmith and Fulham"


def test_an_authority_without_a_community_budget_is_said_to_be_so():
    assert problems_of("Bath and North East Somerset") == (NotInAnArea("Bath and North East Somerset"),)


def test_a_member_of_another_area_in_brackets_is_refused():
    (problem,) = problems_of("West London Group (Bolton)")
    assert isinstance(problem, NotAMember)
    assert "Westminster" in problem.message


@pytest.mark.parametrize("label", ["and others", ",", "Swindon (", "Swindon)", "x" * 2000])
def test_a_label_that_names_nobody_or_cannot_be_read_is_a_problem(label):
    (problem,) = problems_of(label)
    assert isinstance(problem, BadLabel)


ITEMS = [(area.slug, None) for area in DIRECTORY.areas] + [
    (area.slug, gss) for area in DIRECTORY.areas if len(area.members) > 1 for gss in area.members
]
some_items = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=8, unique_by=lambda item: item[0]).map(tuple)
some_areas = st.one_of(
    st.sampled_from(["all", "many", ""]).map(lambda scope: ParsedAreas(scope)),
    st.builds(ParsedAreas, st.sampled_from(["named", "named_and_others"]), some_items),
)


@given(some_areas)
def test_a_composed_label_is_read_back_as_what_it_was_composed_from(areas):
    label = compose_areas_label(areas.scope, areas.items, DIRECTORY)
    again = parse_areas(label, DIRECTORY)
    assert (again.scope, again.items, again.label) == (areas.scope, areas.items, label)


@pytest.mark.parametrize(
    ("areas", "label"),
    [
        (ParsedAreas("named_and_others", (SWINDON,)), "Swindon and others"),
        (ParsedAreas("all"), "All areas"),
        (ParsedAreas("many"), "Many areas"),
        (ParsedAreas("named", (H_AND_F,)), "West London (Hammersmith and Fulham)"),
        (ParsedAreas("named", (BLACKBURN, SWINDON)), "Blackburn with Darwen, Swindon"),
        (ParsedAreas(""), ""),
    ],
)
def test_labels_are_composed_in_the_papers_manner(areas, label):
    assert compose_areas_label(areas.scope, areas.items, DIRECTORY) == label


label_like = st.lists(
    st.one_of(
        st.sampled_from([", ", " and ", "/", " & ", "(", ")", "All", "many", "areas", " others", "Group"]),
        st.sampled_from([name for area in DIRECTORY.areas for name in area.names]),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)


def parsed_or_problems(label: str) -> ParsedAreas | tuple:
    try:
        return parse_areas(label, DIRECTORY)
    except LabelError as error:
        return error.problems


@given(st.one_of(st.text(), label_like))
def test_no_text_makes_the_parser_fail_in_any_way_but_its_own(label):
    answer = parsed_or_problems(label)
    if isinstance(answer, ParsedAreas):
        assert answer.scope in {"named", "named_and_others", "many", "all", ""}
        assert bool(answer.items) == answer.scope.startswith("named")
    else:
        assert answer
        assert all(problem.message for problem in answer)
