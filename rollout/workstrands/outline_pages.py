"""The pages of questions of an outline proposal, and what of them is not answered yet (F003 Annexes A and B)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from rollout.workstrands.models import Criterion, OutlineProposal, Prospectus, Workstrand


class OutlinePage(models.TextChoices):
    """A page of questions, in order: five in strand 3, three in strand 4."""

    NEIGHBOURHOOD = "neighbourhood", "The neighbourhood"
    SUITED_NEIGHBOURHOOD = "neighbourhood-suited", "How the neighbourhood is suited"
    SUITED_AUTHORITY = "authority-suited", "How the authority is suited"
    SUITED_PLACE = "place-suited", "How the place is suited"
    FORWARD = "taking-forward", "How you would take it forward"
    CONTACT = "contact", "Whom we can ask"


About = Criterion.About
CRITERIA: Mapping[OutlinePage, About] = {
    OutlinePage.SUITED_NEIGHBOURHOOD: About.NEIGHBOURHOOD,
    OutlinePage.SUITED_AUTHORITY: About.AUTHORITY,
    OutlinePage.SUITED_PLACE: About.PLACE,
}
"""Which criteria a page asks for."""

FIELDS: Mapping[OutlinePage, tuple[str, ...]] = {
    OutlinePage.NEIGHBOURHOOD: ("neighbourhood_name", "boundary", "organisation", "earlier_area"),
    OutlinePage.FORWARD: ("taking_forward",),
    OutlinePage.CONTACT: ("contact_name", "contact_email", "contact_phone"),
}
"""Which fields of the outline proposal a page asks for."""

NEEDED = ("neighbourhood_name", "boundary", "organisation", "taking_forward", "contact_name", "contact_email")
LABELS: Mapping[str, str] = {
    "neighbourhood_name": "Name of the neighbourhood",
    "boundary": "Where its boundary runs",
    "organisation": "Organisation that could hold the budget",
    "earlier_area": "Earlier area",
    "taking_forward": "How you would take it forward",
    "contact_name": "Name of the person to ask",
    "contact_email": "Email address of the person to ask",
    "contact_phone": "Phone number of the person to ask",
}


def pages_of(strand: Workstrand) -> tuple[OutlinePage, ...]:
    """The pages that outline proposals of `strand` have, in their order."""
    shared = (OutlinePage.FORWARD, OutlinePage.CONTACT)
    if not strand.is_of_neighbourhoods:
        return (OutlinePage.SUITED_PLACE, *shared)
    return (OutlinePage.NEIGHBOURHOOD, OutlinePage.SUITED_NEIGHBOURHOOD, OutlinePage.SUITED_AUTHORITY, *shared)


@dataclass(frozen=True)
class Missing:
    """Something that is not answered: on which `page`, under what `label`, and its `place` in a body of the API."""

    page: OutlinePage
    label: str
    place: str


@dataclass(frozen=True)
class Said:
    """All that an outline proposal says: itself, its criteria in order, and the answers by their keys."""

    outline: OutlineProposal
    criteria: tuple[Criterion, ...]
    answers: Mapping[str, str]
    prospectus: Prospectus | None

    @property
    def pages(self) -> tuple[OutlinePage, ...]:
        """Its pages."""
        return pages_of(self.outline.strand)

    def criteria_on(self, page: OutlinePage) -> list[Criterion]:
        """The criteria that `page` asks for."""
        return [one for one in self.criteria if one.about == CRITERIA.get(page)]

    def given(self, page: OutlinePage) -> bool:
        """Whether anything on `page` was answered."""
        fields = any(getattr(self.outline, name) for name in FIELDS.get(page, ()))
        return fields or any(self.answers.get(one.key) for one in self.criteria_on(page))

    def missing_on(self, page: OutlinePage) -> list[Missing]:
        """What `page` asks for and was not answered."""
        fields = [name for name in FIELDS.get(page, ()) if self._needs(name) and not getattr(self.outline, name)]
        criteria = [one for one in self.criteria_on(page) if not self.answers.get(one.key)]
        return [
            *(Missing(page, LABELS[name], name) for name in fields),
            *(Missing(page, one.title, f"answers.{one.key}") for one in criteria),
        ]

    @property
    def missing(self) -> list[Missing]:
        """All that was not answered, in the order of the pages."""
        return [one for page in self.pages for one in self.missing_on(page)]

    def _needs(self, name: str) -> bool:
        """An earlier area must be named where the prospectus asks nobody else (F003 Annex A, How)."""
        if name == "earlier_area":
            return self.prospectus is not None and not self.prospectus.new_areas
        return name in NEEDED


def read_said(outline: OutlineProposal) -> Said:
    """Read all that `outline` says, in three queries."""
    criteria = tuple(Criterion.objects.filter(strand=outline.strand_id))
    answers = dict(outline.answers.order_by().values_list("criterion__key", "text"))
    prospectus = Prospectus.objects.filter(strand=outline.strand_id).first()
    return Said(outline, criteria, answers, prospectus)
