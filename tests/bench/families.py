"""How long sharing families out takes, and how much memory (issue 5): the engine alone, which no database has part in.

As a program it prints the seconds, and the growth of memory in bytes, of a run over the 152 authorities and of one over
33,000 small areas.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AUTHORITIES, SMALL_AREAS = 152, 33_000
INDICATORS = 5
ASKED, ASKED_SMALL = 1.0, 10.0
MOST_GROWTH = 100 * 2**20


def apportion_seconds() -> tuple[float, float, int]:
    """Seconds of 152 authorities x 2 groups x 5 indicators and of 33,000 small areas; bytes that the latter took."""
    command = [sys.executable, "-m", "tests.bench.families"]
    ended = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    few, many, grown = json.loads(ended.stdout)
    return few, many, grown


def main() -> None:
    """Measure both in a process of their own."""
    few = _seconds(AUTHORITIES)
    before = _most_memory()
    many = _seconds(SMALL_AREAS)
    grown = _most_memory() - before
    sys.stdout.write(json.dumps([few, many, grown]))


def _most_memory() -> int:
    """The most bytes that this process has held; `getrusage` would count those of the one that started it too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def _seconds(places: int) -> float:
    from families.apportionment import FAMILIES, FAMILIES_WITH_A_CHILD, Denominator, Indicator, apportion

    chance = random.Random(places)
    codes = [f"E{number:08}" for number in range(places)]
    populations = {code: chance.randint(1_000, 1_500_000) for code in codes}
    indicators = [
        Indicator(
            f"Index {number}",
            {code: Decimal(chance.randint(1, 80_000_000)).scaleb(-6) for code in codes},
            frozenset(chance.sample(codes, 4)),
        )
        for number in range(INDICATORS)
    ]
    started = time.perf_counter()
    for total in (FAMILIES, FAMILIES_WITH_A_CHILD):
        apportion(total, populations, indicators, denominator=Denominator.PUBLISHED)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
