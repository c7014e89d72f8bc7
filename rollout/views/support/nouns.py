"""The kinds of record that support is kept in: how each is asked for, written, and where one goes back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cbtracker.web.formats import LONDON
from rollout.forms import support as forms
from rollout.models import BuddyPair, Hub, LearningSession, LearningSet, LearningSetMember, Workshop
from rollout.services import support

Write = Callable[..., Any]


@dataclass(frozen=True)
class Noun:
    """A kind of record. `add` and `change` are services; `name` is what `change` and `add` call the row and its set.

    `said` gives what the form for changing says of a row; `within_set` where a record belongs to a learning set.
    """

    rows: Callable[[Any], QuerySet]
    add_form: type[forms.GovukForm]
    change_form: type[forms.GovukForm]
    add: Write
    change: Write
    name: str
    add_title: str
    change_title: str
    added: str
    said: Callable[[Any], dict[str, Any]]
    part: str = ""
    within_set: bool = False

    def back(self, row: Any) -> str:
        """The page that `row` is shown on."""
        if self.within_set or isinstance(row, LearningSet):
            learning_set = row.learning_set_id if self.within_set else row.pk
            return reverse("rollout:learning_set", kwargs={"pk": learning_set})
        if isinstance(row, Workshop):
            return reverse("rollout:workshop", kwargs={"pk": row.pk})
        return f"{reverse('rollout:support')}#{self.part}"


def _fields(*names: str) -> Callable[[Any], dict[str, Any]]:
    return lambda row: {name: getattr(row, name) for name in names}


def workshop_said(workshop: Workshop) -> dict[str, Any]:
    """What the form says of `workshop`, by London's clock."""
    starts, ends = workshop.starts_at.astimezone(LONDON), workshop.ends_at.astimezone(LONDON)
    plain = _fields("title", "region", "venue", "run_by", "capacity", "about", "cancelled")(workshop)
    return {**plain, "day": starts.date(), "starts": starts.time(), "ends": ends.time()}


NOUNS: dict[str, Noun] = {
    "hubs": Noun(
        rows=lambda user: Hub.objects.visible_to(user),
        add_form=forms.HubForm,
        change_form=forms.HubForm,
        add=support.add_hub,
        change=support.change_hub,
        name="hub",
        add_title="Add a regional hub",
        change_title="Change the hub",
        added="The hub is added",
        said=_fields("region", "name", "host", "contact", "opened_on", "closed_on"),
        part="hubs",
    ),
    "buddies": Noun(
        rows=lambda user: BuddyPair.objects.visible_to(user).select_related("helper", "area", "authority"),
        add_form=forms.BuddyForm,
        change_form=forms.BuddyDatesForm,
        add=support.pair_buddies,
        change=support.change_buddies,
        name="pair",
        add_title="Pair two places",
        change_title="Change the pair",
        added="The places are paired",
        said=_fields("from_on", "to_on", "note"),
        part="buddies",
    ),
    "sets": Noun(
        rows=lambda user: LearningSet.objects.visible_to(user),
        add_form=forms.SetForm,
        change_form=forms.SetForm,
        add=support.add_set,
        change=support.change_set,
        name="learning_set",
        add_title="Add an action learning set",
        change_title="Change the set",
        added="The set is added",
        said=_fields("name", "purpose", "facilitator", "ended_on"),
    ),
    "workshops": Noun(
        rows=lambda user: Workshop.objects.visible_to(user),
        add_form=forms.NewWorkshopForm,
        change_form=forms.WorkshopForm,
        add=support.add_workshop,
        change=support.change_workshop,
        name="workshop",
        add_title="Add a workshop",
        change_title="Change the workshop",
        added="The workshop is added",
        said=workshop_said,
    ),
    "members": Noun(
        rows=lambda user: LearningSetMember.objects.visible_to(user).select_related(
            "learning_set", "area", "authority"
        ),
        add_form=forms.MemberForm,
        change_form=forms.MemberDatesForm,
        add=support.add_member,
        change=support.change_member,
        name="member",
        add_title="Add a place to the set",
        change_title="Change when the place joined or left",
        added="The place is in the set",
        said=_fields("from_on", "to_on"),
        within_set=True,
    ),
    "sessions": Noun(
        rows=lambda user: LearningSession.objects.visible_to(user).select_related("learning_set"),
        add_form=forms.SessionForm,
        change_form=forms.SessionForm,
        add=support.add_session,
        change=support.change_session,
        name="session",
        add_title="Add a session",
        change_title="Change the session",
        added="The session is added",
        said=_fields("on", "topic", "notes"),
        within_set=True,
    ),
}
