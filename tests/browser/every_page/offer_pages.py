"""Pages of the offer, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.models import OfferElement
from rollout.services.offer import answer_comment, comment_on_offer, publish_offer, save_draft
from rollout.services.take_up import end_take_up, record_take_up
from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts

PAGES = [
    Page("rollout:offer", "empty full long", empty=NOTHING),
    Page("rollout:offer", "full", name="rollout:offer signed in", roles=frozenset({Role.SECRETARIAT.value})),
    Page("rollout:open_timeline", "full"),
    Page("rollout:open_freedoms", "empty full error long", empty=NOTHING, query={"error": "q=<b>"}),
    Page("rollout:offer_history", "empty full long", empty=NOTHING),
    Page("rollout:offer_text", "full error long", wrong=EMPTIED),
    Page("rollout:edit_offer", "empty error long", empty=NOTHING, wrong=EMPTIED),
    Page("rollout:publish_offer", "empty full error long", empty=NOTHING, wrong=EMPTIED),
    Page("rollout:answer_comment", "full error long", wrong=EMPTIED),
    Page("rollout:take_up", "empty full long", empty=NOTHING),
    Page("rollout:area_take_up", "empty full long", empty=NOTHING),
    Page("rollout:record_take_up", "full error long", wrong=EMPTIED),
    Page("rollout:end_take_up", "full error long", wrong=EMPTIED),
]
MARKED = """# What you can have

- flexibilities
- money
  - in advance
1. Say what you want
a. to whom

Table 1: Who does what
| Who  | What   |
|------|--------|
| DfE  | hubs   |
| DCLG | people |

"""


def write_offer(own: Any, by: User, officer: User, texts: Texts, *, now: datetime) -> None:
    """A version, the draft of the next one, a comment that waits and one that was answered; take-up, and its end."""
    first = save_draft(words=MARKED + texts.detail, expected_number=own.offer_text.number, by=by, now=now)
    publish_offer(expected_number=first.number, note=texts.sentence[:1000], by=by, now=now)
    own.offer_text = save_draft(words=MARKED + texts.position, expected_number=first.number, by=by, now=now)
    said = {"by": officer, "authority": own.authority, "now": now}
    answered = comment_on_offer(text=own.offer_text, words=texts.sentence, **said)
    answer_comment(comment=answered, reply=texts.detail[:4000], by=by, now=now)
    own.offer_comment = comment_on_offer(text=own.offer_text, words=texts.detail[:4000], **said)
    hub, grant = OfferElement.objects.current().filter(key__in=["regional-hub", "grant-advance"])
    use = {"area": own.area, "since": date(2011, 4, 1), "by": by, "now": now}
    ended = record_take_up(element=grant, note=texts.sentence[:1000], **use)
    end_take_up(take_up=ended, on=date(2011, 6, 1), note=texts.sentence[:1000], by=by, now=now)
    own.take_up = record_take_up(element=hub, note=texts.detail[:1000], **use)
