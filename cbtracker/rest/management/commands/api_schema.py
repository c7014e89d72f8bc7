"""`manage.py api_schema`: write the OpenAPI description to static/api/openapi.json, or see whether it is so."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cbtracker.rest.description import describe
from cbtracker.rest.reference import FILE


class Command(BaseCommand):
    """Writes the description; a warning of drf-spectacular is an error."""

    help = "Write the OpenAPI description of the API to static/api/openapi.json."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` writes nothing and fails where the file is not what the code says."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Describe, and write or compare."""
        text = json.dumps(describe(), indent=1, ensure_ascii=False) + "\n"
        if not options["check"]:
            FILE.write_text(text, encoding="utf-8")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            raise CommandError("static/api/openapi.json is not what the code says. Run: python manage.py api_schema")
