"""What a nomination says, as sections of labels and lines: one wording for pages, emails and the copy that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from areas.models import Authority, Department
from cbtracker.web.formats import as_date
from rollout.answers import Answer, Section
from rollout.models import Nomination, OfferElement
from rollout.nomination_pages import Focus, Page, Sector

NONE_SO_FAR = "None so far"


def answer_sections(nomination: Nomination, *, reachable: bool = True) -> list[Section]:
    """Return what `nomination` says: a section for each page of questions, in order, in three queries or fewer.

    `reachable`: with the addresses and numbers of the people to ask, which partners do not get.
    """
    answers = nomination.answers if reachable else _without_addresses(nomination.answers)
    return [Section(page, page.value in answers, _SAID[page](nomination, answers.get(page.value, {}))) for page in Page]


def _without_addresses(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    who = answers.get(Page.WHO.value)
    if who is None:
        return answers
    people = [{name: one.get(name, "") for name in ("name", "job_title")} for one in who.get("contacts", ())]
    return {**answers, Page.WHO.value: {**who, "contacts": people}}


def nomination_title(nomination: Nomination, authorities: Iterable[Authority] | None = None) -> str:
    """What a nomination is called among people: its area's name where it has one, else its authorities."""
    if nomination.name:
        return nomination.name
    there = list(nomination.authorities.all()) if authorities is None else list(authorities)
    return join_words(one.short_name for one in there) or nomination.lead_authority.short_name


def join_words(words: Iterable[str]) -> str:
    """`words` as a list in a sentence: "A", "A and B", "A, B and C"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _who(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    authorities = [one.short_name for one in nomination.authorities.order_by("short_name")]
    answers = [Answer("Authorities" if len(authorities) > 1 else "Authority", tuple(authorities))]
    if nomination.name:
        answers.append(Answer("Name of the area", (nomination.name,)))
    people = [_contact(one) for one in said.get("contacts", ())]
    return [*answers, Answer("People to ask", tuple(people))] if said else answers


def _contact(one: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (one.get(name, "") for name in ("name", "job_title", "email", "phone"))))


def _focus(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    if not said:
        return []
    return [Answer("Focus", _labels(Focus, [said.get("focus", "")])), _detail(said)]


def _pace(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    if not said:
        return []
    start = as_date(nomination.wanted_start)
    return [
        Answer("Wanted start", (start,) if start else ()),
        Answer("Local budget cycle", _line(said.get("budget_cycle", ""))),
        _detail(said),
    ]


def _partners(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    if not said:
        return []
    return [Answer("Sectors", _labels(Sector, said.get("sectors", ()))), _detail(said)]


def _offer(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    if not said:
        return []
    wanted = OfferElement.objects.filter(key__in=said.get("elements", ())).order_by("order")
    return [Answer("Wanted of the offer", tuple(one.title for one in wanted)), _detail(said)]


def _barriers(nomination: Nomination, said: Mapping[str, Any]) -> list[Answer]:
    if not said:
        return []
    barriers = said.get("barriers", ())
    if not barriers:
        return [Answer("Barriers", (NONE_SO_FAR,))]
    names = dict(Department.objects.values_list("abbreviation", "name"))
    return [_barrier(number, one, names) for number, one in enumerate(barriers, start=1)]


def _barrier(number: int, barrier: Mapping[str, Any], names: Mapping[str, str]) -> Answer:
    asked = [names.get(one, one) for one in barrier.get("departments", ())]
    lines = [barrier["issue"], barrier.get("detail", ""), f"For {join_words(asked)}" if asked else ""]
    return Answer(f"Barrier {number}", tuple(filter(None, lines)), is_prose=True)


def _detail(said: Mapping[str, Any]) -> Answer:
    return Answer("More", _line(said.get("detail", "")))


def _line(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _labels(choices: Any, chosen: Iterable[str]) -> tuple[str, ...]:
    """The labels of `chosen` in the order of `choices`, whatever order they were kept in."""
    kept = set(chosen)
    return tuple(str(label) for value, label in choices.choices if value in kept)


_SAID = {
    Page.WHO: _who,
    Page.FOCUS: _focus,
    Page.PACE: _pace,
    Page.PARTNERS: _partners,
    Page.OFFER: _offer,
    Page.BARRIERS: _barriers,
}
