"""Calls and returns in the words of a world: one with every kind of answer, one that waits for the officer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from areas.models import Area
from requests_log.models import ReturnKind
from requests_log.services.calls import extend_call, issue_call
from requests_log.services.returns import Addition, Answer, answer_call
from tests.browser.every_page.texts import LONGEST, Texts

LONG_TEXT = 20_000


def ask_places(own: Any, by: Any, officer: Any, texts: Texts) -> None:
    """A call that is over, with every kind of answer and none, of which the own place's is the longest."""
    is_long = texts is LONGEST
    question = f"{texts.detail[: LONG_TEXT // 2 - 2]}\n\n{texts.detail}"[:LONG_TEXT] if is_long else texts.detail
    own.call = _issue(by, question, texts, [own.area, *Area.objects.exclude(pk=own.area.pk).order_by("order")[:5]])
    kinds = [ReturnKind.ADDITIONS, ReturnKind.NIL, ReturnKind.COMMENT, ReturnKind.NIL]
    places = {one.area_id: one for one in own.call.addressees.all()}
    own.addressee = places.pop(own.area.pk)
    for place, kind in zip([own.addressee, *places.values()], kinds, strict=False):
        additions = (Addition(texts.issue, texts.detail),) if kind == ReturnKind.ADDITIONS else ()
        answer = Answer(kind, text=texts.detail if kind != ReturnKind.NIL else "", additions=additions)
        answer_call(place, by=officer if place == own.addressee else by, expected_version=0, answer=answer)
    due_on = own.call.due_on + timedelta(days=3)
    extend_call(own.call, by=by, expected_version=1, due_on=due_on, reason=texts.sentence)
    _issue(by, texts.detail, texts, [own.area])


def _issue(by: Any, question: str, texts: Texts, areas: list[Area]) -> Any:
    return issue_call(
        by=by,
        title=texts.title,
        question=question,
        due_on=timezone.localdate() + timedelta(days=8),
        areas=areas,
        attachments=[{"title": texts.title, "url": "https://www.example.org/letter"}],
    )
