"""What people write arrives through GOV.UK Notify as they wrote it."""

from __future__ import annotations

import pytest

from cbtracker.outbox.carriers.notify_markdown import as_plain


@pytest.mark.parametrize(
    ("written", "handed"),
    [
        ("# Heading", "\\# Heading"),
        ("- one\n- two", "\\- one\n\\- two"),
        ("  * one", "\\* one"),
        ("• one", "∙ one"),
        ("1. one\n12. two", "1\\. one\n12\\. two"),
        ("^ set in", "ˆ set in"),
        ("---\n***\n___", "\\---\n\\***\n\\___"),
        ("Title\n====", "Title\n＝==="),
        ("[a link](https://evil.example)", "\\[a link\\](https://evil.example)"),
        ("|a|b|", "\\|a\\|b\\|"),
        ("```\ncode", "\\`\\`\\`\ncode"),
        ("    code", "code"),
        ("C:\\temp", "C:\\\\temp"),
    ],
)
def test_a_mark_of_notifys_markdown_stays_a_character(written, handed):
    assert as_plain(written) == handed


@pytest.mark.parametrize(
    "written",
    ["Two of the 16 places – 5.5% – agreed.", "a * b, c_d_e", "First\n\nSecond", "https://x.example/a_[b]|c/?q=1"],
)
def test_ordinary_words_and_addresses_stay_as_they_are(written):
    assert as_plain(written) == written
