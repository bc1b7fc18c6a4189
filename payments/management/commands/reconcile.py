"""`manage.py reconcile`: compare the books with Stripe's."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments.reconciliation.matching import GRACE
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.summarising import as_rows


class Command(BaseCommand):
    """Prints the figures per currency and every difference, and fails if there is one."""

    help = "Match Stripe's balance transactions with the ledger, and list the differences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How young a movement may be to be left out."""
        parser.add_argument(
            "--grace", type=int, default=int(GRACE.total_seconds()), help="seconds; 0 leaves out nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Reconcile, print, and fail on a difference."""
        found = reconcile(grace=timedelta(seconds=options["grace"]))
        rows = as_rows()
        for row in rows:
            self.stdout.write("  ".join(f"{name} {value}" for name, value in row.items()))
        for difference in found:
            self.stdout.write(
                f"{difference.kind}  {difference.subject}  Stripe {difference.stripe}  ledger {difference.ledger}"
            )
        if found or any(row["difference"] for row in rows):
            raise CommandError("The books do not agree with Stripe's.")
