"""Nominations for the worlds that pages are read in, with every answer in the words of the world."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.models import Nomination, OfferElement, SignOff
from rollout.nomination_pages import Sector
from tests.browser.every_page.texts import Texts
from tests.factories.nominations import NominationFactory, SignOffFactory
from tests.factories.people import UserFactory
from tests.factories.places import AuthorityFactory


def nominate(own: Any, by: User, texts: Texts, *, now: datetime) -> None:
    """One that was acknowledged and withdrawn, one that waits for the secretariat, and answers to sign-offs."""
    answers = _answers(own, texts)
    signing = own.sign_off.nomination
    Nomination.objects.filter(pk__in=[own.told.pk, signing.pk]).update(name=texts.place[:100], answers=answers)
    told = {"acknowledged_by": by, "acknowledged_at": own.told.submitted_at, "acknowledgement": texts.detail[:4000]}
    Nomination.objects.filter(pk=own.told.pk).update(**told, withdrawal=texts.sentence[:1000])
    person = {"full_name": texts.name("Robin"), "asked_at": now, "expires_at": now + timedelta(days=14)}
    SignOffFactory(nomination=own.told, signed_at=now, **person)
    SignOff.objects.filter(pk=own.sign_off.pk).update(full_name=texts.name("Robin"))
    own.sent_back = SignOffFactory(
        nomination=signing, authority=AuthorityFactory(), sent_back_at=now, comment=texts.detail[:2000], **person
    )
    author = UserFactory(role=Role.OFFICER, full_name=texts.name("Olu"))
    authority = AuthorityFactory(short_name=f"{texts.authority} waits"[-80:])
    own.waiting = NominationFactory(submitted=True, lead_authority=authority, started_by=author, answers=answers)


def _answers(own: Any, texts: Texts) -> dict[str, Any]:
    contact = {
        "name": texts.name("Jo"),
        "job_title": texts.job,
        "email": "jo@every-page.example",
        "phone": "01632 960000",
    }
    barrier = {"issue": texts.issue, "detail": texts.detail, "departments": [own.department.abbreviation]}
    detail = texts.detail[:2000]
    return {
        "who": {"contacts": [contact] * 3},
        "focus": {"focus": "broader", "detail": detail},
        "pace": {"budget_cycle": texts.sentence, "detail": detail},
        "partners": {"sectors": Sector.values, "detail": detail},
        "offer": {"elements": list(OfferElement.objects.values_list("key", flat=True)), "detail": detail},
        "barriers": {"barriers": [barrier] * 2},
    }
