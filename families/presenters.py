"""How figures of families are printed, and the words that go with them wherever they go (F004 Annex D)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from families.apportionment import NEAREST
from families.models import NATIONAL_TOTALS, Cohort, EstimateRun, PopulationBase
from families.models.interventions import RELEASE
from families.selectors.annex_d import FEWEST_SHOWN, Accepted, AnnexD, Kind, Line, Range

CAVEAT = (
    "These estimates give a very rough idea of the number of families with multiple problems in each authority. "
    "National estimates were shared out by measures of deprivation, some of them old. Do not share them outside the "
    "programme, and do not use them to judge how a place is doing."
)
"""The warning at the end of Annex D, in our words: it goes with every figure."""

DISADVANTAGES = (
    "no parent in the family is in work",
    "the family lives in poor-quality or overcrowded housing",
    "no parent has any qualifications",
    "the mother has mental health problems",
    "at least one parent has a long-standing limiting illness, disability or infirmity",
    "the family has a low income: below 60% of the median",
    "the family cannot afford a number of food and clothing items",
)
"""The seven of the Families and Children Study 2004 (Annex D, note 2)."""
THRESHOLD = 5
BEHAVIOUR = ("excluded from school", "involved with the police", "ran away from home")
"""What makes a child's behaviour a problem here (Annex D, note 3)."""


def as_range(found: Range | None) -> str:
    """`found` as the paper prints it: “1,710 – 1,810”, “830” for a point, nothing for a blank."""
    if found is None:
        return ""
    return f"{found.low:,}" if found.low == found.high else f"{found.low:,} – {found.high:,}"


def as_accepted(found: Accepted | None) -> str:
    """Families that accepted an intervention; few are told as few outside Whitehall, and blank stays blank."""
    if found is None:
        return ""
    return f"{found.number:,}" if found.number is not None else f"Fewer than {FEWEST_SHOWN}"


def comment_of(line: Line) -> str:
    """What is printed under Comments: the proposal's basis and comment."""
    proposal = line.proposal
    return "" if proposal is None else "\n".join(text for text in (proposal.basis, proposal.comment) if text)


COLUMNS = (
    "Place",
    "Population (note\u00a01)",
    "Families with multiple problems (note\u00a02)",
    "Of these, with a child with SEN or behaviour problems (note\u00a03)",
    "Offered and accepted an intervention to March 2010 (note\u00a04)",
    "To be supported in 2011/12",
    "To be supported in the Spending Review period",
    "Comments",
)
"""The columns of Annex D, in print order."""
SURVEY = "Families and Children Study (FACS), 2004"
PUBLISHED_INDICES = "the Index of Multiple Deprivation 2007 and the Child Wellbeing Index 2009"


@dataclass(frozen=True)
class Note:
    """A footnote of the table: a definition or a source, with what it lists."""

    title: str
    text: str
    items: tuple[str, ...] = ()


def figures_of(line: Line) -> tuple[str, ...]:
    """The cells of `line` as printed, after its name and before the comments; a blank is an empty text."""
    return (
        "" if line.people is None else f"{line.people:,}",
        *(as_range(line.estimates.get(cohort)) for cohort in Cohort),
        as_accepted(line.accepted),
        as_range(line.first),
        as_range(line.period),
    )


def rows_of(table: AnnexD) -> list[tuple[Line, tuple[str, ...], str]]:
    """Each line of `table` with its cells and its comments, for `families/_annex_d_table.html`."""
    return [(line, figures_of(line), remarks_on(line)) for line in table.lines]


def totals_of(table: AnnexD) -> tuple[str, ...]:
    """The totals under `figures_of`: of estimates over authorities, of proposals over areas, of nothing twice."""
    estimates = (as_range(table.total(cohort)) for cohort in Cohort)
    return ("", *estimates, "", as_range(table.total_first), as_range(table.total_period))


def remarks_on(line: Line) -> str:
    """What stands under Comments: the words of the proposal, and why an authority has no estimate."""
    why = f"No estimate: {line.without}." if line.without and line.kind is not Kind.GROUP else ""
    return "\n".join(text for text in (comment_of(line), why) if text)


def notes_of(table: AnnexD) -> tuple[Note, ...]:
    """The definitions and sources behind the numbers of `table` (F004 Annex D, notes 1 to 4)."""
    run = table.run
    totals = run.totals if run is not None else {cohort.value: total for cohort, total in NATIONAL_TOTALS.items()}
    nearest = run.nearest if run is not None else NEAREST
    shared = f"rounded to the nearest {nearest}: low and high are the least and the greatest that one of them gives"
    return (
        Note("1. Population", _source_of(table.base)),
        Note(
            "2. Families with multiple problems",
            f"Families with {THRESHOLD} or more of the {len(DISADVANTAGES)} disadvantages below ({SURVEY}). The "
            f"estimated {_in_england(totals, Cohort.FWMP)} are shared out over authorities by population and "
            f"{_indices(run)}, {shared}.",
            DISADVANTAGES,
        ),
        Note(
            "3. With a child with SEN or behaviour problems",
            "Families with multiple problems and at least one child with special educational needs (SEN) or behaviour "
            f"problems: {', '.join(BEHAVIOUR[:-1])} or {BEHAVIOUR[-1]}. The estimated "
            f"{_in_england(totals, Cohort.CHILD)}, a part of those above, are shared out in the same way.",
        ),
        Note(
            "4. Families that were offered and accepted an intervention",
            f"Official statistics release {RELEASE}. Interventions began between 2007/08 and 2009/10.",
        ),
    )


def _source_of(base: PopulationBase | None) -> str:
    if base is None:
        return "No population has been loaded yet."
    return f"{base.name}. Source: {base.source}." if base.source else f"{base.name}."


def _in_england(totals: Mapping[str, int], cohort: Cohort) -> str:
    number = totals.get(cohort.value)
    return "families of this kind in England" if number is None else f"{number:,} such families in England"


def _indices(run: EstimateRun | None) -> str:
    if run is None or run.published:
        return PUBLISHED_INDICES
    return " and ".join(str(one) for one in run.indicators.all())
