"""What the pages are read in: nothing, bare records, a register in use, and the longest texts.

Each begins as the world of the permission matrix does, so that the rows of both find the same records.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.services import raise_request
from requests_log.services.naming import AreasNamed, NamedArea
from tests.browser.every_page.furniture import Furniture, begin_drafts
from tests.browser.every_page.page import BARE, FULL, LONG, NOTHING
from tests.browser.every_page.texts import LONGEST, ORDINARY
from tests.conventions.matrix.test_matrix import MODULES
from tests.conventions.matrix.world import World, build_world
from tests.factories.people import PASSWORD, UserFactory
from tests.reference import reference_data


def make_world(name: str) -> World:
    """Save the world of this `name`, and give it."""
    if name in (FULL, LONG):
        reference_data()
    world = build_world()
    _ask_for_a_new_password(world)
    if name == NOTHING:
        return world
    for module in MODULES:
        module.furnish(world)
    if name == BARE:
        _take_the_password_of(world.people[Role.PARTNER])
        begin_drafts(world, {})
        _untouched(world)
    else:
        Furniture(world, LONGEST if name == LONG else ORDINARY).bring_in()
    return world


def _ask_for_a_new_password(world: World) -> None:
    """Somebody who never signs in, which would end it, has a link that sets a password."""
    user = UserFactory(role=Role.PARTNER, password=PASSWORD)
    key = default_token_generator.make_token(user)
    world.reset_key = {"uidb36": user_pk_to_url_str(user), "key": key}  # type: ignore[attr-defined]


def _take_the_password_of(user: User) -> None:
    """They sign in another way, and may set a password."""
    user.set_unusable_password()
    user.save()


def _untouched(world: World) -> None:
    """A request of which nothing but its issue is known."""
    own = world.own
    entry = raise_request(
        by=world.people[Role.OFFICER], issue="A need", areas=AreasNamed("named", (NamedArea(own.area),))
    )
    own.read_entry = entry
