"""Steps of the own side's authority for the worlds that pages are read in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cbtracker.accounts.models import User
from rollout.models import Step
from rollout.services import retract_step, take_step
from tests.browser.every_page.texts import Texts


def take_steps(own: Any, by: User, texts: Texts) -> None:
    """Every step there is, in an order of its own, and one that was retracted."""
    day = date(2011, 5, 1)
    source = texts.title[:200]
    for number, step in enumerate((Step.PAUSED, Step.PLANNING, Step.WITHDRAWN, Step.INTERESTED, Step.NOMINATED)):
        on = day + timedelta(days=40 * number)
        take_step(authority=own.authority, step=step, on=on, by=by, note=texts.detail[:2000], source=source)
    mistaken = take_step(authority=own.authority, step=Step.LIVE, on=date(2012, 1, 1), by=by, note=texts.sentence)
    retract_step(step=mistaken, reason=texts.sentence[:1000], by=by)
