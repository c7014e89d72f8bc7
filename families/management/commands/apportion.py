"""`manage.py apportion --total 117000 --population FILE --indicator FILE --denominator published --format csv`."""

from __future__ import annotations

import csv
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from areas.access import NotPermitted
from areas.services.reference import ReferenceFault
from areas.services.reference.files import read_rows
from areas.services.reference.loading import REFERENCE
from cbtracker.accounts.models import User
from families.apportionment import NEAREST, Apportioned, CannotApportion, Denominator, apportion
from families.forms.numbers import WholeNumberField
from families.inputs import CODE, read_indicator, read_population
from families.models import Cohort
from families.services.saving import save_apportionment

REFUSED = 2


class Command(BaseCommand):
    help = "Share a national number of families out over authorities, by population and one or more indicators."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which arguments there are."""
        parser.add_argument("--total", type=_families, required=True, help="families in England, such as 117000")
        parser.add_argument("--population", type=Path, required=True, help="CSV: gss_code, population_working")
        parser.add_argument(
            "--indicator",
            type=Path,
            required=True,
            action="append",
            help="CSV: gss_code, average_score and optionally same_area_existed_in_2007; once for each indicator",
        )
        parser.add_argument(
            "--denominator",
            choices=[one.value for one in Denominator],
            default=Denominator.ALL.value,
            help="all: the sum is over every authority with a score; published: not over those that did not exist",
        )
        parser.add_argument("--nearest", type=int, default=NEAREST, help="round half up to the nearest (default 10)")
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--save", metavar="NAME", help="store the run, and the inputs that are not there, as NAME")
        parser.add_argument("--by", metavar="EMAIL", help="with --save: who makes the run, one of the secretariat")
        parser.add_argument(
            "--cohort",
            choices=Cohort.values,
            default=Cohort.FWMP.value,
            help="with --save: which group of families the total is of",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print; what is wrong with the files is told by row, and the command ends with 2."""
        try:
            found = _apportion(options)
            if options["save"]:
                self._save(options)
        except ReferenceFault as wrong:
            raise CommandError(str(wrong), returncode=REFUSED) from None
        except CannotApportion as wrong:
            raise CommandError(f"{wrong}.", returncode=REFUSED) from None
        except ValidationError as wrong:
            raise CommandError(f"{'. '.join(wrong.messages)}.", returncode=REFUSED) from None
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["gss_code", "low", "high"])
        writer.writerows([code, one.low, one.high] for code, one in found.estimates.items())
        for code, reason in found.without.items():
            self.stderr.write(f"{code} has no estimate: {reason}")

    def _save(self, options: dict[str, Any]) -> None:
        """Store the run; where it is said on standard error, for standard output holds the figures."""
        try:
            run = save_apportionment(
                name=options["save"],
                totals={options["cohort"]: options["total"]},
                population=options["population"],
                indicators=options["indicator"],
                denominator=options["denominator"],
                nearest=options["nearest"],
                by=_secretary(options["by"]),
                now=timezone.now(),
            )
        except NotPermitted:
            raise CommandError("--by: only the secretariat makes runs.", returncode=REFUSED) from None
        self.stderr.write(f"Stored as run {run.pk}, “{run}”. It is not current until somebody makes it so.")


def _families(text: str) -> int:
    """A number of families of 1 or more. Raises ArgumentTypeError, which is told with the option's name."""
    try:
        number = WholeNumberField(min_value=1).clean(text)
    except ValidationError:
        raise ArgumentTypeError(f"“{text[:40]}” is not a whole number of 1 or more") from None
    return int(number)


def _secretary(email: str | None) -> User:
    """Who makes the run. Raises CommandError where nobody is called so."""
    person = User.objects.filter(email__iexact=email or "", is_active=True).first()
    if person is None:
        raise CommandError("--by: give the email address of somebody of the secretariat.", returncode=REFUSED)
    return person


def _apportion(options: dict[str, Any]) -> Apportioned:
    known = {row.text(CODE) for row in read_rows(REFERENCE / "authorities_2011.csv", [CODE])}
    populations = read_population(options["population"], known=known)
    indicators = [read_indicator(path, known=known) for path in options["indicator"]]
    denominator = Denominator(options["denominator"])
    return apportion(options["total"], populations, indicators, denominator=denominator, nearest=options["nearest"])
