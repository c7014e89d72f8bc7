"""The OpenAPI description as people read it: headings, operations, and what each takes and gives.

Made of the committed file, which a test compares with the code.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from markupsafe import Markup, escape

FILE = Path(settings.BASE_DIR) / "static" / "api" / "openapi.json"
DEEPEST = 2
WAYS = ("get", "post", "put", "patch", "delete")
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A parameter or a field: its name, where it stands, its type in words, whether it must be there, what it is."""

    name: str
    place: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Answer:
    """A status, what it means, and an example where there is one."""

    status: str
    about: str
    example: str


@dataclass(frozen=True)
class Shown:
    """One operation on its page."""

    name: str
    method: str
    path: str
    summary: str
    about: Markup
    leaving: bool
    parameters: tuple[Part, ...]
    fields: tuple[Part, ...]
    given: tuple[Part, ...]
    curl: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Heading:
    """The operations on one thing."""

    title: str
    slug: str
    operations: tuple[Shown, ...]


def with_code(text: str) -> Markup:
    """`text` for a page, with what stands between backticks as code."""
    parts = (
        escape(part) if place % 2 == 0 else Markup("<code>{}</code>").format(part)
        for place, part in enumerate(text.split("`"))
    )
    return Markup("").join(parts)


@cache
def headings() -> tuple[Heading, ...]:
    """Everything, in the order of the description; read once."""
    description = json.loads(FILE.read_text(encoding="utf-8"))
    found: dict[str, list[Shown]] = {}
    for path, item in description["paths"].items():
        for method in WAYS:
            if method in item:
                said = item[method]
                found.setdefault(said["tags"][0], []).append(_shown(description, path, method, said))
    return tuple(Heading(title, slugify(title), tuple(found[title])) for title in sorted(found))


def _shown(description: Schema, path: str, method: str, said: Schema) -> Shown:
    bodies: Mapping[str, Schema] = said.get("requestBody", {}).get("content", {})
    body_type = next(iter(bodies), "")
    body: Schema = bodies.get(body_type, {})
    return Shown(
        name=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        about=with_code(said.get("description", "")),
        leaving=bool(said.get("deprecated")),
        parameters=tuple(_parameter(one) for one in said.get("parameters", ())),
        fields=tuple(_fields(description, body.get("schema", {}))),
        given=tuple(_fields(description, _given(said))),
        curl=_curl(path, method, said, body_type, body.get("example")),
        answers=tuple(_answer(status, answer) for status, answer in said["responses"].items()),
    )


def _parameter(said: Schema) -> Part:
    kind = "names of fields" if said["name"] in {"fields", "expand"} else _kind(said["schema"])
    about = said["description"]
    if said["name"] == "expand":
        about += f": {', '.join(said['schema']['items']['enum'])}"
    return Part(said["name"], said["in"], kind, said.get("required", False), about)


def _given(said: Schema) -> Schema:
    """The shape of what a successful answer holds; of a list that of one row."""
    for status, answer in said["responses"].items():
        if status.startswith("2"):
            schema: Schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
            row: Schema = schema.get("properties", {}).get("results", {}).get("items", schema)
            return row
    return {}


def _fields(description: Schema, schema: Schema, before: str = "", depth: int = 0) -> Iterator[Part]:
    """The fields of a shape; those of a record in it follow it, as "areas[].slug"."""
    whole = _resolved(description, schema)
    required = set(whole.get("required", ()))
    for name, field in whole.get("properties", {}).items():
        inner, many = _inner(field)
        kind = ("list of records" if many else "record") if inner else _kind(field)
        yield Part(f"{before}{name}", "body", kind, name in required, field.get("description", ""))
        if inner and depth < DEEPEST:
            yield from _fields(description, inner, f"{before}{name}{'[]' if many else ''}.", depth + 1)


def _inner(field: Schema) -> tuple[Schema, bool]:
    """The shape of the records in `field`, and whether there are several; nothing for a plain value or a key."""
    many = field.get("type") == "array"
    one: Schema = field.get("items", {}) if many else field
    choices = one.get("oneOf") or one.get("anyOf") or one.get("allOf") or [one]
    shapes = [choice for choice in choices if "$ref" in choice]
    is_key = any(choice.get("type") == "string" for choice in choices)
    return (shapes[0], many) if shapes and not is_key else ({}, many)


def _resolved(description: Schema, schema: Schema) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return description["components"]["schemas"][name] if name else schema


def _kind(schema: Schema) -> str:
    """A type in words: "text", "list of text", "one of: areas, whitehall"."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if choices := schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf"):
        return " or ".join("record with expand" if "$ref" in one else _kind(one) for one in choices)
    if schema.get("enum"):
        return "one of: " + ", ".join(str(word) if word not in ("", None) else "blank" for word in schema["enum"])
    kinds = schema.get("type", "any")
    names = [_word(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(names)


def _word(kind: str, schema: Schema) -> str:
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null", "any": "any"}
    formats = {"date": "date", "date-time": "date and time", "uri": "address", "binary": "file", "uuid": "UUID"}
    return formats.get(schema.get("format", ""), words.get(kind, kind)) if kind == "string" else words.get(kind, kind)


def _curl(path: str, method: str, said: Schema, body_type: str, example: Any) -> str:
    for one in said.get("parameters", ()):
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one.get("example", one["name"])))
    lines = [f'curl --header "Authorization: Bearer $TOKEN" "$SITE{path}"']
    if method != "get":
        lines.append(f"--request {method.upper()}")
    if any(one["name"] == "If-Match" for one in said.get("parameters", ())):
        lines.append("--header 'If-Match: \"3\"'")
    if body_type == "application/json":
        lines += ['--header "Content-Type: application/json"', f"--data {shlex.quote(_json(example or {}))}"]
    elif body_type:
        lines += [f"--form {shlex.quote(f'{name}={value}')}" for name, value in (example or {}).items()]
    return " \\\n  ".join(lines)


def _answer(status: str, said: Schema) -> Answer:
    example = next(
        (content["example"] for content in said.get("content", {}).values() if "example" in content),
        None,
    )
    shown = _json(example) if example is not None and status.startswith("2") else ""
    return Answer(status, said["description"], shown)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
