"""The copy of the reference data that tests stand on is what loading it gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from areas.models import Authority
from areas.services.reference import load_reference
from tests.factories.places import AuthorityFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
Rows = list[tuple[Any, ...]]


def rows_of(model: type[models.Model], began: datetime) -> Rows:
    """What stands in a table, in its order: without the numbers of rows, and with "now" for a time since `began`."""
    fields = [one for one in model._meta.concrete_fields if not (one.primary_key or one.is_relation)]
    names = [one.name for one in fields if one.name not in {"object_id", "object_label"}]
    return [
        tuple("now" if isinstance(value, datetime) and value >= began else value for value in row)
        for row in model._base_manager.order_by("pk").values_list(*names)
    ]


def saved_by(load: Callable[[], Any]) -> dict[str, Rows]:
    """Every row of the database after `load()`, table by table; it is taken back."""
    began = timezone.now()
    with transaction.atomic():
        load()
        found = {model._meta.label: rows_of(model, began) for model in apps.get_models()}
        transaction.set_rollback(True)
    return found


def test_the_copy_is_what_loading_gives_and_every_time_in_it_is_now():
    loaded = saved_by(load_reference)
    saved_by(reference_data)
    assert saved_by(reference_data) == loaded
    assert len(loaded["areas.Authority"]) > 100
    assert sum(map(len, saved_by(lambda: None).values())) < sum(map(len, loaded.values()))


def test_a_copy_can_be_loaded_over_and_written_on():
    reference_data()
    assert not load_reference().changed_anything
    last = Authority.objects.latest("pk")
    assert AuthorityFactory().pk > last.pk


def test_where_there_are_places_already_the_data_is_loaded_beside_them():
    own = AuthorityFactory()
    reference_data()
    assert Authority.objects.count() > 100
    assert Authority.objects.filter(pk=own.pk).exists()
