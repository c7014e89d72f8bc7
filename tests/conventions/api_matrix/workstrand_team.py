"""The workstrands: team."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow

ROWS: list[ApiRow] = []
