"""What all operations share in the OpenAPI description: how to sign in, and what a problem is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cbtracker.web.problems import MEDIA_TYPE, TITLES

Schema = dict[str, Any]
PROBLEM = {"$ref": "#/components/schemas/Problem"}
COMPONENTS = {
    "securitySchemes": {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal access token, made on the page “Access tokens” of your account.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A browser's session. Writes also need the CSRF token of a page, as X-CSRFToken.",
        },
    },
    "schemas": {
        "Problem": {
            "type": "object",
            "description": "What is wrong (RFC 9457).",
            "required": ["type", "title", "status"],
            "properties": {
                "type": {"type": "string", "format": "uri-reference"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "errors": {
                    "type": "array",
                    "description": "Each fault with its place: a pointer into the body, a parameter or a header.",
                    "items": {
                        "type": "object",
                        "required": ["detail"],
                        "properties": {
                            "detail": {"type": "string"},
                            "pointer": {"type": "string"},
                            "parameter": {"type": "string"},
                            "header": {"type": "string"},
                            "row": {"type": "integer", "description": "Of a file: as a spreadsheet counts"},
                            "column": {"type": "string", "description": "Of a file: its heading"},
                        },
                    },
                },
                "current": {"description": "With 412: the record as it is now."},
            },
        }
    },
}


def page_of(row: Schema) -> Schema:
    """A page of a list whose rows are of the schema `row`."""
    address = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["count", "count_is_capped", "next", "previous", "results"],
        "properties": {
            "count": {"type": "integer", "description": "How many rows there are, counted up to 1,000"},
            "count_is_capped": {"type": "boolean", "description": "Whether there are more than that"},
            "next": {**address, "description": "The next page"},
            "previous": {**address, "description": "The page before"},
            "results": {"type": "array", "items": row},
        },
    }


def page_example(row: Mapping[str, Any]) -> Schema:
    """An example of such a page, of one row."""
    return {"count": 1, "count_is_capped": False, "next": None, "previous": None, "results": [dict(row)]}


def problem_answer(status: int) -> Schema:
    """The problem (RFC 9457) that an operation answers with `status`."""
    example = {"type": "about:blank", "title": TITLES[status], "status": status}
    return {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": PROBLEM, "example": example}}}
