import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cbtracker.web.texts.printable import encodable, lines_of, printable, xml_text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_kept_as_a_line_end(line_end):
    assert printable(f"one{line_end}two") == "one\ntwo"


def test_what_cannot_be_printed_is_shown_as_something_that_was_there():
    assert printable("a\0b\x07c\ud800d\ufffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_lines_that_say_nothing_are_no_bullets():
    assert lines_of("First.\r\n\r\n  Second. \n\t") == ("First.", "Second.")


@given(st.text(st.characters(), max_size=20))
def test_any_text_becomes_text_that_xml_can_hold(text):
    element = etree.Element("p")
    element.text = xml_text(text)
    assert etree.fromstring(etree.tostring(element)).text in (xml_text(text), None)


def test_only_what_cannot_be_encoded_is_changed():
    assert encodable("a\ud800b\0\x85\ufffe\t") == "a\ufffdb\0\x85\ufffe\t"


@given(st.text(st.characters(), max_size=20))
def test_any_text_can_be_encoded(text):
    assert encodable(text).encode().decode() == encodable(text)
