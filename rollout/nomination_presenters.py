"""How nominations are shown: their state as a tag, and what happened to one in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from areas.authority_parts import Part
from areas.models import Area, Authority
from cbtracker.web.formats import as_date, as_iso
from rollout.models import Nomination, SignOff
from rollout.nomination_answers import join_words, nomination_title
from rollout.selectors.nominations import WITHDRAWN, Sight, leavings_of, nomination_of_area, nominations_of

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


def nominations_part(authority: Authority, user: Any) -> Part:
    """What the page of `authority` says of its nominations, for those who may read any."""
    lines = [ListedNomination(one) for one in nominations_of(authority, user)]
    return Part("rollout/nominations/_on_authority.html", {"lines": lines})


def nomination_as_at(area: Area, user: Any, moment: datetime) -> str:
    """What was known at `moment` of the nomination that `area` was made of; blank before it came and for others' eyes.

    Being withdrawn and resumed are steps of its authorities, which say so for themselves.
    """
    one = nomination_of_area(area, user)
    if one is None or one.submitted_at is None or one.submitted_at > moment:
        return ""
    known = one.acknowledged_at is not None and one.acknowledged_at <= moment
    state = f"acknowledged on {as_date(one.acknowledged_at)}" if known else f"submitted on {as_date(one.submitted_at)}"
    return f"{one.reference}, {state}, wants to start on {as_date(one.wanted_start)}"


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
    for event in leavings_of(nomination):
        words = event.data.get("reason", "") if sight.signers else ""
        told.append(Happening(event.at, "Withdrawn" if event.verb == WITHDRAWN else "Resumed", event.actor_name, words))
    return sorted(told, key=lambda one: one.at, reverse=True)


def _signing(sign_off: SignOff, sight: Sight) -> Iterator[Happening]:
    named = f"{sign_off.full_name} ({sign_off.get_post_display().lower()}, {sign_off.authority})"
    yield Happening(sign_off.asked_at, f"{named} was asked to sign", str(sign_off.asked_by))
    if sign_off.signed_at is not None:
        yield Happening(sign_off.signed_at, f"{named} signed")
    if sign_off.sent_back_at is not None:
        words = sign_off.comment if sight.comments else ""
        yield Happening(sign_off.sent_back_at, f"{named} asked for a change before signing", words=words)
