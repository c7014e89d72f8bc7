"""What other people do between two examples of the guide: those who have no token, such as who signs a nomination."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from areas.models import Authority
from areas.services.people.posts import put_officer
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.models import Nomination
from rollout.services.nominations import sign


def an_officer_of_kent() -> None:
    """Somebody is invited to nominate for an authority that has not begun."""
    officer = User.objects.create_user("officer.kent@demo.example", full_name="Ana Medway", role=Role.OFFICER)
    put_officer(Authority.objects.get(gss_code="E10000016"), officer, by=None, now=timezone.now())


def the_chief_executive_signs() -> None:
    """Robin Chief follows the link of the email and signs."""
    asked = Nomination.objects.latest("pk").sign_offs.get()
    sign(asked.token(), now=timezone.now())


MEANWHILE: dict[str, Callable[[], None]] = {
    "an_officer_of_kent": an_officer_of_kent,
    "the_chief_executive_signs": the_chief_executive_signs,
}
