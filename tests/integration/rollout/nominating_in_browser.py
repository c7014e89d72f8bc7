"""The officer's pages of a nomination, asked for by a browser: what their tests share."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from areas.models import Authority
from cbtracker.accounts.models import User
from rollout.models import Nomination
from rollout.nomination_pages import Page

CONTACT = {"contact1_name": "Jo Clerk", "contact1_email": "jo@example.org"}
TYPED: dict[Page, dict[str, Any]] = {
    Page.WHO: {"authorities": ["kent-one"], **CONTACT},
    Page.FOCUS: {"focus": "families", "detail": "Known to many"},
    Page.PACE: {"wanted_start_day": "1", "wanted_start_month": "April", "wanted_start_year": "2012"},
    Page.PARTNERS: {"sectors": ["health", "business"]},
    Page.OFFER: {},
    Page.BARRIERS: {"none": "on"},
}


def of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def at(name: str, nomination: Nomination, **more: Any) -> str:
    """The address of a page of `nomination`."""
    return reverse(f"rollout:{name}", kwargs={"pk": nomination.pk, **more})


def page_at(nomination: Nomination, page: Page) -> str:
    """The address of a page of questions."""
    return at("nomination_page", nomination, page=page.value)


def fresh(nomination: Nomination) -> Nomination:
    """`nomination` as it is now."""
    return Nomination.objects.get(pk=nomination.pk)


def text_of(response: Any) -> str:
    """The words of a page, without its markup."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words).replace("&#39;", "’")


def begun(authority: Authority, officer: User) -> Nomination:
    """A draft that was started on the start page."""
    response = of(officer).post(reverse("rollout:nominate"), {"authority": authority.slug})
    found = Nomination.objects.get(members__authority=authority, members__left_at__isnull=True)
    assert response.url == at("nomination_tasks", found)
    return found


SIGNER = {"full_name": "Robin Chief", "post": "chief_executive", "email": "robin@kent.example"}
