"""The tile map: one hexagon for each authority, told apart by more than colour."""

import pytest

from areas.models import Area, Authority, Phase
from areas.presenters import COLUMNS, RADIUS, TILE_WIDTH, abbreviation, tile_map


def authority(pk, name, column, row):
    return Authority(pk=pk, short_name=name, slug=name.lower(), tile_column=column, tile_row=row)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Hartlepool", "Har"),
        ("East Riding of Yorkshire", "ERY"),
        ("Kensington and Chelsea", "K&C"),
        ("Stockton-on-Tees", "ST"),
        ("Bath and North East Somerset", "BNE"),
        ("York", "Yor"),
    ],
)
def test_a_tile_shows_up_to_three_letters_of_its_name(name, letters):
    assert abbreviation(name) == letters


def test_neighbours_in_a_row_touch_and_do_not_overlap():
    one, two = tile_map([authority(1, "A", 0, 0), authority(2, "B", 1, 0)], {}).tiles
    assert two.x - one.x == pytest.approx(TILE_WIDTH)
    assert one.y == two.y


def test_every_other_row_is_moved_by_half_a_tile():
    upper, lower = tile_map([authority(1, "A", 3, 0), authority(2, "B", 3, 1)], {}).tiles
    assert abs(upper.x - lower.x) == pytest.approx(TILE_WIDTH / 2)
    assert lower.y - upper.y == pytest.approx(RADIUS * 1.5, abs=0.1)


def test_no_tile_leaves_the_picture():
    picture = tile_map([authority(1, "A", 0, 1), authority(2, "B", COLUMNS - 1, 0), authority(3, "C", 0, 17)], {})
    for tile in picture.tiles:
        corners = [tuple(map(float, corner.split(","))) for corner in tile.outline.split()]
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in corners)


def test_an_authority_without_a_tile_is_left_out():
    assert tile_map([authority(1, "A", None, None)], {}).tiles == []


def test_a_tile_says_in_words_whether_it_is_in_an_area():
    first = Phase(name="First phase", order=1)
    group = Area(name="West London", phase=first)
    itself = Area(name="Swindon", phase=first)
    places = [authority(1, "Westminster", 0, 0), authority(2, "Swindon", 1, 0), authority(3, "York", 2, 0)]
    spoken = [tile.spoken for tile in tile_map(places, {1: group, 2: itself}).tiles]
    assert spoken == [
        "Westminster, in West London, first phase",
        "Swindon, a Community Budget area of the first phase",
        "York, not in a Community Budget area",
    ]
