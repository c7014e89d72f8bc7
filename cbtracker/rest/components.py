"""What all operations share in the OpenAPI description: how to sign in, and what a problem is."""

from __future__ import annotations

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
