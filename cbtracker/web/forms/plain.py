"""Form classes whose errors say what to do, in the words of the field's own label."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinLengthValidator, MinValueValidator

_CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


class PlainErrors:
    """Mixin for forms: Django's own error texts become GOV.UK ones; texts that a form gave itself stay."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            say_plainly(field)


class GovukForm(PlainErrors, forms.Form):
    """A form of the product."""


class GovukModelForm(PlainErrors, forms.ModelForm):
    """A model form of the product; its `save` belongs in a service, not here."""


def say_plainly(field: forms.Field) -> None:
    """Replace the error texts of `field` that are Django's own by ones in the words of its label."""
    label = str(field.label)
    for code, text in _messages(field, label).items():
        if field.error_messages.get(code) == _default(field, code):
            field.error_messages[code] = text
    for validator in field.validators:
        _say_limit(validator, label)


def lower_first(label: str) -> str:
    """`label` inside a sentence: "Due date" → "due date", but "DWP lead" stays."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    thing = lower_first(label)
    if isinstance(field, forms.FileField):
        return {**dict.fromkeys(("required", "missing", "invalid"), "Select a file"), "empty": "The file is empty"}
    if isinstance(field, forms.BooleanField):
        return {"required": f"Select “{label}” to continue"}
    if isinstance(field, _CHOICES):
        listed = f"Select {thing} from the list"  # noqa: S608 English, not SQL
        return {"required": f"Select {thing}", **dict.fromkeys(("invalid_choice", "invalid_pk_value"), listed)}
    texts = {"required": f"Enter {thing}"}
    if isinstance(field, forms.IntegerField):
        texts["invalid"] = f"{label} must be a whole number, like 12"
    if isinstance(field, forms.EmailField):
        texts["invalid"] = "Enter an email address in the correct format, like name@example.com"
    return texts


def _default(field: forms.Field, code: str) -> Any:
    for cls in type(field).__mro__:
        texts = getattr(cls, "default_error_messages", {})
        if code in texts:
            return texts[code]
    return None


def _say_limit(validator: Any, label: str) -> None:
    label = label.replace("%", "%%")
    limits = {
        MaxLengthValidator: f"{label} must be %(limit_value)d characters or fewer",
        MinLengthValidator: f"{label} must be %(limit_value)d characters or more",
        MaxValueValidator: f"{label} must be %(limit_value)s or less",
        MinValueValidator: f"{label} must be %(limit_value)s or more",
    }
    text = limits.get(type(validator))
    if text and "message" not in vars(validator):
        validator.message = text
