"""The filters as the page draws them: plain groups of boxes and choices, cheap to print."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import QueryDict
from markupsafe import Markup, escape

from cbtracker.web.links import querystring
from requests_log.filters import ONLY, LoggedRequestFilterSet
from requests_log.options import Option, Options

SELECTS = {"area": ("areas", "All areas"), "department": ("departments", "All departments")}
SELECTS["workstream"] = ("workstreams", "All workstreams")
GROUPS = ("status", "timescale", "confidence", "kind", "nature", "attention")
TEXTS = ("q", "theme", "due_from", "due_to")


@lru_cache(maxsize=64)
def _drawn_options(options: tuple[Option, ...], blank: str) -> Markup:
    """The options of a drop-down with none of them chosen; drawn once for as long as they stay the same."""
    lines = [Markup('<option value="">{}</option>').format(blank)]
    lines += [Markup('<option value="{}">{}</option>').format(option.key, option.label) for option in options]
    return Markup("").join(lines)


def drop_down(options: tuple[Option, ...], blank: str, chosen: str) -> Markup:
    """The options of a drop-down, `chosen` selected where it is one of them."""
    drawn = _drawn_options(options, blank)
    if not chosen:
        return drawn
    value = f'<option value="{escape(chosen)}"'
    return Markup(str(drawn).replace(f"{value}>", f"{value} selected>", 1))  # noqa: S704 escaped above


def panel(filterset: LoggedRequestFilterSet) -> dict[str, Any]:
    """Everything that the template needs to draw the filters, with what was chosen and what is wrong."""
    data: QueryDict = filterset.data
    return {
        "texts": {name: data.get(name, "") for name in TEXTS},
        "selects": {
            name: drop_down(getattr(filterset.options, offered), blank, data.get(name, ""))
            for name, (offered, blank) in SELECTS.items()
        },
        "groups": [_group(filterset, name, data.getlist(name)) for name in GROUPS],
        "only": [{"name": name, "label": label, "checked": data.get(name) == "yes"} for name, label in ONLY.items()],
        "errors": {name: faults[0] for name, faults in filterset.form.errors.items()} if filterset.is_bound else {},
    }


def _group(filterset: LoggedRequestFilterSet, name: str, chosen: list[str]) -> dict[str, Any]:
    filter_ = filterset.filters[name]
    boxes = [{"value": value, "label": label, "checked": value in chosen} for value, label in filter_.extra["choices"]]
    return {"name": name, "legend": filter_.label, "boxes": boxes, "open": bool(chosen)}


def applied_filters(filterset: LoggedRequestFilterSet, params: QueryDict) -> list[dict[str, str]]:
    """Each filter that is set, in words, with the address of the list without it."""
    found = []
    for name in filterset.filters:
        values = [value for value in params.getlist(name) if value]
        for value in values:
            rest = [other for other in values if other != value]
            found.append({"text": _words(filterset, name, value), "href": querystring(params, **{name: rest or None})})
    return found


def _words(filterset: LoggedRequestFilterSet, name: str, value: str) -> str:
    label = str(filterset.filters[name].label)
    if name in ONLY:
        return label
    if name in SELECTS:
        return f"{label}: {_option_label(filterset.options, SELECTS[name][0], value)}"
    known = dict(filterset.filters[name].extra.get("choices", ()))
    return f"{label}: {known.get(value, value)}"


def _option_label(options: Options, offered: str, key: str) -> str:
    return next((option.label for option in getattr(options, offered) if option.key == key), key)
