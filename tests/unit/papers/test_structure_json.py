import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbtracker.papers.structure import (
    BoardPaper,
    BulletList,
    Column,
    Comparison,
    Heading,
    ListBlock,
    ListItem,
    Notice,
    Paragraph,
    Part,
    RequestLine,
    Sheet,
    Table,
)
from cbtracker.papers.structure_json import UnreadablePaper, digest, from_json, to_json
from cbtracker.web.formats import LONDON
from tests.unit.papers.examples import full_paper, make_paper

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def several(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


columns = st.builds(Column, texts, st.integers(0, 100), st.booleans())
items = st.builds(ListItem, texts, several(st.builds(ListItem, texts)))
blocks = st.one_of(
    st.builds(Heading, st.integers(1, 4), texts, st.booleans()),
    st.builds(Paragraph, texts, texts),
    st.builds(BulletList, texts, several(texts)),
    st.builds(Table, texts, several(columns), several(several(texts))),
    st.builds(Comparison, texts, several(st.builds(Part, st.sampled_from(["same", "added", "removed"]), texts))),
    st.builds(ListBlock, st.booleans(), st.integers(0, 999), several(items)),
    st.builds(Notice, texts),
)
lines = st.builds(
    RequestLine, st.sampled_from("AB"), st.just("later"), texts, texts, texts, texts, workstream=texts, reference=texts
)
papers = st.builds(
    BoardPaper,
    title=texts,
    marking=texts,
    as_at=st.datetimes(timezones=st.just(dt.UTC)),
    audience=texts,
    blocks=several(blocks, 5),
    lines=several(lines),
    sheets=several(st.builds(Sheet, texts, several(texts), several(several(texts)))),
    details=several(texts),
)


@settings(max_examples=150, deadline=None)
@given(paper=papers)
def test_a_paper_read_back_from_its_json_is_the_same_paper(paper):
    text = to_json(paper)
    assert from_json(text) == paper
    assert to_json(from_json(text)) == text


def test_every_kind_of_block_is_kept():
    assert from_json(to_json(full_paper())) == full_paper()


def test_the_json_is_canonical():
    text = to_json(full_paper())
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "£" in to_json(make_paper(title="£1 – one"))


def test_the_moment_is_written_the_same_from_whatever_zone_it_came():
    summer = dt.datetime(2011, 7, 1, 12, tzinfo=LONDON)
    assert to_json(make_paper(as_at=summer)) == to_json(make_paper(as_at=summer.astimezone(dt.UTC)))
    assert json.loads(to_json(make_paper(as_at=summer)))["as_at"] == "2011-07-01T11:00:00+00:00"


def test_what_an_earlier_version_did_not_write_yet_is_read_as_its_default():
    data = json.loads(to_json(make_paper()))
    del data["sheets"], data["details"]
    for block in data["blocks"]:
        for column in block.get("columns", ()):
            del column["numeric"]
    assert from_json(json.dumps(data)) == make_paper()


def changed(**values):
    return json.dumps({**json.loads(to_json(make_paper())), **values})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not the JSON of a paper"),
        ("[]", "not the JSON of a paper"),
        ("{}", "not the JSON of a paper"),
        ("[" * 100_000, "not the JSON of a paper"),
        (changed(blocks=[{"kind": "map", "text": ""}]), "There is no block “map”. Update cbtracker"),
        (changed(blocks=[{"kind": "notice", "text": "", "colour": "red"}]), "A Notice has no “colour”"),
        (changed(blocks=[{"kind": "notice"}]), "not the JSON of a paper"),
        (changed(blocks=[{}]), "There is no block “None”"),
        (changed(as_at="2011-03-22T17:00:00"), "needs a time zone"),
        (changed(as_at="yesterday"), "not the JSON of a paper"),
    ],
)
def test_what_is_not_a_paper_is_refused_in_words(text, says):
    with pytest.raises(UnreadablePaper, match=says):
        from_json(text)


def test_a_text_that_cannot_be_stored_is_refused_when_it_is_written():
    with pytest.raises(UnicodeEncodeError):
        to_json(replace(make_paper(), title="\ud800"))


def test_the_digest_is_sha256_in_hexadecimal_digits():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
