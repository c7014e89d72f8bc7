"""The tracked files of the repository, as the conventions read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cbtracker", "areas", "requests_log", "families", "rollout")
TEXT_SUFFIXES = frozenset(
    {
        *("", ".py", ".html", ".txt", ".md", ".css", ".scss", ".js", ".json", ".toml", ".in", ".yml", ".yaml"),
        *(".csv", ".svg", ".typ"),
    }
)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git tracks or would track; a checkout owned by another user is read all the same."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


@cache
def text_files() -> tuple[Path, ...]:
    """The tracked files that hold text."""
    return tuple(path for path in tracked_files() if path.suffix in TEXT_SUFFIXES)


@cache
def python_files() -> tuple[Path, ...]:
    """Every tracked Python module except migrations, which Django writes."""
    return tuple(path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts)


@cache
def product_files() -> tuple[Path, ...]:
    """Python modules of the product: no tests."""
    return tuple(path for path in python_files() if path.relative_to(ROOT).parts[0] in PACKAGES)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """A path as people write it: from the top of the repository."""
    return str(path.relative_to(ROOT))


def imported(module: ast.Module) -> Iterator[str]:
    """Full names of the modules that a module imports, `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones included."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_definitions(
    body: list[ast.stmt],
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public classes and functions of a module, and public methods of its public classes; not Django's Meta."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or node.name == "Meta":
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_definitions(node.body)
