"""Text as people type it, made safe to keep: one kind of line break, no control characters, no HTML."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

# C0 and C1 controls but tab and line feed, and lone surrogates, which no database and no paper can hold.
_NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<!DOCTYPE|<\?xml", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")


def plain_text(text: str, *, lines: bool = True) -> str:
    """`text` stripped, each line break a line feed; with `lines` false, breaks and tabs are spaces.

    Raises ValidationError (code "control_characters") for characters that cannot be kept.
    """
    tidy = _LINE_BREAKS.sub("\n", text)
    if not lines:
        tidy = re.sub(r"[\n\t]+", " ", tidy)
    if _NEVER.search(tidy):
        raise ValidationError("must not contain control characters", code="control_characters")
    return tidy.strip()


def acceptable(text: str, *, lines: bool = True, label: str = "This") -> str:
    """`text` as `plain_text` gives it. Raises ValidationError, in a sentence about `label`, for controls and HTML."""
    try:
        tidy = plain_text(text, lines=lines)
    except ValidationError:
        raise ValidationError(
            f"{label} must not contain control characters. Type it again, or paste it as plain text",
            code="control_characters",
        ) from None
    if found := MARKUP.search(tidy):
        raise ValidationError(
            f"{label} must not contain HTML such as “{found.group()[:40]}”. Use plain text only", code="markup"
        )
    return tidy


class PlainTextField(forms.CharField):
    """A CharField that normalises before it counts: browsers send CRLF, and the page counts LF.

    One line unless the widget is a textarea.
    """

    def __init__(self, *, empty_value: str = "", **options: Any) -> None:
        super().__init__(empty_value=empty_value, **options)
        # `plain_text` refuses NUL with the other controls and a message that names the field.
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str | None:
        """Return the normalised text; raises ValidationError that says what to take out."""
        if value in self.empty_values:
            return self.empty_value
        return acceptable(str(value), lines=isinstance(self.widget, forms.Textarea), label=str(self.label or "This"))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Add nothing: a `maxlength` in the page would cut pasted words off without a word."""
        return {}
