"""What comes too late: somebody else was first, which a service says of the whole and not of a field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from cbtracker.rest.errors import TooLate


@contextmanager
def too_late() -> Iterator[None]:
    """Answer 409 where the service that is called refuses because it was done already, also at the same moment."""
    try:
        yield
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            raise
        raise TooLate(" ".join(refused.messages)) from None
