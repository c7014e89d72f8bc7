"""`manage.py load_reference`: authorities, areas, departments, phases and the funding menu."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.services.reference import LoadResult, ReferenceFault, load_reference


class Command(BaseCommand):
    help = "Load the 2011 authorities, areas, departments, phases and funding menu. Changes nothing the second time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the files and say what was created and changed."""
        try:
            result = load_reference()
        except ReferenceFault as fault:
            raise CommandError(f"Nothing was changed.\n{fault}") from fault
        if options["verbosity"]:
            self.stdout.write(describe(result))


def describe(result: LoadResult) -> str:
    """Return what was loaded as lines of text."""
    if not result.changed_anything:
        return f"Reference data: nothing to change, {_counts(result.unchanged)} are as in the files."
    lines = [f"Created {_counts(result.created)}."] if result.created else []
    lines += [f"Changed {_counts(result.changed)}."] if result.changed else []
    return "\n".join(lines)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())
