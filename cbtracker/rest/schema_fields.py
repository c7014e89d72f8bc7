"""What our own fields are in the OpenAPI description: drf-spectacular finds these classes once they are imported."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension

from cbtracker.rest.keys import LARGEST_NUMBER

Schema = dict[str, Any]


class _OfExpandable(OpenApiSerializerFieldExtension):
    target_class = "cbtracker.rest.shapes.Expandable"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        """A key, or the record."""
        record = auto_schema.resolve_serializer(self.target.shape(), direction).ref
        one: Schema = {"oneOf": [{"type": "string"}, record]}
        return {"type": "array", "items": one} if self.target.many else one


class _OfNamed(OpenApiSerializerFieldExtension):
    target_class = "cbtracker.rest.shapes.Named"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        """A key."""
        return {"type": "string", "description": f"The {self.target.key} of the {self.target.what}"}


class _OfNumbered(OpenApiSerializerFieldExtension):
    target_class = "cbtracker.rest.shapes.Numbered"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        """A number."""
        about = f"The number of the {self.target.what}"
        return {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER, "description": about}


class _OfNamedMany(OpenApiSerializerFieldExtension):
    target_class = "cbtracker.rest.shapes.NamedMany"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        """Keys."""
        items = {"type": "string", "description": f"The {self.target.key} of the {self.target.what}"}
        return {"type": "array", "items": items, "uniqueItems": True, "maxItems": 500}


class _OfFile(OpenApiSerializerFieldExtension):
    target_class = "rest_framework.fields.FileField"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        """A file that is sent: none is given out in a record."""
        return {"type": "string", "format": "binary"}
