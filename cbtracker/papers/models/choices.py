"""The fixed words of papers (DESIGN §2 and §5; issue 3)."""

from __future__ import annotations

from django.db import models


class PaperKind(models.TextChoices):
    """A paper of its own, or what is tabled at the meeting to bring it up to date (F004 ¶5)."""

    BOARD = "board", "Board paper"
    TABLED_UPDATE = "tabled_update", "Tabled update"


class PaperState(models.TextChoices):
    """A draft is rewritten freely; an issued paper never changes."""

    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"


class Audience(models.TextChoices):
    """For whom a rendition is: each holds only what that audience may read."""

    BODY = "body", "The body"
    AREAS = "areas", "Areas"
    PARTNERS = "partners", "Partners"


class BodySight(models.TextChoices):
    """What a body's own rendition holds: leaders of places do not read what is for Whitehall only."""

    WHITEHALL = "whitehall", "Everything, with what is for Whitehall only"
    PARTNERS = "partners", "Every request, without what is for Whitehall only"


class RenditionSight(models.TextChoices):
    """What a rendition holds, as it was when it was issued: a body's sight may be changed later."""

    WHITEHALL = "whitehall", "Everything, with what is for Whitehall only"
    PARTNERS = "partners", "Every request, without what is for Whitehall only"
    AREAS = "areas", "What every area may read"
