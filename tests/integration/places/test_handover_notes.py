"""What one locality lead writes to the next stays in Whitehall."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from tests.conventions.matrix.world import build_world

pytestmark = pytest.mark.django_db

NOTE = "The chief executive is leaving in May"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_a_handover_note_is_read_by_whitehall_only(client, role):
    world = build_world()
    world.own.authority.locality_leads.update(handover_note=NOTE)
    client.force_login(world.people[role])
    for page in (
        reverse("places:place", args=[world.own.area.slug]),
        reverse("areas:authority", args=[world.own.authority.slug]),
    ):
        text = client.get(page).text
        assert str(world.people[Role.LOCALITY_LEAD]) in text
        assert (NOTE in text) is (role in WHITEHALL_ROLES)
