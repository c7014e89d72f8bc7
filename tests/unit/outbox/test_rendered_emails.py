"""What an email may hold: a subject of one line, an address to unsubscribe at, somebody it can be sent to."""

from __future__ import annotations

import pytest

from cbtracker.outbox.addresses import BadAddress, require_address
from cbtracker.outbox.registry import RenderedEmail


@pytest.mark.parametrize(
    "typed", ["A\r\nBcc: all@example.org", "A\nBcc: all@example.org", "A\u2028Bcc: all@example.org"]
)
def test_a_subject_is_one_line_whatever_was_typed(typed):
    assert RenderedEmail(typed, "", "").subject == "A Bcc: all@example.org"


def test_a_subject_keeps_its_letters_and_loses_its_control_characters():
    assert RenderedEmail("  Ysgol\x00 Gŵyr\x7f – £5  ", "", "").subject == "Ysgol Gŵyr – £5"


@pytest.mark.parametrize(
    "address",
    [
        "/digest/off/",
        "https://x.example/\r\nBcc: a@b.example",
        "https://x.example/a b",
        "https://x/>,<mailto:a@b",
        "ftp://x/",
    ],
)
def test_what_could_not_stand_in_a_header_is_no_address_to_unsubscribe_at(address):
    with pytest.raises(ValueError, match="unsubscribe"):
        RenderedEmail("Subject", "", "", unsubscribe=address)


def test_a_whole_address_to_unsubscribe_at_is_kept():
    address = "https://cbtracker.example.org/digest/off/a1:b2/?kind=digest&x=1"
    assert RenderedEmail("Subject", "", "", unsubscribe=address).unsubscribe == address


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "no email address"),
        ("amina.example.org", "no @"),
        ("amina@example.org\r\nBcc: all@example.org", "line break"),
        ("amina@example.org\nBcc: all@example.org", "line break"),
        ("zoë@example.org", "letters that mail servers do not take"),
        ("a" * 65 + "@example.org", "longer than 64"),
        ("amina@" + "a" * 250 + ".org", "longer than 254"),
        ("amina@example.org, ben@example.org", "not an email address"),
        ("Amina <amina@example.org>", "not an email address"),
        ("amina@-", "not an email address"),
    ],
)
def test_an_address_that_nothing_can_be_sent_to_says_why(address, reason):
    with pytest.raises(BadAddress, match=reason):
        require_address(address)


@pytest.mark.parametrize("address", ["amina@example.org", "o'neill+cb@sub.example.gov.uk", "amina@münchen.example"])
def test_an_address_that_can_be_sent_to_is_let_through(address):
    assert require_address(address) == address
