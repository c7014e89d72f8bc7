"""The kinds of section that there are, in the order in which a new draft has them. Later issues add theirs here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cbtracker.papers.annex_d import TITLE as ANNEX_D
from cbtracker.papers.sections.annex_d import build_annex_d
from cbtracker.papers.sections.annexes import build_annex_a, build_annex_b
from cbtracker.papers.sections.changes import ONLY_CHANGED, build_changes
from cbtracker.papers.sections.coverage import TITLE as COVERAGE
from cbtracker.papers.sections.coverage import build_coverage
from cbtracker.papers.sections.place_sheets import AREAS, build_place_sheets
from cbtracker.papers.sections.place_sheets import TITLE as PLACE_SHEETS
from cbtracker.papers.sections.progress import TITLE as PROGRESS
from cbtracker.papers.sections.progress import build_progress
from cbtracker.papers.sections.registry import SectionKind
from cbtracker.papers.sections.returns import CALLS, build_returns
from cbtracker.papers.sections.returns import TITLE as RETURNS
from cbtracker.papers.sections.texts import CONSIDERATIONS, PURPOSE, SUMMARY, build_text
from cbtracker.papers.sections.timeline import TITLE as TIMELINE
from cbtracker.papers.sections.timeline import build_timeline

_KINDS = (
    SectionKind("summary", SUMMARY, build_text(SUMMARY), takes_text=True),
    SectionKind("purpose", PURPOSE, build_text(PURPOSE), takes_text=True),
    SectionKind("considerations", CONSIDERATIONS, build_text(CONSIDERATIONS), takes_text=True),
    SectionKind("annex_a", "Annex A: requests to be concluded", build_annex_a),
    SectionKind("annex_b", "Annex B: requests that have been addressed", build_annex_b),
    SectionKind("annex_d", ANNEX_D, build_annex_d, holds_estimates=True),
    SectionKind("changes", "Changes since the last paper", build_changes, options=(ONLY_CHANGED,), needs_compared=True),
    SectionKind("progress", PROGRESS, build_progress),
    SectionKind("coverage", COVERAGE, build_coverage),
    SectionKind("returns", RETURNS, build_returns, options=(CALLS,)),
    SectionKind("timeline", TIMELINE, build_timeline),
    SectionKind("place_sheets", PLACE_SHEETS, build_place_sheets, options=(AREAS,)),
)

KINDS: Mapping[str, SectionKind] = MappingProxyType({kind.key: kind for kind in _KINDS})
