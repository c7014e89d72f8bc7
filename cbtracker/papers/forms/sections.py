"""The sections of a draft on its page: the fields of each, and the buttons that add, move and take out.

Everything is in the page's one form. Pressing a button sends all of it, so nothing typed is lost; the words of a
section that was taken out stay in hidden fields, so that it comes back with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from cbtracker.papers.drafts import BODY_ONLY, LONGEST_TEXT, Section, new_section, read_sections
from cbtracker.papers.forms.options import OPTION_FIELDS
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.web.forms import GovukForm, PlainTextField
from cbtracker.web.forms.plain import say_plainly

ORDER = "sections"
ADD = "add_section"
ESTIMATES_HELP = (
    "It holds estimates. Members from outside Whitehall will read the paper as made for areas or partners. A body that "
    "does not read what is for Whitehall only does not get this section."
)


class SectionForm(GovukForm):
    """One section: its text, for whom it is, and what it lets its writer choose."""

    mark_optional = False

    def __init__(self, data: Any, section: Section, *, paper: Paper, user: Any) -> None:
        """`data` is what was sent, None for what `section` says."""
        super().__init__(data, prefix=section.key, initial=_initial(section))
        self.section = section
        kind = section.kind
        if kind is not None and kind.takes_text:
            self._add("text", _text_field(section.title))
        for key in kind.options if kind else ():
            if key in OPTION_FIELDS:
                self._add(key, OPTION_FIELDS[key](user))
        self._add("audiences", _audience_field(section, paper))

    def _add(self, name: str, field: forms.Field) -> None:
        say_plainly(field)
        self.fields[name] = field

    def as_section(self) -> Section:
        """What was sent, where it can be understood; what it said before, where not."""
        said, before = getattr(self, "cleaned_data", {}), _initial(self.section)
        found = {name: said.get(name, before.get(name)) for name in self.fields}
        kept = {key: value for key, value in self.section.options.items() if key not in self.fields}
        options = kept | {key: found[key] for key in found if key not in {"text", "audiences"} and found[key]}
        return Section(self.section.key, tuple(found["audiences"] or ()), found.get("text") or "", options)


def _text_field(title: str) -> forms.Field:
    label = f"Text of “{title}”"
    return PlainTextField(label=label, max_length=LONGEST_TEXT, required=False, widget=forms.Textarea)


def _audience_field(section: Section, paper: Paper) -> forms.Field:
    estimates = section.kind is not None and section.kind.holds_estimates
    return forms.MultipleChoiceField(
        label=f"Who is “{section.title}” for?",
        choices=[(key, _called(key, paper)) for key in (BODY_ONLY if estimates else Audience.values)],
        widget=forms.CheckboxSelectMultiple,
        help_text=ESTIMATES_HELP if estimates else "",
        error_messages={"required": f"Choose who “{section.title}” is for, or take it out"},
    )


def _initial(section: Section) -> dict[str, Any]:
    return {"text": section.text, "audiences": list(section.audiences), **section.options}


def _called(audience: str, paper: Paper) -> str:
    return str(paper.body) if audience == Audience.BODY else str(Audience(audience).label)


@dataclass(frozen=True)
class Sections:
    """The sections of a draft as the page has them: in order, and the words of those that were taken out."""

    forms: tuple[SectionForm, ...]
    aside: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> list[str]:
        """Their kinds, in order."""
        return [form.section.key for form in self.forms]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Kinds that can be added, with their titles."""
        return [(key, kind.title) for key, kind in KINDS.items() if key not in self.keys]

    def is_valid(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not [form for form in self.forms if not form.is_valid()]

    def read(self) -> tuple[Section, ...]:
        """What they say. Asks each form whether it is valid first."""
        self.is_valid()
        return tuple(form.as_section() for form in self.forms)


def kept_sections(paper: Paper, *, user: Any) -> Sections:
    """The sections as the draft has them."""
    return Sections(
        tuple(SectionForm(None, section, paper=paper, user=user) for section in read_sections(paper.sections))
    )


def sent_sections(data: QueryDict, paper: Paper, *, user: Any, order: list[str] | None = None) -> Sections:
    """The sections as the page sent them, in `order` where it is given."""
    before = {section.key: section for section in read_sections(paper.sections)}
    keys = order if order is not None else sent_order(data, paper)
    made = []
    for key in keys:
        sent = data if f"{key}-here" in data else None
        made.append(SectionForm(sent, before.get(key) or new_section(key), paper=paper, user=user))
    return Sections(tuple(made), _aside(data, keys))


def sent_order(data: Mapping[str, Any], paper: Paper) -> list[str]:
    """The kinds that the page sent, each once; what is no kind and not in the draft either is left out."""
    known = {*KINDS, *(row["kind"] for row in paper.sections)}
    sent = data.getlist(ORDER) if isinstance(data, QueryDict) else []
    return [key for key in dict.fromkeys(sent) if key in known]


def _aside(data: QueryDict, keys: list[str]) -> tuple[tuple[str, str], ...]:
    """What was typed in sections that are taken out now."""
    out = tuple(f"{key}-" for key in KINDS if key not in keys)
    return tuple((name, value) for name in data if name.startswith(out) for value in data.getlist(name)) if out else ()


@dataclass(frozen=True)
class Rearranged:
    """The order after a button was pressed, the section that it was about, and what to say of it."""

    order: list[str]
    about: str = ""
    said: str = ""


def rearranged(action: str, order: list[str], *, chosen: str = "") -> Rearranged | None:
    """`order` after `action` ("up:annex_a", "down:annex_a", "out:annex_a", "add"); None where it is none of these."""
    verb, _, key = action.partition(":")
    if verb == "add":
        return _added(order, chosen)
    if verb not in {"up", "down", "out"} or key not in order:
        return None
    at, title = order.index(key), Section(key).title
    left = [one for one in order if one != key]
    if verb == "out":
        return Rearranged(left, key, f"“{title}” is taken out. Add it again to have its words back.")
    to = max(0, min(len(left), at + (1 if verb == "down" else -1)))
    moved = [*left[:to], key, *left[to:]]
    return Rearranged(moved, key, f"“{title}” is now section {to + 1} of {len(moved)}.")


def _added(order: list[str], key: str) -> Rearranged:
    if key not in KINDS or key in order:
        return Rearranged(order, "", "Select a section to add.")
    return Rearranged([*order, key], key, f"“{KINDS[key].title}” is added as section {len(order) + 1}.")
