"""What was measured of each fault, said at once and once more as a table at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

MEASURED: list[tuple[str, str, str]] = []
Say = Callable[[str, str, str], None]


@pytest.fixture
def measured() -> Say:
    """`measured(fault, asked, figures)`: say it before it is asserted, so that the table shows a miss as well."""

    def say(fault: str, asked: str, figures: str) -> None:
        MEASURED.append((fault, asked, figures))
        print(f"\nFAULT {fault}: asked {asked}; measured {figures}", flush=True)

    return say


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if MEASURED:
        terminalreporter.section("faults: asked and measured")
        for fault, asked, figures in MEASURED:
            terminalreporter.write_line(f"{fault}\n    asked     {asked}\n    measured  {figures}")
