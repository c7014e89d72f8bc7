"""The two calls of the demonstration: what leaders were asked in March 2011 (F004 ¶5), and one that is open now.

Who replied what in March is F004's; the words, and which six places had nothing to add, are invented.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from areas.models import Area
from cbtracker.places.demo import issues
from cbtracker.places.demo.spring import at
from cbtracker.places.demo.stage import Stage
from requests_log.models import Call, CallAddressee, ReturnKind
from requests_log.services.calls import issue_call
from requests_log.services.returns import Answer, answer_call

MISSING = "Barriers that your submission left out"
MISSING_QUESTION = """When Ministers met leaders on 3 March they asked to hear of everything that stands in the way.

Is there a barrier to your Community Budget, or to pooling money for it, that is not in what your place has sent us?

Please say so if there is none: then we know that the list is complete."""
NOTHING_MISSING = {
    "barnet": at(3, 9, 11),
    "blackpool": at(3, 10, 9),
    "croydon": at(3, 11, 16),
    "essex": at(3, 14, 10),
    "kent": at(3, 15, 12),
    "lincolnshire": at(3, 16, 9),
}
ISLINGTON = """We have no rule to add.

We ask that the Government acknowledges how much harder all of this is to do while every partner’s funding falls."""
WESTMINSTER = "European Social Fund money should follow the families that the boroughs name."

NEXT_YEAR = "What your place means to pool next year"
NEXT_YEAR_QUESTION = """Which budgets does your place mean to pool next year, and does any rule stand in the way?

Send each rule as a request, so that the department that owns it can answer you."""


def tell_first_call(stage: Stage) -> None:
    """Sixteen areas are asked; eight reply by 22 March, of which six have nothing to add and one is late."""
    call = issue_call(
        by=stage.people["secretariat"],
        title=MISSING,
        question=MISSING_QUESTION,
        due_on=date(2011, 3, 15),
        areas=list(Area.objects.filter(phase__order=1).order_by("order")),
        now=at(3, 4),
    )
    for slug, when in NOTHING_MISSING.items():
        _answer(stage, call, slug, Answer(ReturnKind.NIL), now=when)
    _answer(stage, call, "islington", Answer(ReturnKind.COMMENT, text=ISLINGTON), now=at(3, 15, 16))
    _westminster(stage, call)


def _westminster(stage: Stage, call: Call) -> None:
    """Its letter came in time. It was entered when what it asked for had been put into the register."""
    west_london = Area.objects.get(slug="west-london")
    answer = Answer(
        ReturnKind.ADDITIONS,
        text=WESTMINSTER,
        authority=west_london.authorities.get(slug="westminster"),
        entries=(stage.entry(issues.ESF),),
    )
    _answer(stage, call, "west-london", answer, now=at(3, 18), received_at=at(3, 14, 12))


def tell_open_call(stage: Stage, *, now: datetime) -> None:
    """A call that the demonstration's officer has still to answer; two places have."""
    asked = now - timedelta(days=4)
    call = issue_call(
        by=stage.people["secretariat"],
        title=NEXT_YEAR,
        question=NEXT_YEAR_QUESTION,
        due_on=timezone.localdate(now) + timedelta(days=8),
        areas=list(Area.objects.filter(phase__order=1).order_by("order")),
        now=asked,
    )
    _answer(stage, call, "birmingham", Answer(ReturnKind.NIL), who="officer.birmingham", now=now - timedelta(days=3))
    text = "We mean to pool what we spend on drugs treatment. No rule stands in our way but the one you know of."
    hull = Answer(ReturnKind.COMMENT, text=text)
    _answer(stage, call, "kingston-upon-hull", hull, who="officer.hull", now=now - timedelta(days=2))


def _answer(stage: Stage, call: Call, slug: str, answer: Answer, *, who: str = "secretariat", **more: Any) -> None:
    addressee = CallAddressee.objects.select_related("call", "area").get(call=call, area__slug=slug)
    answer_call(addressee, by=stage.people[who], expected_version=0, answer=answer, **more)
