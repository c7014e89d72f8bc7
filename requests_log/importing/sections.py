"""The parts of the board paper that a row can belong to."""

from enum import StrEnum


class Section(StrEnum):
    """F004 Annex A Table 1, its workstreams, its requests for after April, and Annex B."""

    TO_RESOLVE = "to_resolve"
    WORKSTREAM = "workstream"
    LATER = "later"
    ADDRESSED = "addressed"


MAY_NAME_NOBODY = frozenset({Section.WORKSTREAM, Section.LATER})
