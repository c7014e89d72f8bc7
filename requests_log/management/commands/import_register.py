"""`manage.py import_register FILE`: bring a table of requests into the register."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cbtracker.web.tables.faults import Fault
from cbtracker.web.tables.limits import limits_of_settings
from requests_log.importing.files import ParsedFile, read_requests
from requests_log.importing.moments import start_of
from requests_log.importing.plan import Plan, make_plan, read_known
from requests_log.services.register_import import ImportRefused, import_register


class Command(BaseCommand):
    help = (
        "Import requests from a CSV, XLSX or ODS file: all of it or nothing. "
        "Importing the same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, --dry-run and --effective-on."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--effective-on", type=_day, help="the day from which it holds, such as 2011-03-17")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file, or say row by row why not."""
        file = self._read(options["file"])
        now = timezone.now()
        day: date | None = options["effective_on"]
        effective = start_of(day) if day else now
        if options["dry_run"]:
            plan = make_plan(file, effective_at=effective, now=now)
            self._refuse(plan.faults)
            self.stdout.write("\n".join(_steps(plan)))
            self.stdout.write(f"Nothing was changed. It would be: {_counts(plan)}.")
            return
        try:
            result = import_register(file, by=None, effective_at=effective, now=now)
        except ImportRefused as refused:
            self._refuse(refused.faults)
            return
        if result.batch is None:
            self.stdout.write(f"Nothing to change: the register says all of it already ({_counts(result.plan)}).")
        else:
            self.stdout.write(f"Imported: {_counts(result.plan)}.")

    def _read(self, path: Path) -> ParsedFile:
        limits = limits_of_settings()
        try:
            size = path.stat().st_size
            content = path.read_bytes() if size <= limits.file_bytes else b""
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        if size > limits.file_bytes:
            raise CommandError(f"{path} is larger than {limits.file_bytes // 1_000_000} MB. Nothing was changed.")
        file = read_requests(content, name=path.name, known=read_known(on=timezone.localdate()), limits=limits)
        for warning in file.warnings:
            self.stderr.write(f"Warning: {warning}")
        return file

    def _refuse(self, faults: tuple[Fault, ...]) -> None:
        if faults:
            lines = [str(fault) for fault in faults]
            raise CommandError("\n".join(["Nothing was changed. Mend these and try again:", *lines]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a date. Write it as 2011-03-17") from error


def _steps(plan: Plan) -> list[str]:
    lines = [f"New workstream: {name}" for name in plan.new_workstreams]
    lines += [f"Row {step.row.number}: new. {step.row.issue}" for step in plan.created]
    for step in plan.changed:
        columns = ", ".join(difference.label for difference in step.differences)
        lines.append(f"Row {step.row.number}: {step.entry} changes its {columns}.")
    return lines


def _counts(plan: Plan) -> str:
    return f"{len(plan.created)} created, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged"
