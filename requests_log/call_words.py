"""The result of a call as sentences, in the manner of F004 ¶5; for the page and for the paper."""

from __future__ import annotations

from collections.abc import Sequence

from cbtracker.web.formats import as_date
from requests_log.call_results import CallResult, PlaceReply

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(number: int) -> str:
    """`number` as F004 writes it: words up to nine, then figures."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def named(places: Sequence[PlaceReply]) -> str:
    """The names of `places` in a sentence."""
    return listed([place.name for place in places])


def result_sentences(result: CallResult) -> list[str]:
    """How many of the places asked replied and what, who added or said something, who did not reply, who was late."""
    sentences = [_replied(result)]
    if result.nil:
        sentences.append(f"{in_words(len(result.nil)).capitalize()} said that nothing is missing.")
    if result.additions:
        sentences.append(f"Additions came from {named(result.additions)}.")
    if result.comment:
        what = "A comment" if len(result.comment) == 1 else "Comments"
        sentences.append(f"{what} came from {named(result.comment)}.")
    if result.no_reply:
        sentences.append(f"There was no reply from {named(result.no_reply)}.")
    return sentences + _late(result)


def _replied(result: CallResult) -> str:
    asked = len(result.places)
    one, many = ("area", "areas") if result.call.asked_of == "areas" else ("authority", "authorities")
    if asked == 1:
        return f"One {one} was asked."
    return f"{in_words(len(result.replied)).capitalize()} of the {in_words(asked)} {many} asked replied."


def _late(result: CallResult) -> list[str]:
    if not result.late:
        return []
    what = "The reply" if len(result.late) == 1 else "The replies"
    return [f"{what} from {named(result.late)} came after {as_date(result.due_on)}, the date to answer by."]
