"""What happens in the register when somebody's access ends.

Requests stay who raised them: that is history, and any officer of the area answers for them. What goes on is
what others rely on (shared views) and what somebody in Whitehall keeps an eye on (watched requests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, count

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import GRANTS, Permission, Role
from cbtracker.accounts.services import Charge
from cbtracker.audit.services import record
from requests_log.models import SavedView, Watch

KEY = "register"
MAY_SHARE = [role for role in Role if Permission.SHARE_VIEW in GRANTS[role]]


class RegisterHandover:
    """Shared views and watched requests of somebody in Whitehall need a successor; everybody else's watches end."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Return one charge where there is anything to take over."""
        if user.role not in MAY_SHARE:
            return []
        views = SavedView.objects.filter(user=user, shared=True).count()
        watched = Watch.objects.filter(user=user).count()
        if not views and not watched:
            return []
        people = User.objects.filter(role__in=MAY_SHARE, is_active=True).exclude(pk=user.pk)
        label = f"Shared views ({views}) and watched requests ({watched})"
        return [Charge(KEY, label, frozenset(people.values_list("pk", flat=True)))]

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """Give shared views and watches to the successor; end the rest."""
        successor = successors.get(KEY)
        if successor is not None:
            _give_views(user, successor, by, now)
            seen = Watch.objects.filter(user=successor).values("entry_id")
            Watch.objects.filter(user=user).exclude(entry_id__in=seen).update(user=successor)
        Watch.objects.filter(user=user).delete()
        SavedView.objects.filter(user=user, shared=False).delete()


def _give_views(user: User, successor: User, by: User, now: datetime) -> None:
    taken = set(SavedView.objects.filter(user=successor).values_list("name", flat=True))
    for view in SavedView.objects.select_for_update().filter(user=user, shared=True):
        view.name = _free_name(view.name, user, taken)
        view.user = successor
        view.save(update_fields=["name", "user"])
        taken.add(view.name)
        record(by=by, verb="saved_view.handed_over", on=view, data={"from": str(user), "to": str(successor)}, now=now)


def _free_name(name: str, user: User, taken: set[str]) -> str:
    """Return a name that the successor does not use yet, of at most 100 characters."""
    said = f" (from {user})"[:60]
    numbered = (said if number == 1 else f"{said} {number}" for number in count(1))
    tries = chain([name], (f"{name[: 100 - len(suffix)]}{suffix}" for suffix in numbered))
    return next(tried for tried in tries if tried not in taken)
