"""Two people who write one draft: what differs between the saved version and what the second one typed."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from cbtracker.papers.drafts import Section
from cbtracker.papers.forms.drafts import DraftForm, initial_of
from cbtracker.papers.forms.sections import SectionForm, Sections, kept_sections
from cbtracker.papers.models import Paper
from cbtracker.web.conflict import Conflict, Difference, combined, differences
from cbtracker.web.forms.text import plain_text

_NOT_WORDS = {"csrfmiddlewaretoken", "version", "action", "choice", "sections", "add_section", "preview_for"}


def conflict_with(paper: Paper, form: DraftForm, sections: Sections, *, user: Any) -> Conflict:
    """Who was first, when, and every difference between the draft `paper` as it is now and what was sent."""
    form.is_valid()
    sections.is_valid()
    found = differences(form, initial_of(paper), _typed(form))
    theirs = kept_sections(paper, user=user)
    found += _order(theirs, sections)
    saved = {one.section.key: one.section for one in theirs.forms}
    for one in sections.forms:
        found += _of_section(one, saved.get(one.section.key))
    return Conflict(str(paper.changed_by or ""), paper.changed_at, found)


def combined_words(data: QueryDict, conflict: Conflict) -> QueryDict:
    """What was sent, with both texts in each text that differs."""
    return combined(data, conflict.differences)


def typed_words(data: QueryDict) -> list[Difference]:
    """Everything that was typed, for a page from which it can be copied."""
    said = [(name, "\n".join(data.getlist(name)).strip()) for name in data if name not in _NOT_WORDS]
    kept = [(name, words) for name, words in said if words and _is_typed(name)]
    return [Difference(name, _label(name), "", words, is_text="\n" in words or len(words) > 80) for name, words in kept]


def _is_typed(name: str) -> bool:
    return name in {"title", "marking"} or name.endswith("-text")


def _label(name: str) -> str:
    key, _, part = name.rpartition("-")
    return Section(key).title if part == "text" else {"title": "Title", "marking": "Security marking"}[name]


def _typed(form: Any) -> dict[str, Any]:
    raw = {name: form[name].data for name in form.fields if name in form.errors}
    return {**raw, **form.cleaned_data}


def _order(theirs: Sections, mine: Sections) -> list[Difference]:
    if theirs.keys == mine.keys:
        return []
    old, new = ("\n".join(form.section.title for form in one.forms) for one in (theirs, mine))
    return [Difference("", "Sections, in order", old, new, is_text=False)]


def _of_section(form: SectionForm, saved: Section | None) -> list[Difference]:
    if saved is None or not form.is_bound:
        return []
    current = {"text": saved.text, "audiences": list(saved.audiences), **{key: [] for key in form.fields}}
    current |= {"text": plain_text(saved.text), "audiences": list(saved.audiences), **saved.options}
    return [
        Difference(form.add_prefix(one.name), f"{saved.title}: {one.label}", one.theirs, one.mine, one.is_text)
        for one in differences(form, current, _typed(form))
    ]
