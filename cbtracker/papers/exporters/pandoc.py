"""Runs Pandoc, which turns the paper's HTML into an editable document."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc

from cbtracker.papers.exporters.rendering import render
from cbtracker.papers.structure import BoardPaper

# Identifiers would become bookmarks at every heading.
_READER = "html-auto_identifiers"
_SECONDS = 60


def convert(paper: BoardPaper, format: str, *, reference: bytes) -> bytes:
    """The paper as `format` ("odt" or "docx"), with the styles and page of the `reference` document."""
    with TemporaryDirectory(prefix="cbtracker-paper-") as folder:
        reference_file, made = Path(folder) / f"reference.{format}", Path(folder) / f"paper.{format}"
        reference_file.write_bytes(reference)
        arguments = ["--from", _READER, "--to", format, "--reference-doc", str(reference_file), "--output", str(made)]
        _run(arguments, text=render("for_pandoc.html", paper))
        return made.read_bytes()


@cache
def default_reference(format: str) -> bytes:
    """Pandoc's own reference document, from which ours are made."""
    return _run(["--print-default-data-file", f"reference.{format}"])


def _run(arguments: list[str], *, text: str = "") -> bytes:
    command = [pypandoc.get_pandoc_path(), "--sandbox", *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 fixed program, no shell
    if done.returncode:
        raise RuntimeError(f"Pandoc could not convert the paper: {done.stderr.decode(errors='replace')}")
    return done.stdout
