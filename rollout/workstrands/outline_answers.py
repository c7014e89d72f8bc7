"""What an outline proposal says, as sections of labels and lines: for pages, emails and the copy that is kept."""

from __future__ import annotations

from rollout.answers import Answer, Section
from rollout.workstrands.models import OutlineProposal
from rollout.workstrands.outline_pages import FIELDS, LABELS, OutlinePage, Said, read_said


def outline_sections(outline: OutlineProposal, *, reachable: bool = True, said: Said | None = None) -> list[Section]:
    """Return what `outline` says: a section for each page of questions, in order, in three queries or none.

    `reachable`: with the address and number of the person to ask, which partners do not get.
    """
    said = said or read_said(outline)
    return [Section(page, True, _answers(said, page, reachable)) for page in said.pages]


def _answers(said: Said, page: OutlinePage, reachable: bool) -> list[Answer]:
    hidden = () if reachable else ("contact_email", "contact_phone")
    names = [name for name in FIELDS.get(page, ()) if name not in hidden]
    fields = [Answer(LABELS[name], _lines(str(getattr(said.outline, name) or "")), is_prose=True) for name in names]
    criteria = [
        Answer(one.question, _lines(said.answers.get(one.key, "")), is_prose=True) for one in said.criteria_on(page)
    ]
    return [*fields, *criteria]


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
