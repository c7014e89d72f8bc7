"""What somebody who is invited is to be in charge of, and giving it to them when they come.

Duties are JSON, by names that outlive primary keys:

    officer         {"authorities": ["E08000003"]}                               GSS codes
    locality lead   {"places": ["E10000014", "E06000045"]}                       GSS codes
    community       {"neighbourhoods": ["testfield"]}                             short names (slugs)
    champion        {"departments": [{"abbreviation": "DfE", "part": "deputy"}]}  part: champion or deputy
    others          {}
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.models import Authority, Department, Neighbourhood
from areas.services.people import posts
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, Role, require_role
from cbtracker.accounts.services import accept_invitation

_ASKED = {
    Role.OFFICER: "authorities",
    Role.LOCALITY_LEAD: "places",
    Role.COMMUNITY: "neighbourhoods",
    Role.CHAMPION: "departments",
}
TAKEN_OVER = "Taken over on accepting an invitation."


def check_duties(role: str, duties: dict[str, Any]) -> None:
    """Raise ValidationError unless `duties` are what people of `role` have, of places and departments that exist."""
    asked = _ASKED.get(Role(role))
    if set(duties) != ({asked} if asked else set()):
        raise ValidationError(f"The duties of this role are {asked or 'none'}")
    if asked == "departments":
        names = {row.get("abbreviation") for row in duties[asked] if row.get("part") in posts.Part.values}
        known = Department.objects.filter(abbreviation__in=names).count()
    elif asked == "neighbourhoods":
        names = set(duties[asked])
        known = Neighbourhood.objects.filter(slug__in=names).count()
    else:
        names = set(duties.get(asked or "", ()))
        known = Authority.objects.filter(gss_code__in=names).count()
    if asked and (not names or known != len(duties[asked])):
        raise ValidationError("Choose places or departments that exist, each once")


@transaction.atomic
def give_duties(user: User, *, duties: dict[str, Any], by: User, now: datetime) -> None:
    """Put `user` in charge of `duties`; whoever holds a post that one person holds at a time hands it over.

    `by` must be able to invite. Raises NotPermitted, ValidationError.
    """
    require_role(by, Permission.INVITE)
    _give(user, duties, by, now)


@transaction.atomic
def join(token: str, *, full_name: str, password: str, now: datetime) -> User:
    """Accept the invitation that `token` belongs to: make the account and give the duties, all or nothing.

    Whoever invited may have left since; the invitation still holds. Who joins is not told of it by another email.
    Raises InvitationClosed, ValidationError.
    """
    invitation, user = accept_invitation(token, full_name=full_name, password=password, now=now)
    _give(user, invitation.duties, invitation.invited_by, now, tells=False)
    return user


def _give(user: User, duties: dict[str, Any], by: User, now: datetime, *, tells: bool = True) -> None:
    if not duties:
        return
    check_duties(user.role, duties)
    for code in duties.get("authorities", ()):
        posts.put_officer(Authority.objects.get(gss_code=code), user, by=by, now=now, tells=tells)
    for code in duties.get("places", ()):
        posts.put_locality_lead(
            Authority.objects.get(gss_code=code), user, note=TAKEN_OVER, by=by, now=now, tells=tells
        )
    for slug in duties.get("neighbourhoods", ()):
        posts.put_member(Neighbourhood.objects.get(slug=slug), user, by=by, now=now, tells=tells)
    for row in duties.get("departments", ()):
        put = posts.put_champion if row["part"] == posts.Part.CHAMPION else posts.put_deputy
        put(Department.objects.get(abbreviation=row["abbreviation"]), user, by=by, now=now, tells=tells)
