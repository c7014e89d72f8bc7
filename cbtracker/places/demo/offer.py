"""The offer in the demonstration: versions, a draft, what areas say to it, what they take up. All is invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from areas.models import Area, Authority
from cbtracker.accounts.models import User
from cbtracker.web.formats import LONDON
from rollout.models import OfferElement, OfferText
from rollout.services.offer import answer_comment, comment_on_offer, publish_offer, save_draft
from rollout.services.take_up import end_take_up, record_take_up

TEXTS = Path(__file__).resolve().parent / "texts"
INVENTED = "Invented for the demonstration."
FIRST = datetime(2011, 6, 20, 10, tzinfo=LONDON)  # in advance of the conference of 28 to 30 June (F000 ¶11)
SECOND = datetime(2011, 9, 12, 15, tzinfo=LONDON)
NOTES = (
    "The first offer to areas, in time for the conference in June.",
    "Says who the first contact is, and how grant is paid back.",
)
SAID = (
    (
        "officer.leicestershire",
        "leicestershire",
        "Who do we ring first? Three teams are named and none of them is ours.",
    ),
    ("officer.hull", "kingston-upon-hull", "Paying grant back worries our treasurer. Say over how many years."),
    ("officer.lewisham", "lewisham", "Please say what voluntary organisations can ask for themselves."),
)
REPLIES = ("The second version says it: your locality lead.", "The second version says that years are agreed with DfE.")
TAKE_UP_BEGAN, EVERY = date(2011, 4, 11), 23
"""The first day, and after how many days the next area takes up something."""


def tell_offer(people: dict[str, User], *, now: datetime) -> None:
    """Write, publish and discuss the offer as the year went by; nothing of it is later than `now`."""
    if now < SECOND + timedelta(days=7):
        return
    secretary, partner = people["secretariat"], people["partner"]
    first = _save("offer_first", partner, FIRST - timedelta(days=9))
    first = _save("offer_first", people["champion"], FIRST - timedelta(days=4), ending=f"\n\n{INVENTED}")
    publish_offer(expected_number=first.number, note=NOTES[0], by=secretary, now=FIRST)
    comments = [
        comment_on_offer(
            text=first,
            words=f"{words} {INVENTED}",
            authority=Authority.objects.get(slug=slug),
            by=people[who],
            now=FIRST + timedelta(days=8 + number),
        )
        for number, (who, slug, words) in enumerate(SAID)
    ]
    second = _save("offer_second", people["champion.dclg"], SECOND - timedelta(days=6), ending=f"\n\n{INVENTED}")
    publish_offer(expected_number=second.number, note=NOTES[1], by=secretary, now=SECOND)
    for comment, reply in zip(comments, REPLIES, strict=False):
        answer_comment(comment=comment, reply=reply, by=partner, now=SECOND + timedelta(days=1))
    _save("offer_third", partner, now - timedelta(days=5), ending=f"\n\n{INVENTED}")
    _take_up(by=secretary, today=now.astimezone(LONDON).date())


def _save(name: str, by: Any, now: datetime, ending: str = "") -> OfferText:
    newest = OfferText.objects.first()
    words = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").strip() + ending
    return save_draft(words=words, expected_number=newest.number if newest else 0, by=by, now=now)


def _take_up(*, by: Any, today: date) -> None:
    """Every area takes up two or three elements, one after the other; here and there one ends."""
    elements = list(OfferElement.objects.current())
    for place, area in enumerate(Area.objects.all()):
        for step in range(2 + place % 2):
            since = TAKE_UP_BEGAN + timedelta(days=(place * 5 + step * 3) % 14 * EVERY)
            if since <= today:
                _take(area, elements[(place + step * 3) % len(elements)], since, by, ends=place % 6 == 5 and step == 0)


def _take(area: Area, element: OfferElement, since: date, by: Any, *, ends: bool) -> None:
    """Record it on the evening of its day; one that `ends` does so after 60 days."""
    evening = datetime.combine(since, time(18), LONDON)
    taken = record_take_up(area=area, element=element, since=since, note=INVENTED, by=by, now=evening)
    if ends:
        last = since + timedelta(days=60)
        end_take_up(take_up=taken, on=last, note=INVENTED, by=by, now=datetime.combine(last, time(18), LONDON))
