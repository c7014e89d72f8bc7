"""Write a board paper to a file: `manage.py export_paper requests --format pdf --output paper.pdf`."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.papers.annex_d import annex_d_paper
from cbtracker.papers.assembly import DEFAULT_MARKING, requests_paper
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.moments import read_moment
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.clock import WrongMoment
from cbtracker.web.formats import LONDON, plural
from families.selectors.annex_d import read_annex_d


class Command(BaseCommand):
    """Export a paper with the rights of the secretariat, whose paper it is."""

    help = "Write a board paper to a file, as at any moment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which arguments there are."""
        parser.add_argument(
            "paper", choices=list(PAPERS), help="which paper: requests (F004 A and B), annex-d (F004 D)"
        )
        parser.add_argument("--as-at", help="the moment, in London unless it has a zone: 2011-03-22T17:00; default now")
        parser.add_argument("--marking", default=DEFAULT_MARKING, help="printed on every page (default: %(default)s)")
        parser.add_argument("--format", required=True, help=", ".join(FORMATS))
        parser.add_argument("--output", required=True, help="the file to write; replaced only once it is complete")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file and put it in place."""
        now = timezone.now()
        if options["format"] not in FORMATS:
            raise CommandError(f"There is no format “{options['format']}”. Choose one of: {', '.join(FORMATS)}.")
        if not options["marking"].strip():
            raise CommandError("A paper needs a marking, for example --marking OFFICIAL.")
        try:
            as_at = read_moment(options["as_at"], now=now) if options["as_at"] else now
        except WrongMoment as wrong:
            raise CommandError(str(wrong)) from wrong
        output = _checked(Path(options["output"]))
        secretariat = User(role=Role.SECRETARIAT)
        paper, said = PAPERS[options["paper"]](secretariat, as_at, options["marking"])
        with transaction.atomic():
            _write(output, export_paper(paper, by=None, format=options["format"]).content)
        self.stdout.write(f"Wrote {output}: {paper.as_at_line}, {said}.")


def _requests(reader: User, as_at: datetime, marking: str) -> tuple[BoardPaper, str]:
    paper = requests_paper(user=reader, as_at=as_at, marking=marking)
    return paper, plural(len(paper.lines), "request")


def _annex_d(reader: User, as_at: datetime, marking: str) -> tuple[BoardPaper, str]:
    table = read_annex_d(reader, as_at=timezone.localdate(as_at, LONDON))
    return annex_d_paper(table, marking=marking, now=as_at), plural(len(table.lines), "row")


PAPERS = {"requests": _requests, "annex-d": _annex_d}


def _checked(output: Path) -> Path:
    """Fail before the work is done where the file could not be written after it."""
    if output.exists() and not output.is_file():
        raise CommandError(f"{output} is not a file. Name a file to write.")
    if not output.parent.is_dir():
        raise CommandError(f"There is no folder {output.parent}. Make it first, or choose another.")
    return output


def _write(output: Path, content: bytes) -> None:
    """Write to a file beside `output`, then put it in its place: nobody finds half a paper."""
    beside = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(output)
    except OSError as error:
        raise CommandError(f"{output} could not be written: {error.strerror}.") from error
    finally:
        _discard(beside)


def _discard(beside: Path) -> None:
    with suppress(OSError):
        beside.unlink(missing_ok=True)
