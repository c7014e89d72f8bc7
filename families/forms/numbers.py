"""Whole numbers as people type them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_PLAIN = re.compile(r"-?[0-9]+", re.ASCII)
_IN_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+|-?[0-9]{1,3}(?: [0-9]{3})+", re.ASCII)
LONGEST = 30  # in characters: Python reads no number of thousands of digits


class WholeNumberField(forms.IntegerField):
    """A whole number such as 117,000 or 117000, in the digits 0 to 9 alone: what others look like is easily misread."""

    def to_python(self, value: Any) -> int | None:
        """Return the number. Raises ValidationError for what is none."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        text = value.strip()
        if len(text) > LONGEST or not (_PLAIN.fullmatch(text) or _IN_THOUSANDS.fullmatch(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub("[, ]", "", text))

    def prepare_value(self, value: Any) -> Any:
        """Show a number with its commas, and what somebody typed as it was typed."""
        return f"{value:,}" if isinstance(value, int) else value
