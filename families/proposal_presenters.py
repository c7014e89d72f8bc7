"""What a proposal says in words: how it differs from the estimates, what each version changed, where it stands.

How they differ is told from what the area and those who clarify it have said, never worked out: no share, no order and
no judgement of a place (F004 C ¶5 and the warning at the end of Annex D).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cbtracker.accounts.permissions import Role
from cbtracker.web.diff import Part, compare
from cbtracker.web.formats import as_date
from families.models import Cohort, ProposalRevision
from families.presenters import as_range
from families.selectors.annex_d import Range
from families.selectors.proposals import AreaProposal

Action, Additional, Covers = ProposalRevision.Action, ProposalRevision.Additional, ProposalRevision.Covers
FIRST, PERIOD = "2011/12", "Spending Review period"
NOT_PROPOSED = "no number"
"""What stands for a blank: it is not zero."""
COHORTS = {
    Cohort.FWMP: "families with multiple problems",
    Cohort.CHILD: "of them with a child with SEN or behaviour problems",
}
STANDS = {Action.ENTERED: "Entered", Action.CLARIFIED: "Clarified", Action.CONFIRMED: "Confirmed"}
COVERED = {
    Covers.FWMP: "The proposal covers the same group as the first estimate: families with multiple problems.",
    Covers.CHILD: (
        "The proposal covers the same group as the second estimate: families with multiple problems and a child with "
        "SEN or behaviour problems."
    ),
    Covers.OTHER: "The proposal covers a different group from either estimate.",
    Covers.NOT_SAID: "Which group of families the proposal covers has not been said.",
}
ADDED = {
    Additional.YES: "It is additional to families already supported.",
    Additional.PARTLY: "Some of it is additional to families already supported, and some of it is not.",
    Additional.NO: "It is not additional: it counts families already supported.",
    Additional.NOT_SAID: "Whether it is additional to families already supported has not been said.",
}


def differences(found: AreaProposal) -> str:
    """How the proposal differs from the estimates beside it, in sentences, from the basis that was said."""
    revision = found.revision
    if revision is None:
        return ""
    said = [COVERED[Covers(revision.covers)], ADDED[Additional(revision.additional)]]
    if revision.incremental_from is not None:
        said.append(f"It is incremental from {year_said(revision.incremental_from)}.")
    if found.is_group:
        said.append("It is of all members of the group together; each estimate is of one of them.")
    return " ".join(said)


def year_said(begins: int) -> str:
    """The financial year that begins in `begins` as Annex D writes it: "2012/13"."""
    return f"{begins}/{(begins + 1) % 100:02}"


def ranges_of(revision: ProposalRevision) -> tuple[Range | None, Range | None]:
    """What `revision` proposes for 2011/12 and for the Spending Review period."""
    return _range(revision.first_low, revision.first_high), _range(revision.period_low, revision.period_high)


def _range(low: int | None, high: int | None) -> Range | None:
    return None if low is None or high is None else Range(low, high)


def roll_out_said(revision: ProposalRevision) -> str:
    """Whether support is rolled out step by step, and from when."""
    year = revision.incremental_from
    return "Not said" if year is None else f"Incremental from {year_said(year)}"


def wording(revision: ProposalRevision) -> list[tuple[str, str]]:
    """Everything that `revision` says, as labels and texts in the order of the form; the effective date comes last."""
    first, period = ranges_of(revision)
    return [
        (f"To be supported in {FIRST}", as_range(first) or NOT_PROPOSED),
        (f"To be supported in the {PERIOD}", as_range(period) or NOT_PROPOSED),
        ("Which families", Covers(revision.covers).label),
        ("Additional to families already supported", Additional(revision.additional).label),
        ("Roll-out", roll_out_said(revision)),
        ("Basis", revision.basis),
        ("Comment", revision.comment),
        ("Effective from", as_date(revision.effective_on)),
    ]


def numbers_said(revision: ProposalRevision | None) -> list[tuple[str, str]]:
    """The two figures of `revision` as labels and texts."""
    return wording(revision)[:2] if revision else []


def stands(revision: ProposalRevision | None) -> str:
    """Where a proposal stands."""
    return "Nothing entered" if revision is None else STANDS[Action(revision.action)]


@dataclass(frozen=True)
class Figure:
    """A range of the picture and of the table beside it. `cohort` None: proposed. `found` None is blank, not zero."""

    label: str
    found: Range | None
    cohort: Cohort | None = None
    reason: str = ""

    @property
    def number(self) -> str:
        """The figure as printed, or why there is none."""
        return as_range(self.found) or self.reason or NOT_PROPOSED

    @property
    def said(self) -> str:
        """The whole in words."""
        return f"{self.label}: {self.number}"


def figures_of(found: AreaProposal) -> list[Figure]:
    """The estimates of each authority, then the proposal for both periods: what picture and table both show."""
    figures = []
    for cohort, words in COHORTS.items():
        for line in found.estimates:
            label = f"{line.name}, {words}" if found.is_group else f"Estimate, {words}"
            reason = f"no estimate: {line.without}" if line.without else "no estimate"
            figures.append(Figure(label, line.estimates.get(cohort), cohort, reason))
    if found.revision is not None:
        figures.append(Figure(f"Proposal, {FIRST}", found.first))
        figures.append(Figure(f"Proposal, {PERIOD}", found.period))
    return figures


@dataclass(frozen=True)
class Estimated:
    """The estimates of one authority in a list: both groups of families as printed, or why there are none."""

    name: str
    families: str
    with_a_child: str
    reason: str


def estimated(found: AreaProposal) -> list[Estimated]:
    """The estimates of each authority of an area, named where there are several."""
    return [
        Estimated(
            line.name if found.is_group else "",
            as_range(line.estimates.get(Cohort.FWMP)),
            as_range(line.estimates.get(Cohort.CHILD)),
            line.without,
        )
        for line in found.estimates
    ]


@dataclass(frozen=True)
class Change:
    """What a version said anew in one thing."""

    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Version:
    """One version in the history: what was done, by whom, and what it changed."""

    revision: ProposalRevision
    title: str
    by: str
    changes: list[Change]


def history(revisions: Sequence[ProposalRevision]) -> list[Version]:
    """The versions of a proposal, the newest first, each with what it changed of the one before."""
    return [
        Version(one, _title(one), _by(one), _changes(one, earlier) if earlier else [])
        for one, earlier in zip_longest(revisions, revisions[1:])
    ]


def _title(revision: ProposalRevision) -> str:
    return f"Version {revision.version}: {STANDS[Action(revision.action)].lower()}"


def _by(revision: ProposalRevision) -> str:
    if revision.by is None:
        return ""
    entered_for_it = revision.action == Action.ENTERED and revision.by.role == Role.SECRETARIAT
    return f"{revision.by}, for the area" if entered_for_it else str(revision.by)


def _changes(revision: ProposalRevision, earlier: ProposalRevision) -> list[Change]:
    pairs = zip(wording(revision)[:-1], wording(earlier)[:-1], strict=True)
    return [Change(label, compare(was, now)) for (label, now), (_, was) in pairs if was != now]
