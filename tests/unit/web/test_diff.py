"""Old and new text, compared by word."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.web.diff import MOST_WORDS, Part, apart, compare

TEXTS = st.text(alphabet=st.sampled_from(list("ab c\n.,é")), max_size=120)


@given(TEXTS, TEXTS)
def test_parts_make_up_both_texts_again(old, new):
    parts = compare(old, new)
    assert "".join(text for kind, text in parts if kind != "added") == old
    assert "".join(text for kind, text in parts if kind != "removed") == new


@given(TEXTS)
def test_text_compared_with_itself_is_one_part(text):
    assert compare(text, text) == ([Part("same", text)] if text else [])


def test_changed_words_read_as_one_removal_and_one_addition():
    assert compare("For April.", "For the end of May.") == [
        ("same", "For "),
        ("removed", "April"),
        ("added", "the end of May"),
        ("same", "."),
    ]
    assert compare("In April the rule ends", "By May the rule ends") == [
        ("removed", "In April"),
        ("added", "By May"),
        ("same", " the rule ends"),
    ]


def test_two_texts_of_ten_thousand_characters_are_compared_in_half_a_second():
    """The worst case: sentences as long as are compared by word, each changed, of two words only."""
    random.seed(1)
    length = MOST_WORDS // 2 - 2

    def text(mark: str) -> str:
        blocks = (" ".join([mark, *random.choices("ab", k=length)]) + f". Same {n}. " for n in range(40))
        return "".join(blocks)[:10_000]

    old, new = text("q"), text("s")
    started = time.process_time()
    parts = compare(old, new)
    assert time.process_time() - started < 0.5
    assert len(parts) > 100


def test_texts_too_different_to_compare_by_word_are_shown_whole():
    old, new = "a " * 5000, "b " * 5000
    assert [kind for kind, _ in compare(old, new)] == ["removed", "added", "same"]


def test_one_word_changed_in_a_long_text_is_shown_as_one_word():
    words = ["word"] * 3000
    old, new = " ".join(words), " ".join([*words[:1500], "other", *words[1501:]])
    assert compare(old, new)[1:3] == [("removed", "word"), ("added", "other")]


def test_two_words_changed_far_apart_in_a_long_text_are_shown_as_two_words():
    sentences = [f"Sentence {n} says what sentence {n} says." for n in range(400)]
    old = " ".join(sentences)
    new = old.replace("Sentence 0 ", "Phrase 0 ").replace("sentence 399 says", "sentence 399 means")
    changed = [part for part in compare(old, new) if part.kind != "same"]
    assert [text for _, text in changed] == ["Sentence", "Phrase", "says", "means"]


def marked(old, new):
    """What a paper prints of a comparison, with words and without lines."""
    marks = {"same": "{}", "added": "[added: {}]", "removed": "[removed: {}]"}
    return "".join(marks[kind].format(text) for kind, text in apart(compare(old, new)))


def test_marks_in_words_stand_apart_from_the_words_around_them():
    assert marked("A note to areas.", "A letter to areas.") == "A [removed: note] [added: letter] to areas."
    assert marked("To areas.", "To areas on 23 March.") == "To areas [added: on 23 March]."
    assert marked("Agreed;now", "Agreed.Now") == "Agreed [removed: ;now] [added: .Now]"
    assert marked("(one)", "(two)") == "([removed: one] [added: two])"
    assert marked("first line", "first line\nsecond") == "first line\n[added: second]"


@given(TEXTS, TEXTS)
def test_setting_marks_apart_changes_nothing_but_white_space(old, new):
    parts = apart(compare(old, new))
    assert "".join("".join(text for kind, text in parts if kind != "added").split()) == "".join(old.split())
    assert "".join("".join(text for kind, text in parts if kind != "removed").split()) == "".join(new.split())
    assert all(text == text.strip() != "" for kind, text in parts if kind != "same")


@pytest.mark.parametrize(("old", "new"), [("£40,000", "£55,000"), ("£1.50", "£1.75"), ("12,500", "12,600")])
def test_an_amount_is_one_word(old, new):
    assert compare(f"It is {old}.", f"It is {new}.") == [
        ("same", "It is "),
        ("removed", old),
        ("added", new),
        ("same", "."),
    ]
