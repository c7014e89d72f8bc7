"""The OpenAPI description that is committed is what the code says, and says enough."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from cbtracker.rest import reference
from cbtracker.rest.description import describe
from cbtracker.rest.reference import FILE, headings


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """The description that the code makes; a warning of drf-spectacular fails here."""
    return describe()


@pytest.fixture(scope="module")
def operations(description) -> list[dict[str, Any]]:
    return [said for item in description["paths"].values() for said in item.values()]


def faults_of_example(description: dict[str, Any], schema: dict[str, Any], example: Any) -> list[str]:
    """What is wrong with `example` by `schema`."""
    validator = jsonschema.Draft202012Validator({**schema, "components": description["components"]})
    return [error.message for error in validator.iter_errors(example)]


def contents(operation: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The JSON that the operation takes and that it gives when all is well, each with what it is."""
    found = [("what is sent", operation.get("requestBody", {}).get("content", {}))]
    found += [(status, said.get("content", {})) for status, said in operation["responses"].items() if status < "3"]
    return [(what, content["application/json"]) for what, content in found if "application/json" in content]


def test_the_committed_description_is_what_the_code_says(description):
    assert json.loads(FILE.read_text()) == description, "Run: python manage.py api_schema"


def test_a_description_that_has_drifted_is_noticed(tmp_path, monkeypatch, description):
    """The negative control."""
    drifted = tmp_path / "openapi.json"
    drifted.write_text(json.dumps({**description, "paths": {}}))
    monkeypatch.setattr("cbtracker.rest.management.commands.api_schema.FILE", drifted)
    with pytest.raises(CommandError, match="not what the code says"):
        call_command("api_schema", check=True)


def test_every_operation_says_what_it_does_under_a_heading(operations):
    silent = [
        one["operationId"] for one in operations if not (one["summary"] and one.get("description") and one["tags"])
    ]
    assert silent == []
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))


def test_every_operation_has_examples_and_each_is_valid(description, operations):
    faults = []
    for one in operations:
        for what, content in contents(one):
            if not content.get("example"):
                faults.append(f"{one['operationId']}, {what}: no example")
                continue
            for fault in faults_of_example(description, content["schema"], content["example"]):
                faults.append(f"{one['operationId']}, {what}: {fault}")
    assert faults == [], "\n".join(faults)


def test_an_example_that_is_not_valid_is_found(description):
    """The negative control."""
    schema = {"$ref": "#/components/schemas/PositionIn"}
    assert faults_of_example(description, schema, {"text": 3}) != []
    assert faults_of_example(description, schema, {"text": "It stands here"}) == []


def test_the_pages_show_every_operation(operations):
    shown = {one.name for heading in headings() for one in heading.operations}
    assert shown == {one["operationId"] for one in operations}
    assert reference.headings() is headings(), "the file is read once"


def wrong_words(schema: Any) -> list[Any]:
    """Words anywhere in `schema` that are not of the type that stands beside them."""
    if isinstance(schema, list):
        return [word for part in schema for word in wrong_words(part)]
    if not isinstance(schema, dict):
        return []
    typed = {"type": schema["type"]} if isinstance(schema.get("type"), str | list) else {}
    words = schema["enum"] if isinstance(schema.get("enum"), list) else []
    wrong = [word for word in words if not jsonschema.Draft202012Validator(typed).is_valid(word)]
    return wrong + [word for part in schema.values() for word in wrong_words(part)]


def test_words_that_may_be_sent_are_of_the_type_that_is_said(description):
    assert wrong_words(description) == []


def test_a_word_of_another_type_is_found():
    """The negative control."""
    assert wrong_words({"parameters": [{"schema": {"type": "string", "enum": ["open", 3]}}]}) == [3]
