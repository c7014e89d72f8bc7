"""The question pages of a nomination, in their order: six, and nothing asked twice (DESIGN §1; F000 ¶8–13)."""

from __future__ import annotations

from django.db import models

from rollout.models import Nomination


class Page(models.TextChoices):
    """A page of questions; `answers` of a nomination holds what it was given under its value.

    WHO: contacts (a list of name, job_title, email, phone); authorities and the area's name are kept beside them.
    FOCUS: focus (`Focus`), detail. PACE: budget_cycle, detail; the wanted start is a column.
    PARTNERS: sectors (a list of `Sector`), detail. OFFER: elements (keys of `OfferElement`), detail.
    BARRIERS: barriers (a list of issue, detail, departments by abbreviation); an empty list says none so far.
    """

    WHO = "who", "Who is nominating"
    FOCUS = "focus", "What you want to focus on"
    PACE = "pace", "When you want to start"
    PARTNERS = "partners", "Who you will work with"
    OFFER = "offer", "What you want from the offer"
    BARRIERS = "barriers", "Barriers you already see"


class Focus(models.TextChoices):
    """What the Community Budget is to be about (F000 ¶8)."""

    FAMILIES = "families", "Families with multiple problems"
    BROADER = "broader", "A broader focus, such as earlier intervention"


class Sector(models.TextChoices):
    """Who takes part (F000 ¶13)."""

    HEALTH = "health", "Health services"
    POLICE = "police", "Police and probation"
    JOBS = "jobs", "Jobcentre Plus and employment services"
    SCHOOLS = "schools", "Schools and colleges"
    HOUSING = "housing", "Housing providers"
    DISTRICTS = "districts", "District councils"
    VOLUNTARY = "voluntary", "Voluntary sector"
    COMMUNITY = "community", "Community groups"
    BUSINESS = "business", "Business"


MOST_BARRIERS, MOST_CONTACTS = 10, 3


def missing_pages(nomination: Nomination) -> list[Page]:
    """The pages that have no answer yet, in their order."""
    return [page for page in Page if page.value not in nomination.answers]
