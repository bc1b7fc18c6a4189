"""`manage.py recount SCORES.csv --rule trimmed_mean --drop 1 --places 2`: anyone's recount of a panel."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bounties.challenges.scoring_rules import SCORING_RULES, Options
from bounties.judging.recounting import Recount, recount, write
from bounties.judging.sheets import BadSheet, number_in, rows_of

MOST_DROPPED, MOST_PLACES = 100, 10
DEFAULT_PLACES = 2
EXAMPLE = """
example:
  scores.csv:
    entry,criterion,weight,j1,j2,j3,j4
    A,Depth,0.6,90,80,70,10
    A,Clarity,0.4,70,70,60,
  manage.py recount scores.csv --rule trimmed_mean --drop 1 --places 2
    entry,criterion,score
    A,Depth,75.00
    A,Clarity,70.00
    A,total,73.00

rules:
"""


class Command(BaseCommand):
    """Needs no database and asks none."""

    help = "Recount a panel's scores by a published rule."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options; which of them a rule has is its row's matter."""
        parser.formatter_class = RawDescriptionHelpFormatter
        rules = "\n".join(f"  {rule.name:20}{rule.sentence}" for rule in SCORING_RULES.values())
        parser.epilog = f"{EXAMPLE}{rules}\n\nEach score x weight is rounded half up, then an entry's are summed."
        parser.add_argument("scores", type=Path, help="CSV: entry,criterion,weight and one column per judge")
        parser.add_argument("--rule", required=True, choices=sorted(SCORING_RULES), help="how scores become one")
        parser.add_argument("--drop", type=_whole(MOST_DROPPED), help="scores left out at each end")
        parser.add_argument(
            "--places", type=_whole(MOST_PLACES), default=DEFAULT_PLACES, help="decimal places of every score (2)"
        )
        parser.add_argument("--public-share", type=_whole(99), help="percent of a column called public (50)")
        parser.add_argument("--missing", type=_number, help="a value that means: not given; a blank cell always does")
        parser.add_argument("--report", type=Path, help="write entry,criterion,score here instead of to the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count everything first, so that a bad sheet leaves no half report."""
        try:
            rows = rows_of(options["scores"], missing=options["missing"])
            counted = recount(rows, options["rule"], self._options(options))
        except BadSheet as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["report"] is None:
            write(counted, sys.stdout)
            return
        self._write(counted, options["report"], options["scores"])
        self.stdout.write(f"{len(counted.parts)} entries by {options['rule']}, in {options['report']}.")

    def _write(self, counted: Recount, report: Path, scores: Path) -> None:
        if report.resolve() == scores.resolve():
            raise CommandError(f"{report} holds the scores. Name another file for the report.")
        try:
            with report.open("w", encoding="utf-8", newline="") as file:
                write(counted, file)
        except OSError as error:
            raise CommandError(f"Cannot write {report}: {error.strerror}.") from error

    def _options(self, said: dict[str, Any]) -> Options:
        """The rule's options with what was said; raises CommandError for one that it does not have."""
        rule = SCORING_RULES[said["rule"]]
        given = {name: said[name] for name in ("drop", "public_share") if said[name] is not None}
        if strange := sorted(given.keys() - rule.settings.keys()):
            raise CommandError(f"{rule.name} has no --{strange[0].replace('_', '-')}. Leave it out.")
        defaults = {name: setting.default for name, setting in rule.settings.items()}
        return Options(**defaults | given | {"places": said["places"]})


def _whole(most: int) -> Any:
    """A whole number from 0 on."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) <= most):
            raise ArgumentTypeError(f'"{text}" is not possible; give a whole number from 0 to {most}')
        return int(text)

    return read


def _number(text: str) -> Decimal:
    number = number_in(text)
    if number is None:
        raise ArgumentTypeError(f'"{text}" is no plain number; give one like 0.0')
    return number
