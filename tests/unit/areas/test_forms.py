"""Amounts as people type them: pence, or not yet known."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from areas.forms import PoundsField

FIELD = PoundsField(label="Amount", required=False)


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_that_is_shown_and_sent_back_stays_what_it_was(pence):
    assert FIELD.clean(FIELD.prepare_value(pence)) == pence


def read(text):
    """What the field makes of `text`: pence, None for not known, or what it says is wrong."""
    try:
        return FIELD.clean(text)
    except ValidationError as refused:
        return refused.messages[0]


@given(st.text(max_size=30))
def test_any_text_is_an_amount_in_pence_or_not_known_or_refused(text):
    found = read(text)
    assert found is None or (isinstance(found, int) and found >= 0) or "Amount" in found
    assert found is not None or not text.strip()


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_nothing_typed_is_not_known_rather_than_zero(typed):
    assert FIELD.clean(typed) is None
