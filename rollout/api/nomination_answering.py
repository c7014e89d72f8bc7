"""The six pages of questions: a body becomes what the page's own form reads, so that the rules are the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.api.nomination_bodies import BarriersIn, FocusIn, NominationPartnersIn, PaceIn, WhoIn, WishesIn
from rollout.api.nominations import CHANGES, OfNominations
from rollout.forms.nominations import FocusForm, OfferForm, PaceForm, PageForm, PartnersForm
from rollout.forms.nominations_barriers import BarriersForm
from rollout.forms.nominations_who import WhoForm
from rollout.models import Nomination
from rollout.services.nominations import keep_page, keep_who
from rollout.services.nominations.claims import check_draft

_NUMBERED = re.compile(r"(contact|barrier)(\d+)_(\w+)")


def place_of(field: str) -> str:
    """Where a form's field is in a body: "contact1_email" is "contacts.0.email"."""
    if found := _NUMBERED.fullmatch(field):
        return f"{found[1]}s.{int(found[2]) - 1}.{found[3]}"
    return {"wanted": "elements", "none": "barriers"}.get(field, field)


class OfPage(OfNominations):
    """The answers to one page: PATCH keeps what is sent beside what the page says already."""

    form: ClassVar[type[PageForm]]

    def save(self) -> HttpResponseBase:
        """Keep what was sent, as the page does."""
        one = self.nomination(Permission.EDIT_NOMINATION)
        said = self.said()
        self.expect(one)
        check_draft(one)
        return self.changed(self.keep(one, self.checked(one, said)))

    def checked(self, one: Nomination, said: Mapping[str, Any]) -> Any:
        """The page's form over what it says and what was sent. Raises ValidationError with the places in the body."""
        gone = self.dropped(said)
        there = {name: value for name, value in self.form.said_of(one).items() if not name.startswith(gone)}
        fields = {**there, **dict(self.fields_of(said))}
        count = self.form.count_in(fields)
        form = self.form(fields, nomination=one, user=self.request.user, count=count)
        if not form.is_valid():
            raise ValidationError({place_of(name): list(texts) for name, texts in form.errors.items()})
        return form

    def fields_of(self, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """The form's fields for what was sent."""
        yield from said.items()

    def dropped(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """The beginnings of the fields that a list in the body takes the place of."""
        return ()

    def keep(self, one: Nomination, form: Any) -> Nomination:
        """Write it."""
        return keep_page(
            one,
            page=self.form.page,
            answers=form.answers(),
            by=self.request.user,
            expected_version=one.version,
            now=timezone.now(),
            **form.columns(),
        )


class WhoAnswers(OfPage):
    """Who nominates."""

    form = WhoForm

    @operation("Say who nominates", takes=WhoIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Name the authorities, what their area is called, and up to three people whom we can ask."""
        return self.save()

    def fields_of(self, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Authorities by slug, and each person's parts."""
        if "authorities" in said:
            yield "authorities", [one.slug for one in said["authorities"]]
        if "name" in said:
            yield "name", said["name"]
        for number, contact in enumerate(said.get("contacts", ()), start=1):
            yield from ((f"contact{number}_{part}", text) for part, text in contact.items())

    def dropped(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """People are sent all or none."""
        return ("contact",) if "contacts" in said else ()

    def keep(self, one: Nomination, form: WhoForm) -> Nomination:
        """Write it: it is kept in columns too."""
        return keep_who(
            one,
            authorities=form.chosen(),
            name=form.cleaned_data["name"],
            contacts=form.contacts(),
            by=self.request.user,
            expected_version=one.version,
            now=timezone.now(),
        )


class FocusAnswers(OfPage):
    """What it is to be about."""

    form = FocusForm

    @operation("Say what you want to focus on", takes=FocusIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Families with multiple problems, or a broader focus."""
        return self.save()


class PaceAnswers(OfPage):
    """When it is to start."""

    form = PaceForm

    @operation("Say when you want to start", takes=PaceIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Choose the day on which you want to start, in the years of the programme."""
        return self.save()


class PartnersAnswers(OfPage):
    """Who takes part."""

    form = PartnersForm

    @operation("Say who you will work with", takes=NominationPartnersIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Name the sectors, or say it in your own words."""
        return self.save()


class OfferAnswers(OfPage):
    """What is wanted of the offer."""

    form = OfferForm

    @operation("Say what you want from the offer", takes=WishesIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Choose elements of the offer, or none. It binds nobody."""
        return self.save()

    def fields_of(self, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Elements by key."""
        if "elements" in said:
            yield "wanted", [one.key for one in said["elements"]]
        if "detail" in said:
            yield "detail", said["detail"]


class BarriersAnswers(OfPage):
    """Barriers that are seen already."""

    form = BarriersForm

    @operation("Name barriers that you already see", takes=BarriersIn, **CHANGES)
    def update(self, request: Any, id: str) -> HttpResponseBase:
        """Name up to ten, in the place of those named before; each becomes a request when you submit.

        Look at the freedoms that are like them first: some of what you need may be possible already.
        """
        return self.save()

    def fields_of(self, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Each barrier's parts, or that there is none."""
        if "barriers" not in said:
            return
        yield "none", not said["barriers"]
        for number, barrier in enumerate(said["barriers"], start=1):
            yield f"barrier{number}_issue", barrier["issue"]
            yield f"barrier{number}_detail", barrier.get("detail", "")
            yield f"barrier{number}_departments", [one.abbreviation for one in barrier.get("departments", ())]

    def dropped(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """Barriers are sent all or none."""
        return ("barrier",) if "barriers" in said else ()
