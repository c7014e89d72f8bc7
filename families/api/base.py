"""What all operations about families share: nothing without its caveat (F004, end of Annex D)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from rest_framework import serializers

from areas.api.base import ProgrammeViewSet
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query
from cbtracker.rest.shapes import Out
from families.models import Cohort
from families.presenters import CAVEAT
from families.selectors.runs import Figures

AS_AT = Query(
    "The day whose proposals and members of areas are shown; today without it", "2011-03-22", {"type": "string"}
)


class FamiliesViewSet(ProgrammeViewSet):
    """A viewset whose answers hold figures of families. None of its lists is sorted or filtered by one."""

    tag: ClassVar[str] = "Estimates and proposals"

    def asked(self, form: Any) -> Any:
        """`form`, which the page of the same table reads its address with; raises Wrong for what it cannot read."""
        chosen = [name for name in ("run",) if name in self.params and name not in form.fields]
        if chosen:
            raise wrong_parameter(chosen[0], "Only who reads runs chooses one. Leave it out for the current run.")
        if not form.is_bound:
            missing = next(name for name, field in form.fields.items() if field.required)
            raise wrong_parameter(missing, f"Say which {form.fields[missing].label.lower()} to read.")
        if not form.is_valid():
            name, texts = next(iter(form.errors.items()))
            raise wrong_parameter(name if name != NON_FIELD_ERRORS else "", " ".join(map(str, texts)))
        return form


class RangeOut(Out):
    """Families from `low` to `high`, as printed; a point has both alike. A blank is null, which is not zero."""

    low = serializers.IntegerField()
    high = serializers.IntegerField()
    keys = ("low", "high")


class CaveatOut(Out):
    """What holds figures of families: the caveat is there whatever `fields=` asks for."""

    caveat = serializers.CharField(help_text="Goes with the figures wherever they go")
    keys: ClassVar[tuple[str, ...]] = ("caveat",)


def range_or_blank(about: str = "") -> RangeOut:
    """A range, or null for a blank."""
    return RangeOut(allow_null=True, help_text=about)


def with_caveat(said: dict[str, Any]) -> dict[str, Any]:
    """`said` with the caveat."""
    return {"caveat": CAVEAT, **said}


def by_cohort(figures: Figures) -> dict[str, Any]:
    """The ranges of both groups of families by their names."""
    return {cohort.value: figures.get(cohort) for cohort in Cohort}
