"""The practice library: written by places, published by the secretariat, found by anybody (F003 A, C j)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from rollout.workstrands.models import PracticeItem
from rollout.workstrands.services import practice
from rollout.workstrands.services.practice import (
    change_practice,
    publish_practice,
    withdraw_practice,
    write_practice,
)
from tests.factories.workstrand_plans import PracticeItemFactory
from tests.integration.workstrands.conftest import NOW

SAID = {
    "title": "One list of repairs",
    "kind": "savings",
    "theme": "costs",
    "summary": "A caretaker whom everybody knows",
    "text": "Second visits fell.",
    "dated": date(2012, 2, 20),
}


def test_a_draft_is_its_places_and_the_secretariats_until_it_is_published(essex, officer, stranger, secretary):
    item = write_practice(values={**SAID, "authority": essex}, by=officer, now=NOW)
    assert item.slug == "one-list-of-repairs"
    seen = [list(PracticeItem.objects.visible_to(who)) for who in (officer, secretary, stranger)]
    assert seen == [[item], [item], []]
    with pytest.raises(NotPermitted):
        publish_practice(item=item, expected_version=1, by=officer, now=NOW)
    published = publish_practice(item=item, expected_version=1, by=secretary, now=NOW)
    assert Client().get(f"/practice/items/{item.slug}/").status_code == 200
    withdraw_practice(item=item, expected_version=published.version, by=secretary, now=NOW)
    assert Client().get(f"/practice/items/{item.slug}/").status_code == 404


def test_nobody_writes_about_a_place_of_others_or_moves_an_item_there(essex, officer, stranger):
    with pytest.raises(NotPermitted):
        write_practice(values={**SAID, "authority": essex}, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        write_practice(values=SAID, by=officer, now=NOW)
    item = write_practice(values={**SAID, "authority": essex}, by=officer, now=NOW)
    with pytest.raises(NotPermitted):
        change_practice(item=item, values={"authority": None}, expected_version=1, by=officer, now=NOW)


def test_what_is_published_only_its_publishers_change(essex, officer, secretary):
    item = write_practice(values={**SAID, "authority": essex}, by=officer, now=NOW)
    item = publish_practice(item=item, expected_version=1, by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="Ask the secretariat"):
        change_practice(item=item, values={"title": "Other"}, expected_version=2, by=officer, now=NOW)
    changed = change_practice(item=item, values={"title": "Other"}, expected_version=2, by=secretary, now=NOW)
    assert (changed.title, changed.slug) == ("Other", "one-list-of-repairs")
    with pytest.raises(StaleVersion):
        change_practice(item=item, values={"title": "Late"}, expected_version=2, by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="published already"):
        publish_practice(item=item, expected_version=3, by=secretary, now=NOW)


def test_a_title_that_somebody_takes_in_the_same_moment_is_refused_at_its_field(essex, officer, monkeypatch):
    PracticeItemFactory(slug="taken")
    monkeypatch.setattr(practice, "_slug", lambda title: "taken")
    with pytest.raises(ValidationError) as refused:
        write_practice(values={**SAID, "authority": essex}, by=officer, now=NOW)
    assert list(refused.value.message_dict) == ["title"]


def test_savings_say_where_they_are_from_and_blank_is_not_zero(essex, officer):
    with pytest.raises(ValidationError) as refused:
        write_practice(values={**SAID, "authority": essex, "savings_pence": 5}, by=officer, now=NOW)
    assert refused.value.message_dict == {"evidence": ["Enter where the savings figure is from"]}
    item = write_practice(values={**SAID, "authority": essex}, by=officer, now=NOW)
    client = Client()
    client.force_login(officer)
    assert "Not stated" in client.get(f"/practice/items/{item.slug}/").content.decode()


def test_anybody_finds_what_is_published_by_words_theme_place_and_year(essex):
    PracticeItemFactory(title="Repairs booked once", published_at=NOW, authority=essex, theme="costs")
    PracticeItemFactory(title="A village hall", published_at=NOW, dated=date(2013, 1, 1))
    PracticeItemFactory(title="Repairs, a draft", authority=essex)
    for query, titles in {
        "": {"Repairs booked once", "A village hall"},
        "q=repairs": {"Repairs booked once"},
        "theme=costs": {"Repairs booked once"},
        "place=essex": {"Repairs booked once"},
        "year=2013": {"A village hall"},
    }.items():
        page = Client().get(f"/practice/?{query}").content.decode()
        assert {one for one in ("Repairs booked once", "A village hall", "Repairs, a draft") if one in page} == titles
    file = b"".join(Client().get("/practice/practice.csv?q=repairs").streaming_content).decode("utf-8-sig")
    assert [line.split(",")[0] for line in file.splitlines()] == ["title", "Repairs booked once"]
    assert Client().get("/practice/?year=never").status_code == 422


def test_an_item_is_written_changed_and_published_on_pages_and_the_second_writer_keeps_their_words(
    essex, officer, secretary
):
    writes, publishes = Client(), Client()
    writes.force_login(officer)
    publishes.force_login(secretary)
    said = {**SAID, "place": f"authority:{essex.slug}", "dated_day": 20, "dated_month": 2, "dated_year": 2012}
    del said["dated"]
    wrong = writes.post("/practice/write/", {**said, "title": ""})
    assert (wrong.status_code, "Enter title" in wrong.content.decode()) == (422, True)
    item_page = writes.post("/practice/write/", said)["Location"]
    item = PracticeItem.objects.get()
    assert writes.post(f"{item_page}change/", {**said, "version": 1, "summary": "Shorter"}).status_code == 302
    late = writes.post(f"{item_page}change/", {**said, "version": 1, "summary": "Typed in vain"})
    assert (late.status_code, "Typed in vain" in late.content.decode()) == (409, True)
    assert publishes.post(f"{item_page}publish/", {"version": 1}).status_code == 409
    assert publishes.post(f"{item_page}publish/", {"version": 2}).status_code == 302
    item.refresh_from_db()
    assert item.published_at is not None
