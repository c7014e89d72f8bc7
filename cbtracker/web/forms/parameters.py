"""What the macros of govuk-frontend-jinja need to know to draw a Django field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from django import forms
from django.forms import BoundField
from markupsafe import Markup, escape

from cbtracker.web.forms.dates import PARTS, DateParts
from cbtracker.web.forms.plain import lower_first

Parameters = dict[str, Any]

_OURS = frozenset(
    [
        "id",
        "name",
        "type",
        "value",
        "class",
        "required",
        "autocomplete",
        "maxlength",
        "minlength",
        "min",
        "max",
        "step",
        "rows",
        "cols",
    ]
)


@dataclass(frozen=True)
class Look:
    """How a field is drawn; a form says so in `field.look = {...}`, a template in keywords of `field()`.

    - `label`, `hint`: texts in place of the field's own; `optional`: whether to write "(optional)"
    - `label_size`: "s", "m", "l" or "xl"; `heading`: whether the label is the page's h1
    - `width`: of an input: 2, 3, 4, 5, 10, 20 (characters) or "two-thirds" and the like; `rows` of a textarea
    - `inline`, `small`: radios beside one another; smaller radios and checkboxes
    - `hints`: value of a choice → its hint; `reveals`: value of a choice → markup shown when it is chosen
    - `prefix`, `suffix`: text before and after an input, such as "£"
    - `autocomplete`, `classes`: attributes of the input
    """

    label: str | None = None
    hint: str | None = None
    optional: bool | None = None
    label_size: str = ""
    heading: bool = False
    hide_label: bool = False
    width: int | str = ""
    rows: int = 0
    inline: bool = False
    small: bool = False
    hints: dict[str, str] = field(default_factory=dict)
    reveals: dict[str, Markup] = field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""
    autocomplete: str = ""
    classes: str = ""

    @classmethod
    def of(cls, bound: BoundField, given: Parameters) -> Look:
        """The look of `bound`: what its form says, then what the template has `given`."""
        known = {f.name for f in fields(cls)}
        merged = {**getattr(bound.field, "look", {}), **given}
        unknown = merged.keys() - known
        if unknown:
            raise TypeError(f"{bound.name}: no such look: {', '.join(sorted(unknown))}")
        return cls(**merged)


def macro_and_parameters(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    """The macro that draws `bound` and its parameters."""
    widget = bound.field.widget
    for kind, draw in _DRAWN_BY:
        if isinstance(widget, kind):
            return draw(bound, look)
    return _input(bound, look)


def first_input_id(bound: BoundField) -> str:
    """The id of the input to which the error summary links: of a date, the first part to mend."""
    if isinstance(bound.field.widget, DateParts):
        return f"{_id(bound)}_{(_wrong_parts(bound) or PARTS)[0]}"
    return _id(bound)


def _id(bound: BoundField) -> str:
    return bound.auto_id or bound.html_name


def _common(bound: BoundField, look: Look) -> Parameters:
    hint = look.hint if look.hint is not None else str(bound.help_text or "")
    given: Parameters = {"name": bound.html_name, "id": _id(bound), "classes": look.classes}
    if hint:
        given["hint"] = {"html": escape(hint)}
    if bound.errors:
        given["errorMessage"] = {"html": Markup("<br>").join(str(text) for text in bound.errors)}
    return given


def _label(bound: BoundField, look: Look) -> str:
    label = str(look.label if look.label is not None else bound.label)
    marked = getattr(bound.form, "mark_optional", True) if look.optional is None else look.optional
    if marked and not bound.field.required and "(optional)" not in label:
        label += " (optional)"
    return label


def _titled(bound: BoundField, look: Look, block: str) -> Parameters:
    size = look.label_size or ("l" if look.heading else "")
    classes = f"govuk-{block}--{size}" if size else ""
    hidden = " govuk-visually-hidden" if look.hide_label else ""
    return {"text": _label(bound, look), "classes": classes + hidden, "isPageHeading": look.heading}


def _attributes(bound: BoundField) -> Parameters:
    kept = {k: v for k, v in bound.field.widget.attrs.items() if k not in _OURS}
    return {k: "" if v is True else v for k, v in kept.items() if v is not None and v is not False}


def _width(look: Look) -> str:
    if not look.width:
        return look.classes
    name = f"govuk-input--width-{look.width}" if str(look.width).isdigit() else f"govuk-!-width-{look.width}"
    return f"{name} {look.classes}".strip()


def _text(bound: BoundField) -> str:
    shown = bound.field.widget.format_value(bound.value())
    return "" if shown is None else str(shown)


def _typing(bound: BoundField) -> Parameters:
    given = bound.field.widget
    kind = getattr(given, "input_type", "text")
    if isinstance(given, forms.NumberInput):
        whole = isinstance(bound.field, forms.IntegerField)
        return {"type": "text", "inputmode": "numeric" if whole else "decimal", "spellcheck": False}
    if kind == "email":
        return {"type": "email", "spellcheck": False, "autocomplete": "email", "autocapitalize": "none"}
    return {"type": kind}


def _input(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    given = {**_common(bound, look), **_typing(bound), "label": _titled(bound, look, "label")}
    given.update(classes=_width(look), value=_text(bound) or None, attributes=_attributes(bound))
    given.update({side: {"text": text} for side in ("prefix", "suffix") if (text := getattr(look, side))})
    autocomplete = look.autocomplete or bound.field.widget.attrs.get("autocomplete")
    return "govukInput", {**given, "autocomplete": autocomplete or given.get("autocomplete")}


def _password(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    given = {**_common(bound, look), "label": _titled(bound, look, "label"), "classes": _width(look)}
    autocomplete = look.autocomplete or bound.field.widget.attrs.get("autocomplete") or "current-password"
    return "govukPasswordInput", {**given, "autocomplete": autocomplete, "attributes": _attributes(bound)}


def _textarea(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    rows = look.rows or 5
    given = {**_common(bound, look), "label": _titled(bound, look, "label"), "rows": rows}
    given.update(value=_kept_lines(_text(bound)), attributes=_attributes(bound))
    limit = getattr(bound.field, "max_length", None)
    if limit:
        return "govukCharacterCount", {**given, "maxlength": limit}
    return "govukTextarea", given


def _kept_lines(text: str) -> Markup:
    """`text` for a textarea, so that it comes back as it was.

    Line feeds are written as references, because a macro indents the lines of what it nests; and one goes
    before, because the HTML parser drops a line feed straight after the opening tag.
    """
    return Markup("&#10;") + escape(text.replace("\r\n", "\n")).replace("\n", Markup("&#10;"))


def _file(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    given = {**_common(bound, look), "label": _titled(bound, look, "label"), "attributes": _attributes(bound)}
    return "govukFileUpload", {**given, "javascript": True}


def _choices(bound: BoundField, look: Look) -> Iterator[Parameters]:
    widget = bound.field.widget
    for _, options, _ in widget.optgroups(bound.html_name, widget.format_value(bound.value())):
        for option in options:
            value = "" if option["value"] is None else str(option["value"])
            chosen = option["selected"]
            item: Parameters = {"value": value, "text": str(option["label"]), "checked": chosen, "selected": chosen}
            if value in look.hints:
                item["hint"] = {"text": look.hints[value]}
            if value in look.reveals:
                item["conditional"] = {"html": look.reveals[value]}
            yield item


def _select(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    given = {**_common(bound, look), "label": _titled(bound, look, "label"), "classes": _width(look)}
    attributes = _attributes(bound)
    items = list(_choices(bound, look))
    for item in items:
        if not item["value"] and not item["text"].strip("-"):
            item["text"] = f"Select {lower_first(str(bound.label))}"
    if isinstance(bound.field.widget, forms.SelectMultiple):
        attributes["multiple"] = ""
    return "govukSelect", {**given, "items": items, "attributes": attributes}


def _options(bound: BoundField, look: Look, block: str) -> Parameters:
    sizes = {"inline": look.inline, "small": look.small}
    classes = " ".join([f"govuk-{block}--{name}" for name, wanted in sizes.items() if wanted] + [look.classes])
    given = {**_common(bound, look), "fieldset": {"legend": _titled(bound, look, "fieldset__legend")}}
    # An empty choice ("---------") is for drop-downs: among radios nothing chosen says as much.
    items = [item for item in _choices(bound, look) if item["value"] or item["text"].strip("-")]
    return {**given, "idPrefix": _id(bound), "classes": classes.strip(), "items": items}


def _radios(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    return "govukRadios", _options(bound, look, "radios")


def _checkboxes(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    return "govukCheckboxes", _options(bound, look, "checkboxes")


def _checkbox(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    given = _common(bound, look)
    item: Parameters = {"value": "on", "text": str(look.label or bound.label), "checked": bool(bound.value())}
    if "hint" in given:
        item["hint"] = given.pop("hint")
    classes = "govuk-checkboxes--small" if look.small else ""
    return "govukCheckboxes", {**given, "idPrefix": given["id"], "classes": classes, "items": [item]}


_WIDTH_OF_PART = {"day": "govuk-input--width-2", "month": "govuk-input--width-4", "year": "govuk-input--width-4"}


def _date(bound: BoundField, look: Look) -> tuple[str, Parameters]:
    shown = bound.field.widget.format_value(bound.value())
    wrong = _wrong_parts(bound)
    given = {**_common(bound, look), "fieldset": {"legend": _titled(bound, look, "fieldset__legend")}}
    given["items"] = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{_id(bound)}_{part}",
            "label": part.capitalize(),
            "value": getattr(shown, part) or None,
            "classes": _WIDTH_OF_PART[part] + (" govuk-input--error" if part in wrong else ""),
            # A month may be typed as a name, for which a numeric keypad would be in the way.
            "inputmode": "text" if part == "month" else "numeric",
        }
        for part in PARTS
    ]
    return "govukDateInput", given


def _wrong_parts(bound: BoundField) -> list[str]:
    for error in bound.errors.as_data():
        if error.params and "parts" in error.params:
            return list(error.params["parts"])
    return list(PARTS) if bound.errors else []


_DRAWN_BY = (
    (DateParts, _date),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.FileInput, _file),
)
