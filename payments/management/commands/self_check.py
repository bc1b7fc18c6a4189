"""`manage.py self_check`: prove that the books hold what docs/finance.md promises."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments.reconciliation.proving import self_check


class Command(BaseCommand):
    """Prints each rule with what breaks it, and fails if anything does."""

    help = "Prove the ledger against itself, and against contributions, transfers and refunds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove, print, and fail on a breach."""
        findings = self_check()
        for finding in findings:
            self.stdout.write(f"{'ok  ' if not finding.breaches else 'FAIL'}  {finding.rule}")
            for breach in finding.breaches:
                self.stdout.write(f"      {breach}")
        if any(finding.breaches for finding in findings):
            raise CommandError("The books do not hold.")
