"""How nominations are shown: their state as a tag, and what happened to one in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cbtracker.web.formats import as_iso
from rollout.models import Nomination, SignOff
from rollout.nomination_answers import join_words, nomination_title
from rollout.selectors.nominations import Sight

State = Nomination.State
COLOURS: Mapping[State, str] = {
    State.DRAFT: "grey",
    State.SUBMITTED: "blue",
    State.ACKNOWLEDGED: "turquoise",
    State.WITHDRAWN: "grey",
}

NOMINATION_COLUMNS = (
    "reference",
    "place",
    "authorities",
    "state",
    "wanted_start",
    "started_at",
    "submitted_at",
    "acknowledged_at",
    "withdrawn_at",
)


@dataclass(frozen=True)
class ListedNomination:
    """A line of the list."""

    nomination: Nomination

    @property
    def title(self) -> str:
        """The place."""
        return nomination_title(self.nomination)

    @property
    def authorities(self) -> str:
        """Its authorities in a sentence; blank where the title says them already."""
        named = authorities_of(self.nomination)
        return "" if named == self.title else named

    @property
    def tag(self) -> tuple[str, str]:
        """The words and the colour of its state."""
        state = self.nomination.state
        return state.label, COLOURS[state]

    @property
    def waits(self) -> bool:
        """Whether it waits for the secretariat to say that it came."""
        return self.nomination.state is State.SUBMITTED


@dataclass(frozen=True)
class Happening:
    """Something that happened to a nomination, by whom, and in what words where the reader may see them."""

    at: datetime
    title: str
    by: str = ""
    words: str = ""


def authorities_of(nomination: Nomination) -> str:
    """Its authorities in a sentence, in alphabetical order."""
    return join_words(sorted(one.short_name for one in nomination.authorities.all()))


def nomination_rows(nominations: Iterable[Nomination]) -> Iterator[tuple[str, ...]]:
    """A row of texts for each of `nominations`, in the columns of `NOMINATION_COLUMNS`; moments in London."""
    for one in nominations:
        moments = (one.wanted_start, one.started_at, one.submitted_at, one.acknowledged_at, one.withdrawn_at)
        said = (one.reference, nomination_title(one), authorities_of(one), str(one.state.label))
        yield (*said, *(as_iso(moment) for moment in moments))


def history_of(nomination: Nomination, sight: Sight) -> list[Happening]:
    """What happened to `nomination`, the newest first, as far as `sight` reaches."""
    told = [Happening(nomination.started_at, "Started", str(nomination.started_by))]
    if sight.signers:
        for sign_off in nomination.sign_offs.select_related("authority", "asked_by"):
            told += _signing(sign_off, sight)
    if nomination.submitted_at is not None:
        told.append(Happening(nomination.submitted_at, "Submitted", str(nomination.submitted_by)))
    if nomination.acknowledged_at is not None:
        told.append(Happening(nomination.acknowledged_at, "Acknowledged", str(nomination.acknowledged_by)))
    if nomination.withdrawn_at is not None:
        by, words = str(nomination.withdrawn_by), nomination.withdrawal if sight.signers else ""
        told.append(Happening(nomination.withdrawn_at, "Withdrawn", by, words))
    return sorted(told, key=lambda one: one.at, reverse=True)


def _signing(sign_off: SignOff, sight: Sight) -> Iterator[Happening]:
    named = f"{sign_off.full_name} ({sign_off.get_post_display().lower()}, {sign_off.authority})"
    yield Happening(sign_off.asked_at, f"{named} was asked to sign", str(sign_off.asked_by))
    if sign_off.signed_at is not None:
        yield Happening(sign_off.signed_at, f"{named} signed")
    if sign_off.sent_back_at is not None:
        words = sign_off.comment if sight.comments else ""
        yield Happening(sign_off.sent_back_at, f"{named} asked for a change before signing", words=words)
