"""What there is of support: everything, one learning set, and the candidates for an early start."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.access import can
from areas.candidates import pool_lists
from cbtracker.accounts.permissions import Permission
from rollout.models import Hub, LearningSession, LearningSet
from rollout.selectors.support import every_pair, every_set, every_workshop, members_of, own_places, read_support
from rollout.selectors.support import regions as every_region
from rollout.views.base import RolloutReader


class SupportPage(RolloutReader):
    """What there is for the reader's own places first, then workshops, hubs, buddying and learning sets."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it all."""
        now, today = timezone.now(), timezone.localdate()
        hubs = list(Hub.objects.visible_to(self.user))
        workshops = every_workshop(self.user)
        pairs = every_pair(self.user)
        context = {
            "own": own_places(self.user, read_support(self.user, now=now), on=today),
            "to_come": [one for one in workshops if one.ends_at > now],
            "past_workshops": [one for one in reversed(workshops) if one.ends_at <= now],
            "regions": [
                (region, [hub for hub in hubs if hub.region == region and not hub.closed_on])
                for region in every_region()
            ],
            "closed_hubs": [hub for hub in hubs if hub.closed_on],
            "pairs": [one for one in pairs if not one.to_on or one.to_on > today],
            "past_pairs": [one for one in pairs if one.to_on and one.to_on <= today],
            "sets": every_set(self.user, on=today),
            "today": today,
            "may_edit": can(self.user, Permission.EDIT_SUPPORT),
        }
        return render(request, "rollout/support/index.html", context)


class LearningSetPage(RolloutReader):
    """One set: its places and its sessions."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        learning_set = get_object_or_404(LearningSet.objects.visible_to(self.user), pk=pk)
        sessions = LearningSession.objects.visible_to(self.user).filter(learning_set=learning_set)
        context = {
            "set": learning_set,
            "members": members_of(learning_set, self.user),
            "sessions": list(sessions),
            "today": timezone.localdate(),
            "may_edit": can(self.user, Permission.EDIT_SUPPORT),
        }
        return render(request, "rollout/support/learning_set.html", context)


class PoolsPage(RolloutReader):
    """Authorities that may be well placed to start early: candidates, in alphabetical order, never a rank."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every pool."""
        lists = pool_lists(self.user, on=timezone.localdate())
        context = {
            "in_paper": [one for one in lists if one.about.in_paper],
            "later": [one for one in lists if not one.about.in_paper],
        }
        return render(request, "rollout/support/pools.html", context)
