"""What a draft says: its sections as they are kept in `Paper.sections`, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from cbtracker.papers.models.choices import Audience
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionKind

LONGEST_TEXT = 20_000
MOST_CHOSEN, LONGEST_KEY = 1_000, 18
EVERYBODY = tuple(Audience.values)
BODY_ONLY = (Audience.BODY.value,)
FIRST_PAPER = (
    *("summary", "purpose", "considerations"),
    *("annex_a", "annex_b", "changes", "progress"),
    *("coverage", "timeline"),
)


@dataclass(frozen=True)
class Section:
    """One section of a draft: its kind, for whom it is, what was written, and what was chosen."""

    key: str
    audiences: tuple[str, ...] = EVERYBODY
    text: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> SectionKind | None:
        """Its kind; None where this version of cbtracker has no such kind."""
        return KINDS.get(self.key)

    @property
    def title(self) -> str:
        """What the section is called."""
        return self.kind.title if self.kind else self.key

    def as_data(self) -> dict[str, Any]:
        """As `Paper.sections` keeps it."""
        return {"kind": self.key, "audiences": list(self.audiences), "text": self.text, "options": self.options}


def new_section(key: str) -> Section:
    """An empty section of the kind `key`; what people write is for the body only, until they say otherwise."""
    return Section(key, BODY_ONLY if KINDS[key].body_only else EVERYBODY)


def first_sections(*, compared: bool) -> tuple[Section, ...]:
    """What a body's first paper begins with; `compared` says whether there is a paper to compare it with."""
    kinds = (KINDS[key] for key in FIRST_PAPER if key in KINDS)
    return tuple(new_section(kind.key) for kind in kinds if compared or not kind.needs_compared)


def read_sections(data: Iterable[dict[str, Any]]) -> tuple[Section, ...]:
    """The sections that `Paper.sections` holds, in print order."""
    return tuple(
        Section(
            key=row["kind"],
            audiences=tuple(row.get("audiences", EVERYBODY)),
            text=row.get("text", ""),
            options=dict(row.get("options", {})),
        )
        for row in data
    )


def check_sections(sections: Sequence[Section]) -> None:
    """Raise ValidationError, by field "sections", for what no draft may hold."""
    keys = [section.key for section in sections]
    for section in sections:
        if section.kind is None:
            raise ValidationError({"sections": f"There is no section called “{section.key}”."})
        if keys.count(section.key) > 1:
            raise ValidationError({"sections": f"“{section.title}” is in the paper twice. Take one out."})
        if len(section.text) > LONGEST_TEXT:
            raise ValidationError({"sections": f"“{section.title}” must be {LONGEST_TEXT:,} characters or fewer."})
        if not section.audiences or not set(section.audiences) <= set(EVERYBODY):
            raise ValidationError({"sections": f"Choose who “{section.title}” is for."})
        if section.kind.holds_estimates and section.audiences != BODY_ONLY:
            raise ValidationError({"sections": f"“{section.title}” holds estimates and can be for the body only."})
        if not set(section.options) <= set(section.kind.options):
            raise ValidationError({"sections": f"“{section.title}” was sent with a choice that it does not have."})
        if not all(_is_choice(chosen) for chosen in section.options.values()):
            raise ValidationError({"sections": f"“{section.title}” was sent with a choice that cannot be read."})


def _is_choice(chosen: Any) -> bool:
    """Whether `chosen` is what a field gives: yes or no, a key or a list of keys, none longer than a row's number."""
    if isinstance(chosen, list):
        return len(chosen) <= MOST_CHOSEN and all(not isinstance(one, list) and _is_choice(one) for one in chosen)
    if isinstance(chosen, str):
        return len(chosen) <= LONGEST_KEY
    return isinstance(chosen, int) and abs(chosen) < 10**LONGEST_KEY
