"""A programme of which papers are written."""

from __future__ import annotations

from requests_log.models import Audience
from requests_log.services import Words, state_position
from requests_log.services.positions import position_version
from tests.integration.papers.paper_world import group
from tests.integration.requests_log.world import NOON, World, accepted, again, make_world


def world_with_words(secret: str) -> World:
    """A request that is with lawyers for areas, and of which Whitehall says `secret` among itself."""
    made = make_world()
    group()
    entry = accepted(made, made.dfe)
    for text, audience in (("The form is with lawyers", Audience.AREAS), (secret, Audience.WHITEHALL)):
        entry = again(entry)
        state_position(
            entry,
            by=made.person("secretariat"),
            expected_version=position_version(entry, made.dfe),
            words=Words(text=text, audience=audience),
            department=made.dfe,
            now=NOON,
        )
    return made
