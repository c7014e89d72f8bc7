"""The demonstration's papers: the one of 22 March 2011, and the update tabled two days later (F004 ¶5)."""

from __future__ import annotations

from cbtracker.papers.drafts import Section, new_section
from cbtracker.papers.models import Paper
from cbtracker.papers.services import create_draft, issue_paper, start_tabled_update
from cbtracker.papers.services.drafting import DraftWords
from cbtracker.places.demo.meetings import MINISTERIAL, meeting_of
from cbtracker.places.demo.spring import at
from cbtracker.places.demo.stage import Stage

TITLE = "Community Budgets for families with multiple problems: requests of Whitehall"
PAPER_AT, UPDATE_AT = at(3, 22, 17), at(3, 24, 12)
SUMMARY = """This paper says where the requests stand that the sixteen first places have made of Whitehall. It \
follows the meeting with their leaders on 3 March.

Nearly half of what was asked has been addressed. What is left is in Annex A, with the department \
that answers and the date."""
PURPOSE = """The meeting is asked:

1. to make sure that each request in Annex A that is due in April has an answer by then;
2. to agree that the rest goes on through the workstreams;
3. to note what has been addressed, in Annex B."""
CONSIDERATIONS = """# What gets in the way

- Partners are being reorganised, or are not there yet:
  - commissioners for the police are to be elected;
  - GPs are still forming their groups.
- Budgets are smaller, and families must be kept safe while services change.

# What has been learnt

| Kind of barrier | What helped |
|---|---|
| A rule | A pilot, or a change of the rule |
| A habit | A letter from a Minister |
| Not knowing | Saying what is allowed already |"""
FOR_ALL = ("body", "areas", "partners")


def issue_papers(stage: Stage) -> None:
    """Issue both, each at its moment."""
    secretariat = stage.people["secretariat"]
    meeting = meeting_of(MINISTERIAL, UPDATE_AT.date())
    words = DraftWords(title=TITLE, meeting=meeting, as_at=PAPER_AT, sections=_sections())
    draft = create_draft(by=secretariat, body=meeting.body, words=words, now=PAPER_AT)
    paper = issue_paper(draft, by=secretariat, expected_version=draft.version, now=PAPER_AT)
    _table_update(stage, paper)


def _sections() -> tuple[Section, ...]:
    return (
        Section("summary", FOR_ALL, SUMMARY),
        Section("purpose", FOR_ALL, PURPOSE),
        Section("considerations", FOR_ALL, CONSIDERATIONS),
        *(new_section(key) for key in ("annex_a", "annex_b", "progress", "annex_d")),
    )


def _table_update(stage: Stage, paper: Paper) -> None:
    secretariat = stage.people["secretariat"]
    update = start_tabled_update(paper, by=secretariat, now=UPDATE_AT)
    issue_paper(update, by=secretariat, expected_version=update.version, now=UPDATE_AT)
