"""What the own side's nominations say in the sweep's worlds: a few words, or as much as there is room for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from requests_log.models import ISSUE_LENGTH, TEXT_LENGTH
from rollout.models import Nomination, OfferElement, SignOff
from rollout.models.nominations import ACKNOWLEDGEMENT_LENGTH, NAME_LENGTH
from rollout.models.sign_offs import COMMENT_LENGTH
from rollout.nomination_pages import MOST_BARRIERS, MOST_CONTACTS, Sector
from tests.browser.every_page.texts import LONGEST, Texts
from tests.factories.nominations import MOMENT, NominationAuthorityFactory, SignOffFactory
from tests.factories.places import AuthorityFactory


def answer_nominations(own: Any, texts: Texts) -> None:
    """Answers to every page, and what the second person wrote when it was sent back."""
    partner = AuthorityFactory(short_name=f"{texts.authority} 4"[-80:])
    NominationAuthorityFactory(nomination=own.draft, authority=partner)
    names = {"name": texts.place[:NAME_LENGTH], "answers": _answers(own, texts)}
    Nomination.objects.filter(pk__in=[own.draft.pk, own.came.pk]).update(**names)
    Nomination.objects.filter(pk=own.came.pk).update(acknowledgement=texts.detail[:ACKNOWLEDGEMENT_LENGTH])
    SignOffFactory(
        nomination=own.draft,
        authority=own.authority,
        full_name=texts.name("Robin"),
        post=SignOff.Post.LEADER,
        sent_back_at=MOMENT + timedelta(days=1),
        comment=texts.detail[:COMMENT_LENGTH],
    )


def _answers(own: Any, texts: Texts) -> dict[str, Any]:
    many = texts is LONGEST
    detail = texts.detail[:4000]
    person = {"name": texts.name("Jo"), "job_title": texts.job[:100], "email": texts.email.format(role="jo")}
    barrier = {
        "issue": texts.issue[:ISSUE_LENGTH],
        "detail": texts.detail[:TEXT_LENGTH],
        "departments": [own.department.abbreviation],
    }
    return {
        "who": {"contacts": [{**person, "phone": "01632 960 001"}] * (MOST_CONTACTS if many else 1)},
        "focus": {"focus": "broader", "detail": detail},
        "pace": {"budget_cycle": detail[:1000], "detail": detail},
        "partners": {"sectors": Sector.values, "detail": detail},
        "offer": {"elements": list(OfferElement.objects.values_list("key", flat=True)), "detail": detail},
        "barriers": {"barriers": [barrier] * (MOST_BARRIERS if many else 2)},
    }
