"""The examples of docs/api-guide.md: found, run as they are written, and compared with what stands below them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api-guide.md"
ANYTHING = "…"
_PART = re.compile(
    r"^## (?P<heading>.+)$|<!-- as: (?P<person>[\w.]+) -->|<!-- meanwhile: (?P<meanwhile>\w+) -->"
    r"|^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """A command of the guide, who runs it, what it shall print, and what happens elsewhere before it."""

    heading: str
    person: str
    command: str
    shown: tuple[str, str]
    meanwhile: str = ""

    def __str__(self) -> str:
        return f"{self.heading}: {self.command.splitlines()[0][:90]}"


def examples(text: str) -> Iterator[Example]:
    """Each command with the JSON or text that stands below it, in order."""
    heading = person = command = meanwhile = before = ""
    shown = ("", "")
    for part in _PART.finditer(text):
        if part["kind"] in {"json", "text"}:
            assert command, f"an answer without a command: {part['text'][:60]}"
            assert not shown[0], f"a second answer: {part['text'][:60]}"
            shown = (part["kind"], part["text"])
            continue
        if part["meanwhile"]:
            meanwhile = part["meanwhile"]
            continue
        if command:
            yield Example(heading, person, command, shown, before)
            command, shown = "", ("", "")
        heading, person = part["heading"] or heading, part["person"] or person
        if part["kind"] == "sh":
            command, before, meanwhile = part["text"], meanwhile, ""
    if command:
        yield Example(heading, person, command, shown, before)


def run(example: Example, folder: Path, environment: Mapping[str, str]) -> str:
    """What the command prints, run by bash in `folder`; a command that fails is a fault of the guide."""
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example.command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, f"{example}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def faults(example: Example, printed: str) -> list[str]:
    """In what the output is not what the guide shows: JSON holds at least what is shown, text each line of it."""
    kind, shown = example.shown
    if kind == "json":
        return list(_differences(json.loads(shown), json.loads(printed), "#"))
    return [f"does not print: {line}" for line in shown.splitlines() if not _prints(line, printed)]


def _prints(line: str, printed: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in line.strip().split(ANYTHING))
    return re.search(pattern, printed) is not None


def _differences(shown: Any, found: Any, at: str) -> Iterator[str]:
    if isinstance(shown, dict) and isinstance(found, dict):
        for name, value in shown.items():
            if name not in found:
                yield f"{at}: no {name}"
            else:
                yield from _differences(value, found[name], f"{at}/{name}")
    elif isinstance(shown, list) and isinstance(found, list):
        if len(shown) > len(found):
            yield f"{at}: {len(found)} instead of at least {len(shown)}"
        for index, (one, other) in enumerate(zip(shown, found, strict=False)):
            yield from _differences(one, other, f"{at}/{index}")
    elif isinstance(shown, str) and ANYTHING in shown:
        if not (isinstance(found, str) and _prints(shown, found)):
            yield f"{at}: {found!r} instead of {shown!r}"
    elif shown != found:
        yield f"{at}: {found!r} instead of {shown!r}"
