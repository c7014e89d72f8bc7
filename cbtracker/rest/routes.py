"""Where an operation hangs. Each app lists its routes; `cbtracker.api` makes addresses of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Route:
    """An address below /api/v1/ (a regular expression without slashes at its ends), its name, and its operations.

    `actions` says which method of `viewset` answers which HTTP method. An operation is called `{name}_{action}`.
    """

    address: str
    name: str
    viewset: type[Any]
    actions: Mapping[str, str]
