"""The two groups of families that estimates are of (F004 Annex D, notes 2 and 3)."""

from __future__ import annotations

from django.db import models

from families.apportionment import FAMILIES, FAMILIES_WITH_A_CHILD


class Cohort(models.TextChoices):
    """A group of families; the second is part of the first."""

    FWMP = "fwmp", "Families with multiple problems"
    CHILD = "fwmp_child", "Families with multiple problems and a child with SEN or behaviour problems"


NATIONAL_TOTALS = {Cohort.FWMP: FAMILIES, Cohort.CHILD: FAMILIES_WITH_A_CHILD}
"""How many there are in England, as Annex D says."""
