"""An answer that holds other records too is as new as all of them."""

from __future__ import annotations

import pytest

from areas.models import Area
from cbtracker.accounts.permissions import Role
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


def test_an_area_read_with_its_phase_is_new_when_the_phase_is(api):
    area = AreaFactory()
    client = api(UserFactory(role=Role.SECRETARIAT))
    read = client.get(f"areas/{area.slug}/?expand=phase")
    assert client.get(f"areas/{area.slug}/?expand=phase", **{"If-None-Match": read["ETag"]}).status_code == 304
    Area.phase.field.related_model.objects.filter(pk=area.phase_id).update(name="Second phase")
    again = client.get(f"areas/{area.slug}/?expand=phase", **{"If-None-Match": read["ETag"]})
    assert (again.status_code, again.json()["phase"]["name"]) == (200, "Second phase")
