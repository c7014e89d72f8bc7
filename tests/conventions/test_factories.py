"""Every model has a factory, so that a test of a new rule begins with one line."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

import tests.factories
from tests.conventions.source import PACKAGES


def our_models() -> set[type]:
    """Models of the product; tables that a many-to-many field makes by itself need no factory."""
    configs = [config for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES]
    return {model for config in configs for model in config.get_models()}


def factories() -> dict[type, list[type[DjangoModelFactory]]]:
    """Factories by model."""
    found: dict[type, set[type[DjangoModelFactory]]] = {}
    for module_info in pkgutil.iter_modules(tests.factories.__path__):
        module = importlib.import_module(f"tests.factories.{module_info.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and thing._meta.model:
                found.setdefault(thing._meta.model, set()).add(thing)
    return {model: sorted(made, key=lambda factory: factory.__name__) for model, made in found.items()}


def test_every_model_has_exactly_one_factory():
    assert len(our_models()) > 20
    assert {
        model.__name__: factories().get(model) for model in our_models() if len(factories().get(model, [])) != 1
    } == {}


@pytest.mark.django_db
@pytest.mark.parametrize("model", sorted(our_models(), key=lambda model: model.__name__), ids=lambda m: m.__name__)
def test_a_factory_makes_a_row_that_the_database_accepts(model):
    (factory,) = factories()[model]
    assert model._default_manager.filter(pk=factory().pk).exists()
