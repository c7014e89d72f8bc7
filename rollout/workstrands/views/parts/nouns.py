"""The kinds of part that a plan has: how each is asked for, written, and where one goes back to.

A kind is declared as a `Noun` in a module of its own vertical (`PARTS`), and listed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.forms.base import PartForm
from rollout.workstrands.models import OperationalPlan
from rollout.workstrands.services.parts import PartService

Rows = Callable[[Any], Any]


@dataclass(frozen=True)
class Noun:
    """A kind of part, by what addresses call it (`slug`).

    `rows(user)` are those that somebody may see, with what `said` and `str` read of them; `page` the route that shows
    them, with the anchor `anchor` on it (else `slug`). `of` is the slug of the kind that it belongs to, blank: the
    plan itself.
    """

    slug: str
    service: PartService[Any]
    form: type[PartForm]
    rows: Rows
    add_title: str
    change_title: str
    remove_title: str
    added: str
    removed: str
    page: str = "workstrands:plan"
    anchor: str = ""
    of: str = ""
    permission: Permission = Permission.EDIT_STRAND_PLAN
    form_for_change: type[PartForm] | None = None
    said: Callable[[Any], dict[str, Any]] | None = None

    @property
    def change_form(self) -> type[PartForm]:
        """The form for a part that is there."""
        return self.form_for_change or self.form

    def said_of(self, row: Any) -> dict[str, Any]:
        """What the form for changing says of `row`."""
        if self.said is not None:
            return self.said(row)
        names = self.change_form.base_fields
        return {name: getattr(row, name) for name in names}

    def back(self, plan: OperationalPlan) -> str:
        """The page that shows such parts of `plan`, where they stand on it."""
        return f"{reverse(self.page, kwargs={'place': plan.place.slug})}#{self.anchor or self.slug}"
