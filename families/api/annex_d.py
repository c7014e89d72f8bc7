"""The table of Annex D (F004)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import Query, operation
from families.api.annex_d_shapes import AnnexDOut, of_table
from families.api.base import AS_AT, FamiliesViewSet
from families.forms.annex_d import AnnexDForm
from families.selectors.annex_d import read_annex_d

CHOICES = {
    "as_at": AS_AT,
    "run": Query("The run of the estimates, for who reads runs; the current one without it", "7"),
    "marking": Query("The security marking", "OFFICIAL", {"type": "string", "maxLength": 60}),
}


class AnnexDTable(FamiliesViewSet):
    """Estimates of authorities beside proposals of areas."""

    @operation("Read Annex D", permission=Permission.READ_ESTIMATES, gives=AnnexDOut, query=CHOICES)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """Estimates beside proposals, in the order of the areas: all of them for Whitehall, an officer's own authority
        and area. Nothing sorts or filters by a figure, and the caveat goes with every row.
        """
        form = self.asked(AnnexDForm(self.params, user=request.user))
        table = read_annex_d(request.user, as_at=form.day, run=form.chosen_run)
        return self.answer(of_table(table, marking=form.cleaned_data["marking"]))
