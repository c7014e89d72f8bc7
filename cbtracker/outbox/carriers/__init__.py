"""What takes an email away from here: a mail server, or GOV.UK Notify. `EMAIL_URL` says which."""

from __future__ import annotations

from django.conf import settings

from cbtracker.outbox.carriers.base import Carrier, Handed, NotNow, Refused, Unreachable
from cbtracker.outbox.carriers.mail import MailCarrier
from cbtracker.outbox.carriers.notify import NotifyCarrier

__all__ = ["Carrier", "Handed", "NotNow", "Refused", "Unreachable", "chosen_carrier"]

CARRIERS: dict[str, type[Carrier]] = {"mail": MailCarrier, "notify": NotifyCarrier}


def chosen_carrier() -> Carrier:
    """Return a new carrier of the kind that the settings ask for."""
    return CARRIERS[settings.OUTBOX_CARRIER]()
