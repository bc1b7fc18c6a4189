"""`manage.py load_sanctions FILE.csv`: the list of sanctions becomes what the file says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments.errors import PaymentError
from payments.payees.listing import take
from payments.payouts.flagging import look_again


class Command(BaseCommand):
    """Takes a list, then looks at every payout that has not left."""

    help = (
        "Replace the list of sanctions by a CSV with the columns kind (name, country), value, source; then look again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it whole, or not at all."""
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                taken = take(lines)
        except (OSError, UnicodeDecodeError, PaymentError) as error:
            raise CommandError(f"{options['file']}: {error} Nothing was taken.") from error
        looked = look_again()
        changed = f"{taken.added} added, {taken.removed} removed, {taken.kept} kept"
        self.stdout.write(f"{changed}; {looked.kept_back} payouts are kept back.")
        if looked.failed:
            self.stderr.write(
                f"{looked.failed} could not be looked at (tick_failed in the log says why); "
                "they are looked at again before they leave."
            )
