"""What the pages of places and authorities say of families, for those who may read it of the place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from areas.authority_parts import Part
from areas.models import Area, Authority
from cbtracker.web.formats import LONDON
from families.presenters import CAVEAT, COLUMNS, rows_of
from families.selectors.annex_d import read_rows_of


def rows_on_page(place: Area | Authority, user: Any, *, today: date) -> Mapping[str, Any]:
    """The rows of Annex D of `place` as `user` may read them; empty where there are none for them."""
    table = read_rows_of(user, place, as_at=today)
    if not table.lines:
        return {}
    called = "Proposal and estimates" if any(line.proposal for line in table.lines) else "Estimates"
    return {"table": table, "columns": COLUMNS, "rows": rows_of(table), "caveat": CAVEAT, "called": called}


def authority_part(authority: Authority, user: Any) -> Part:
    """The row of Annex D of `authority`."""
    said = {"annex_d": rows_on_page(authority, user, today=timezone.localdate(timezone=LONDON))}
    return Part("families/_on_authority.html", said)
