"""How outline proposals are shown: their state as a tag, as rows of a file, and what happened to one in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cbtracker.web.formats import as_iso
from rollout.workstrands.models import OutlineProposal
from rollout.workstrands.selectors.outlines import OutlineSight

State = OutlineProposal.State
COLOURS: Mapping[State, str] = {State.DRAFT: "grey", State.SUBMITTED: "turquoise", State.WITHDRAWN: "grey"}
OUTLINE_COLUMNS = (
    "reference",
    "strand",
    "place",
    "authority",
    "gss_code",
    "state",
    "started_at",
    "submitted_at",
    "withdrawn_at",
)


@dataclass(frozen=True)
class ListedOutline:
    """A line of a list."""

    outline: OutlineProposal

    @property
    def tag(self) -> tuple[str, str]:
        """The words and the colour of its state."""
        state = self.outline.state
        return str(state.label), COLOURS[state]

    @property
    def route(self) -> str:
        """Where its people go on with it: the task list of a draft, else its page."""
        return "workstrands:outline_tasks" if self.outline.is_draft else "workstrands:outline"


@dataclass(frozen=True)
class Happening:
    """Something that happened, by whom, and in what words where the reader may see them."""

    at: datetime
    title: str
    by: str = ""
    words: str = ""


def outline_rows(outlines: Iterable[OutlineProposal]) -> Iterator[tuple[str, ...]]:
    """A row of texts for each of `outlines`, in the columns of `OUTLINE_COLUMNS`; moments in London."""
    for one in outlines:
        said = (one.reference, str(one.strand_id), one.place_name, str(one.authority), one.authority.gss_code)
        moments = (one.started_at, one.submitted_at, one.withdrawn_at)
        yield (*said, str(one.state.label), *(as_iso(moment) for moment in moments))


def outline_history(outline: OutlineProposal, sight: OutlineSight) -> list[Happening]:
    """What happened to `outline`, the newest first, as far as `sight` reaches."""
    told = [Happening(outline.started_at, "Started", str(outline.started_by))]
    if sight.signers:
        told += list(_signing(outline, sight))
    if outline.submitted_at is not None:
        told.append(Happening(outline.submitted_at, "Submitted", str(outline.submitted_by)))
    if outline.withdrawn_at is not None:
        words = outline.withdrawal if sight.signers else ""
        told.append(Happening(outline.withdrawn_at, "Withdrawn", str(outline.withdrawn_by), words))
    return sorted(told, key=lambda one: one.at, reverse=True)


def _signing(outline: OutlineProposal, sight: OutlineSight) -> Iterator[Happening]:
    for one in outline.sign_offs.select_related("asked_by"):
        one.outline = outline
        named = f"{one.full_name} ({one.post_said}, {one.party})"
        yield Happening(one.asked_at, f"{named} was asked to sign", str(one.asked_by))
        if one.signed_at is not None:
            yield Happening(one.signed_at, f"{named} signed")
        if one.sent_back_at is not None:
            words = one.comment if sight.comments else ""
            yield Happening(one.sent_back_at, f"{named} asked for a change before signing", words=words)
