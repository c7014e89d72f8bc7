"""The fixed words of the register (DESIGN §2 and §5)."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    """Where a request is in the workflow; it follows from actions."""

    RAISED = "raised", "Raised"
    ACCEPTED = "accepted", "Accepted"
    IN_HAND = "in_hand", "In hand"
    ADDRESSED = "addressed", "Addressed"
    REOPENED = "reopened", "Reopened"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DUPLICATE = "duplicate", "Duplicate"


OPEN_STATUSES = (Status.ACCEPTED, Status.IN_HAND, Status.REOPENED)


class Timescale(models.TextChoices):
    """When it is to be resolved (F004 A: for April, through on-going workstreams, after April)."""

    BY_DATE = "by_date", "By a date"
    WORKSTREAM = "workstream", "Through a workstream"
    AFTER_APRIL = "after_april", "After April"


class Kind(models.TextChoices):
    """The two main types of request (F004 C ¶4)."""

    FLEXIBILITY = "flexibility", "Flexibility or derogation"
    POOLING = "pooling", "Help to pool or align"


class Nature(models.TextChoices):
    """What the barrier comes from (F004 A ¶4)."""

    LEGISLATION = "legislation", "Legislation"
    PRACTICE = "practice", "Business practice"
    AWARENESS = "awareness", "Awareness of an existing freedom"
    UNCLEAR = "unclear", "Not yet clear"


class AreaScope(models.TextChoices):
    """Whom a request is for; many and all are programme-wide."""

    NAMED = "named", "Named areas"
    NAMED_AND_OTHERS = "named_and_others", "Named areas and others"
    MANY = "many", "Many areas"
    ALL = "all", "All areas"


PROGRAMME_WIDE = (AreaScope.MANY, AreaScope.ALL)


class DepartmentScope(models.TextChoices):
    """Whom a request is made of; all queues it for every champion."""

    NAMED = "named", "Named departments"
    ALL = "all", "All departments"


class Attention(models.TextChoices):
    """The level at which a request has to be dealt with (F000 ¶14)."""

    DIRECTOR = "director", "Director or Deputy Director"
    DG = "dg", "Director General"
    POLITICAL = "political", "Political"


class Outcome(models.TextChoices):
    """How a request ended."""

    AGREED = "agreed", "Agreed"
    ALREADY_EXISTED = "already_existed", "Freedom already existed"
    ALTERNATIVE = "alternative", "Alternative offered"
    LOCAL = "local", "For local resolution"
    DECLINED = "declined", "Declined"


FREEDOM_OUTCOMES = (Outcome.AGREED, Outcome.ALREADY_EXISTED, Outcome.ALTERNATIVE)


class Audience(models.TextChoices):
    """Who may read a position."""

    AREAS = "areas", "Areas and Whitehall"
    WHITEHALL = "whitehall", "Whitehall only"


class Confidence(models.TextChoices):
    """How sure the department is that it will be resolved in time."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"


class Action(models.TextChoices):
    """What a revision did."""

    RAISED = "raised", "Raised"
    IMPORTED = "imported", "Imported"
    TRIAGED = "triaged", "Triaged"
    CHANGED = "changed", "Details changed"
    SLIPPED = "slipped", "Due date moved"
    POSITION = "position", "Position stated"
    CONFIRMED = "confirmed", "No change confirmed"
    ADDRESSED = "addressed", "Addressed"
    REOPENED = "reopened", "Reopened"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DUPLICATE = "duplicate", "Marked as a duplicate"
    PERSISTS = "persists", "Area says the barrier persists"
    REPLIED = "replied", "Area replied"
    FREEDOM = "freedom", "Freedom declared"
    REVERSED = "reversed", "Change reversed"
