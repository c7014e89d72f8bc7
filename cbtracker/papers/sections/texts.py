"""Sections that the secretariat writes: summary, purpose of discussion, considerations (F004 ¶1–5)."""

from __future__ import annotations

from collections.abc import Callable

from cbtracker.papers.sections.registry import SectionContent, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Heading
from cbtracker.web.texts import text_blocks

SUMMARY, PURPOSE, CONSIDERATIONS = "Summary", "Purpose of discussion", "Considerations"
_LEVEL = 2


def build_text(heading: str) -> Callable[[SectionContext], SectionContent]:
    """What builds the section under `heading` from the words of the context."""

    def build(context: SectionContext) -> SectionContent:
        """The heading and what was written. Raises SectionUnavailable where nothing was."""
        blocks = text_blocks(context.text, below=_LEVEL)
        if not blocks:
            raise SectionUnavailable("Nothing is written yet. Write it, or take the section out.")
        return SectionContent((Heading(_LEVEL, heading), *blocks))

    return build
