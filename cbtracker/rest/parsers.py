"""Bodies: JSON, bounded, and nothing in it that only Python would take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """JSON (RFC 8259) of at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes, not nested without end, each name once."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value in `stream`. Raises ParseError, RequestDataTooBig."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise RequestDataTooBig
        try:
            return json.loads(body.decode(), object_pairs_hook=_named_once, parse_constant=_no_number)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except UnicodeDecodeError:
            raise ParseError("The body is not text in UTF-8.") from None
        except json.JSONDecodeError as wrong:
            raise ParseError(f"The body is not JSON: {wrong}.") from None
        except ValueError:
            raise ParseError("The body holds a number that is too long.") from None


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. Of two fields of one name, which other readers take differently, one would be lost in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ParseError("The body names a field twice.")
    return found


def _no_number(word: str) -> Any:
    raise ParseError(f"{word} is no number in JSON. Send null, or leave it out.")
