"""The OpenAPI description of the whole API; a warning of drf-spectacular is an error."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from cbtracker.rest import schema_fields  # noqa: F401 makes our fields known to drf-spectacular


class NotDescribed(Exception):
    """drf-spectacular could not describe something; its messages say what."""


def describe() -> dict[str, Any]:
    """The description, valid OpenAPI 3.1. Raises NotDescribed."""
    with GENERATOR_STATS.silence():
        GENERATOR_STATS.reset()
        schema: dict[str, Any] = SchemaGenerator(urlconf=settings.ROOT_URLCONF).get_schema(request=None, public=True)
        told = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    if told:
        raise NotDescribed("\n".join(map(str, told)))
    validate_schema(schema)
    return schema
