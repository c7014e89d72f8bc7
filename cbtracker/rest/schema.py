"""The OpenAPI description of an operation, from its declaration (`cbtracker.rest.operation`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import django_filters
from django import forms
from drf_spectacular.openapi import AutoSchema
from rest_framework.serializers import BaseSerializer

from cbtracker.rest.components import COMPONENTS, page_example, page_of, problem_answer
from cbtracker.rest.keys import KEYS, LARGEST_NUMBER
from cbtracker.rest.operation import Operation, Query
from cbtracker.web.pagination import PAGE_SIZE

JSON = "application/json"
ETAG = '^(W/)?"[0-9a-zA-Z.-]{1,80}"$'
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
Schema = dict[str, Any]
AT_ALL_TIMES = (401, 403, 404, 406, 429, 503)
PAGING = {
    "after": Query("The cursor of the row that the page begins after: take it from `next`"),
    "before": Query("The cursor of the row that the page ends before: take it from `previous`"),
    "size": Query(
        "How many rows a page has", 25, {"type": "integer", "minimum": 1, "maximum": 100, "default": PAGE_SIZE}
    ),
}


def add_components(result: Schema, **_told: Any) -> Schema:
    """Add what all operations share to the whole description: called by drf-spectacular when it is done."""
    for kind, components in COMPONENTS.items():
        result["components"].setdefault(kind, {}).update(components)
    return result


class ApiSchema(AutoSchema):
    """Describes the operations of an `ApiViewSet`."""

    @property
    def declared(self) -> Operation:
        """The operation's declaration."""
        return cast(Operation, getattr(self.view, self.view.action).operation)

    def get_operation_id(self) -> str:
        """Basename and method: "requests_list"."""
        return f"{self.view.basename}_{self.view.action}".replace("-", "_")

    def get_summary(self) -> str:
        """What it does, in a line."""
        return self.declared.summary

    def get_description(self) -> str:
        """What it does, in full."""
        return " ".join(self.declared.description.split())

    def get_tags(self) -> list[str]:
        """The heading it stands under."""
        return [self.view.tag]

    def is_deprecated(self) -> bool:
        """Whether it is on its way out."""
        return self.declared.leaving is not None

    def get_auth(self) -> list[dict[str, Any]]:
        """Token or session."""
        return [{"token": []}, {"session": []}]

    # --- Parameters ---

    def _get_parameters(self) -> list[Schema]:
        return [*self._path_parameters(), *self._query_parameters(), *self._headers()]

    def _path_parameters(self) -> Iterator[Schema]:
        for name in self._variables():
            key = KEYS[name.rpartition("__")[2]]
            kind: Schema = (
                {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER}
                if key.is_number
                else {"type": "string", "pattern": f"^{key.pattern}$"}
            )
            yield _parameter(name, "path", kind, key.about, int(key.example) if key.is_number else key.example, True)

    def _variables(self) -> list[str]:
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    def _query_parameters(self) -> Iterator[Schema]:
        declared = self.declared
        for name, query in {**declared.query, **(PAGING if declared.paged else {})}.items():
            yield _parameter(name, "query", dict(query.schema), query.about, query.example)
        if declared.filters is not None:
            for name, filter_ in declared.filters.base_filters.items():
                yield _of_filter(name, filter_)
        if declared.sorts:
            known = [*declared.sorts, *(f"-{one}" for one in declared.sorts)]
            yield _parameter("sort", "query", {"type": "string", "enum": known}, "The order; “-” for descending")
        if declared.gives is not None:
            yield from _of_shape(declared.gives)

    def _headers(self) -> Iterator[Schema]:
        text: Schema = {"type": "string"}
        if self.declared.versioned:
            about = "The ETag of what you have read. Without it 428; 412 when it is no longer the newest"
            etag: Schema = {"type": "string", "pattern": ETAG}
            yield _parameter("If-Match", "header", etag, about, '"3"', required=True)
        if self.method in UNSAFE:
            about = "A key of your own, such as a UUID: the same request sent again within 24 hours is done once"
            key: Schema = {"type": "string", "maxLength": 255}
            yield _parameter("Idempotency-Key", "header", key, about, "1b671a64-40d5-491e-99b0-da01ff1f3341")
        elif self.declared.gives is not None:
            about = "An ETag that you have: 304 when nothing has changed since"
            yield _parameter("If-None-Match", "header", text, about, '"3"')

    # --- Bodies ---

    def _get_request_body(self, direction: str = "request") -> Schema | None:
        takes = self.declared.takes
        if takes is None:
            return None
        shape = takes(partial=self.method == "PATCH")
        component = self.resolve_serializer(shape, "request")
        kind = "multipart/form-data" if self.declared.upload else JSON
        content: Schema = {"schema": component.ref}
        if takes.example:
            content["example"] = dict(takes.example)
        return {"required": True, "content": {kind: content}}

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        declared = self.declared
        answers = {str(status): self._answer(declared) for status in (declared.status, *declared.also)}
        if self.method == "GET" and declared.gives is not None:
            answers["304"] = {"description": "Nothing has changed since the ETag of If-None-Match"}
        if self.method == "GET" and declared.parameters:
            answers["414"] = {"description": "The address is longer than the server takes"}
        for status in sorted(self._faults(declared)):
            answers[str(status)] = problem_answer(status)
        return answers

    def _answer(self, declared: Operation) -> Schema:
        if declared.files:
            kinds = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in declared.files}
            return {"description": "The file", "content": kinds}
        if declared.gives is None:
            return {"description": "Done"}
        schema = self.resolve_serializer(declared.gives(), "response").ref
        example: Any = dict(declared.gives.example)
        if declared.many:
            schema, example = page_of(schema), page_example(example)
        content: Schema = {JSON: {"schema": schema, "example": example}}
        if declared.csv:
            content["text/csv"] = {"schema": {"type": "string"}}
        content |= {kind: {"schema": {"type": "string"}} for kind in declared.kinds}
        return {"description": declared.summary, "content": content, "headers": self._answer_headers(declared)}

    def _answer_headers(self, declared: Operation) -> Schema:
        headers: Schema = {"ETag": {"schema": {"type": "string"}, "description": "The version of this answer"}}
        if declared.status == 201:
            headers["Location"] = {"schema": {"type": "string"}, "description": "Where the new record is"}
        if declared.leaving is not None:
            headers["Deprecation"] = {"schema": {"type": "string"}, "description": "Since when (RFC 9745)"}
            headers["Sunset"] = {"schema": {"type": "string"}, "description": "When it ends (RFC 8594)"}
        return headers

    def _faults(self, declared: Operation) -> set[int]:
        faults = set(AT_ALL_TIMES)
        if declared.parameters or self.method in UNSAFE:
            faults.add(422)
        if self.method in UNSAFE:
            faults |= {400, 411, 413, 415}
        if declared.versioned:
            faults |= {412, 428}
        if declared.overtaken:
            faults.add(412)
        if declared.late:
            faults.add(409)
        return faults

    # --- Shapes ---

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The name of the shape's class; with its app before it where two apps have a shape of that name."""
        shape = type(serializer)
        name = shape.__name__
        if len(_shapes_called(name)) == 1:
            return name
        app = shape.__module__.removeprefix("cbtracker.").split(".")[0]
        return f"{app.replace('_', ' ').title().replace(' ', '')}{name}"

    def _map_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> Schema:
        from cbtracker.rest.shapes import In, Out

        schema = super()._map_serializer(serializer, direction, bypass_extensions)
        if isinstance(serializer, Out):
            schema["required"] = list(serializer.keys)
            if not serializer.keys:
                del schema["required"]
            for field in schema.get("properties", {}).values():
                field.pop("readOnly", None)
        if isinstance(serializer, In):
            schema["additionalProperties"] = False
        return schema


def _shapes_called(name: str) -> set[type[Any]]:
    found, waiting = set(), [BaseSerializer]
    while waiting:
        shape = waiting.pop()
        waiting += shape.__subclasses__()
        if shape.__name__ == name:
            found.add(shape)
    return found


def _parameter(
    name: str, place: str, schema: Schema, about: str, example: Any = None, required: bool = False
) -> Schema:
    said: Schema = {"in": place, "name": name, "schema": schema, "description": about}
    if required:
        said["required"] = True
    if example is not None:
        said["example"] = example
    return said


def _of_filter(name: str, filter_: django_filters.Filter) -> Schema:
    field = filter_.field_class
    schema: Schema = {"type": "string", "maxLength": filter_.extra.get("max_length") or 300}
    if issubclass(field, forms.MultipleChoiceField):
        words = _words(filter_)
        schema = {"type": "array", "items": {"type": "string", **({"enum": words} if words else {})}}
    elif issubclass(field, forms.ChoiceField) and not callable(filter_.extra.get("choices", ())):
        words = _words(filter_)
        # A blank filter is none, as on a page whose form sends all of its fields.
        schema = {"type": "string", **({"enum": [*words, ""]} if words else {})}
    return _parameter(name, "query", schema, str(filter_.label or name.replace("_", " ").capitalize()))


def _words(filter_: django_filters.Filter) -> list[str]:
    """What may be sent; in an address a number is its digits."""
    return [str(key) for key, _ in filter_.extra.get("choices", ()) if key]


def _of_shape(gives: Any) -> Iterator[Schema]:
    yield _names("fields", gives.names(), "Give only these fields, with commas between")
    if gives.expandable():
        yield _names("expand", gives.expandable(), "Give these records in full instead of their keys")


def _names(name: str, known: tuple[str, ...], about: str) -> Schema:
    schema = {"type": "array", "items": {"type": "string", "enum": list(known)}}
    return {**_parameter(name, "query", schema, about, [known[0]]), "style": "form", "explode": False}
