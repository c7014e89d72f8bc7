"""What somebody answered on pages of questions, as sections of labels and lines: for pages, emails and copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from cbtracker.web.formats import paragraphs


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, and what was said, a line each; a line may hold line breaks. No lines: not given.

    `is_prose`: the lines are texts, a paragraph each, and no list.
    """

    label: str
    lines: tuple[str, ...] = ()
    is_prose: bool = False

    @property
    def text(self) -> str:
        """The lines as one text, for plain emails too."""
        return ("\n\n" if self.is_prose else "\n").join(self.lines)

    @property
    def markup(self) -> Markup:
        """The lines for a page: several as a list, one or prose as paragraphs."""
        if self.is_prose or len(self.lines) < 2:
            return paragraphs(self.text)
        items = Markup("").join(Markup("<li>{}</li>").format(line) for line in self.lines)
        return Markup('<ul class="govuk-list">{}</ul>').format(items)


@dataclass(frozen=True)
class Section:
    """The answers to one page of questions (a choice with a label); `is_answered`: whether it was saved yet."""

    page: Any
    is_answered: bool
    answers: list[Answer] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.page.label

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a summary list."""
        said = [{"key": one.label, "value": one.markup} for one in self.answers]
        return said if self.is_answered else [*said, {"key": "Questions", "value": "Not answered yet"}]
