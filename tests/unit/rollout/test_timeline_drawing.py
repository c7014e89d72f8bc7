"""Where things stand in the picture of the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rollout.selectors.timeline import Item
from rollout.timeline_drawing import ELLIPSIS, LETTER, MARGIN, WIDTH, draw

TODAY = date(2011, 5, 11)
NEXT = Item("a", "band", "phases", "Next phase", date(2011, 7, 1), date(2012, 4, 30), order=1)
LIVE = Item("b", "milestone", "phases", "Next phase goes live", date(2012, 4, 1), inferred=True, order=2)
REVIEW = Item("c", "event", "events", "The review is announced", date(2011, 3, 17))


def placed(*items, today=TODAY):
    drawing = draw(items, today=today)
    return {one.item.uid: one for lane in drawing.lanes for one in lane.drawn}


def ends_of(one):
    length = len(one.label.text) * LETTER
    return (one.label.x - length, one.label.x) if one.label.anchor == "end" else (one.label.x, one.label.x + length)


def test_of_nothing_there_is_no_picture():
    assert draw([], today=TODAY) is None


def test_the_axis_begins_and_ends_with_the_quarters_of_the_first_and_last_day():
    drawing = draw([NEXT, LIVE, REVIEW], today=TODAY)
    assert (drawing.first, drawing.last) == (date(2011, 1, 1), date(2012, 6, 30))
    assert [tick.month for tick in drawing.ticks] == ["Jan", "Apr", "Jul", "Oct", "Jan", "Apr"]
    assert [tick.year for tick in drawing.ticks] == ["2011", "", "", "", "2012", ""]


def test_an_axis_that_begins_within_a_year_says_which():
    assert [tick.year for tick in draw([NEXT], today=TODAY).ticks] == ["2011", "", "2012", ""]


def test_what_is_later_stands_further_right_and_a_bar_ends_after_its_last_day():
    found = placed(NEXT, LIVE, REVIEW)
    assert found["c"].x < found["a"].x < found["b"].x < found["a"].x + found["a"].width
    day_after = placed(NEXT, replace(REVIEW, starts_on=date(2012, 5, 1)))
    assert day_after["a"].x + day_after["a"].width == pytest.approx(day_after["c"].x, abs=0.2)


def test_each_thing_has_a_line_of_its_own_within_its_lane():
    drawing = draw([NEXT, LIVE, REVIEW], today=TODAY)
    assert [lane.title for lane in drawing.lanes] == ["Phases of rollout", "Announcements, meetings and papers"]
    heights = [one.y for lane in drawing.lanes for one in lane.drawn]
    assert heights == sorted(set(heights))
    for lane in drawing.lanes:
        assert all(lane.y < one.y < lane.y + lane.height for one in lane.drawn)
    assert drawing.lanes[1].y == drawing.lanes[0].y + drawing.lanes[0].height


def test_today_is_shown_where_the_picture_has_it_and_only_there():
    assert draw([REVIEW, NEXT], today=date(2011, 3, 17)).today == placed(REVIEW, NEXT)["c"].x
    assert draw([NEXT], today=date(2011, 6, 30)).today is None
    assert draw([NEXT], today=date(2012, 7, 1)).today is None
    assert draw([NEXT], today=date(2012, 6, 30)).today is not None


@pytest.mark.parametrize("title", ["A", "A title of some length", "x" * 120])
@pytest.mark.parametrize("kind", ["band", "milestone", "event"])
@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2012, 6, 15), date(2013, 12, 31)])
def test_words_stay_within_the_picture_wherever_they_stand_and_dates_are_never_cut(title, kind, day):
    item = Item("x", kind, "events", title, day, day, inferred=True)
    edges = [replace(REVIEW, uid=str(year), starts_on=date(year, 1, 1)) for year in (2011, 2013)]
    one = placed(item, *edges)["x"]
    left, right = ends_of(one)
    assert left >= MARGIN - 0.1
    assert right <= WIDTH
    assert one.label.text.endswith(item.said)
    assert (ELLIPSIS in one.label.text) == (len(one.label.text) < len(f"{title}: {item.said}"))


def test_a_period_without_an_end_reaches_the_edge():
    one = placed(replace(NEXT, ends_on=None), LIVE)["a"]
    assert one.item.is_open
    assert one.x + one.width > WIDTH - 2 * MARGIN - 10
