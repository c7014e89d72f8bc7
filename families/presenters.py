"""How figures of families are printed, and the words that go with them wherever they go (F004 Annex D)."""

from __future__ import annotations

from families.selectors.annex_d import FEWEST_SHOWN, Accepted, Line, Range

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
