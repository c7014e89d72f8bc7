import pytest

from cbtracker.papers.exporters import fonts


@pytest.mark.parametrize("text", ["plain", "é ñ – “quotes” £ €", "مرحبا", "שלום", "😀", "Ελλάδα", "a\nb", "\ufffd"])
def test_a_character_of_our_fonts_is_printed_as_itself(text):
    assert fonts.with_glyphs(text) == text


@pytest.mark.parametrize(("text", "printed"), [("漢", "[U+6F22]"), ("a\ue000b", "a[U+E000]b"), ("\ufeff", "[U+FEFF]")])
def test_a_character_of_no_font_is_printed_by_its_code(text, printed):
    assert fonts.with_glyphs(text) == printed


def test_the_plainer_treatment_keeps_only_what_the_main_font_surely_draws():
    assert fonts.with_main_font_glyphs("né ก\u0301") == "né [U+0E01][U+0301]"


def test_a_missing_font_package_is_named(monkeypatch):
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    fonts.font_folder.cache_clear()
    with pytest.raises(RuntimeError, match="manimgx-fonts"):
        fonts.font_folder()
    fonts.font_folder.cache_clear()
