"""Support to areas: hubs, pairs and learning sets (F000 ¶12, ¶13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from rest_framework.renderers import JSONRenderer

from cbtracker.rest.preconditions import seen_versions
from rollout.api import support_shapes as shapes
from rollout.api.support_kinds import Kind, Support, keeping, within_set
from rollout.api.support_records import of_hub, of_member, of_pair, of_session, of_set
from rollout.models import BuddyPair, Hub, LearningSession, LearningSet, LearningSetMember
from rollout.selectors.support import every_set, members_of
from rollout.services import support


class ShownWhole(Support):
    """A record whose answer holds more than it has versions of: its ETag moves with all of it."""

    def version_of(self, row: Any) -> str:
        """Its version, by which If-Match is compared, and a digest of all that is shown."""
        digest = hashlib.sha256(JSONRenderer().render(self.kind.gives(self.shown(row)).data)).hexdigest()[:16]
        return f"{self.number_of(row)}-{digest}"

    def number_of(self, row: Any) -> int:
        """The version of the record itself."""
        return int(row.version)

    def expect(self, row: Any) -> None:
        """428 and 412 by the version of the record itself."""
        if str(self.number_of(row)) not in seen_versions(self.request):
            raise self._stale(row)


class OfHubs(Support):
    """Hubs."""

    def rows(self) -> Any:
        """All, for the programme."""
        return Hub.objects.visible_to(self.request.user)

    def shown(self, row: Any) -> Mapping[str, Any]:
        """A hub."""
        return of_hub(row)


class OfPairs(Support):
    """Pairs of places."""

    def rows(self) -> Any:
        """All, for the programme."""
        return BuddyPair.objects.visible_to(self.request.user).select_related("helper", "area", "authority")

    def shown(self, row: Any) -> Mapping[str, Any]:
        """With the places by their names."""
        return of_pair(row)


class OfMembers(Support):
    """Places in sets."""

    def rows(self) -> Any:
        """All, for the programme."""
        rows = LearningSetMember.objects.visible_to(self.request.user)
        return rows.select_related("learning_set", "area", "authority")

    def shown(self, row: Any) -> Mapping[str, Any]:
        """With the place by its name."""
        return of_member(row)


class OfSessions(Support):
    """Sessions of sets."""

    def rows(self) -> Any:
        """All, for the programme."""
        return LearningSession.objects.visible_to(self.request.user).select_related("learning_set")

    def shown(self, row: Any) -> Mapping[str, Any]:
        """With its set."""
        return of_session(row)


class OfSets(ShownWhole):
    """Learning sets, with their places and sessions."""

    def rows(self) -> Any:
        """All, for the programme."""
        return LearningSet.objects.visible_to(self.request.user)

    def all(self) -> Iterable[Any]:
        """With how many places are in each, and how often it met."""
        return every_set(self.request.user, on=timezone.localdate())

    def shown(self, row: Any) -> Mapping[str, Any]:
        """With its places and sessions."""
        user = self.request.user
        sessions = LearningSession.objects.visible_to(user).filter(learning_set=row)
        return of_set(row, members_of(row, user), sessions)


Hubs = keeping(
    OfHubs,
    Kind(
        one="a hub",
        several="hubs",
        about="A hub from which areas of a region get expert support (F000 ¶12).",
        called="hub",
        address="hub",
        add=support.add_hub,
        change=support.change_hub,
        terms=support.HubTerms,
        dates=support.HubTerms,
        fields=("region", "name", "host", "contact", "opened_on", "closed_on"),
        takes=shapes.HubIn,
        changes=shapes.HubIn,
        gives=shapes.HubOut,
        line=shapes.HubOut,
    ),
)
Pairs = keeping(
    OfPairs,
    Kind(
        one="a pair of places",
        several="pairs of places",
        about="An area of the first phase, and the new place that it helps (F000 ¶13).",
        called="pair",
        address="buddy_pair",
        add=support.pair_buddies,
        change=support.change_buddies,
        terms=support.BuddyTerms,
        dates=support.BuddyDates,
        fields=("from_on", "to_on", "note"),
        takes=shapes.PairIn,
        changes=shapes.PairDatesIn,
        gives=shapes.PairOut,
        line=shapes.PairOut,
    ),
)
Sets = keeping(
    OfSets,
    Kind(
        one="a learning set",
        several="learning sets",
        about="An action learning set with its places, those that left too, and its sessions (F000 ¶13).",
        called="learning_set",
        address="learning_set",
        add=support.add_set,
        change=support.change_set,
        terms=support.SetTerms,
        dates=support.SetTerms,
        fields=("name", "purpose", "facilitator", "ended_on"),
        takes=shapes.SetIn,
        changes=shapes.SetIn,
        gives=shapes.SetOut,
        line=shapes.SetLine,
    ),
)
Members = within_set(
    OfMembers,
    Kind(
        one="a place of a set",
        several="places of sets",
        about="When a place joined a learning set, and when it left.",
        called="member",
        address="learning_set_member",
        add=support.add_member,
        change=support.change_member,
        terms=support.MemberTerms,
        dates=support.MemberDates,
        fields=("from_on", "to_on"),
        takes=shapes.MemberIn,
        changes=shapes.MemberDatesIn,
        gives=shapes.MemberOut,
        line=shapes.MemberOut,
    ),
)
Sessions = within_set(
    OfSessions,
    Kind(
        one="a session of a set",
        several="sessions of sets",
        about="When a learning set met or will, about what, and what was learned.",
        called="session",
        address="learning_set_session",
        add=support.add_session,
        change=support.change_session,
        terms=support.SessionTerms,
        dates=support.SessionTerms,
        fields=("on", "topic", "notes"),
        takes=shapes.SessionIn,
        changes=shapes.SessionIn,
        gives=shapes.SessionOut,
        line=shapes.SessionOut,
    ),
)
