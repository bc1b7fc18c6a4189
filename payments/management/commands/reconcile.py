"""`manage.py reconcile`: compare the books with Stripe's."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from payments.errors import IllegalMove
from payments.reconciliation.matching import GRACE, Difference
from payments.reconciliation.models import ReconciliationRun
from payments.reconciliation.running import compare_now


class Command(BaseCommand):
    """Prints the figures per currency and every difference, and fails if there is one."""

    help = "Match Stripe's balance transactions with the ledger, and list the differences."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How young a movement may be to be left out."""
        parser.add_argument(
            "--grace", type=int, default=int(GRACE.total_seconds()), help="seconds; 0 leaves out nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, and fail on a difference; the comparison is on the desk's list, to be signed off."""
        if not settings.STRIPE_SECRET_KEY:
            raise CommandError("There is no Stripe to compare with: set STRIPE_SECRET_KEY.")
        run, found = self._compared(timedelta(seconds=options["grace"]))
        for row in run.figures:
            self.stdout.write("  ".join(f"{name} {value}" for name, value in row.items()))
        for difference in found:
            self.stdout.write(
                f"{difference.kind}  {difference.subject}  Stripe {difference.stripe}  ledger {difference.ledger}"
            )
        if found or any(row["difference"] for row in run.figures):
            raise CommandError("The books do not agree with Stripe's.")

    def _compared(self, grace: timedelta) -> tuple[ReconciliationRun, list[Difference]]:
        try:
            run, found = compare_now(grace=grace)
        except IllegalMove as refusal:
            raise CommandError(str(refusal)) from refusal
        if run.failure:
            raise CommandError(f"Stripe gave no answer: {run.failure}")
        return run, found
