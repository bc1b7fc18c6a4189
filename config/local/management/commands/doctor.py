"""`manage.py doctor`: says what is wrong, in a sentence each, and what helps."""

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.local.doctor import crew, machine, money, servers
from config.local.doctor.findings import Finding


class Command(BaseCommand):
    """Looks at everything, prints it, and ends with 1 if anything is wrong."""

    help = "Look at this machine, the servers and the crew; say what is wrong and what helps."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding as it is made."""
        wrong = 0
        for finding in findings():
            self.stdout.write(str(finding))
            wrong += not finding.is_well
        if wrong:
            self.stdout.write(f"\n{wrong} to put right.")
            sys.exit(1)
        self.stdout.write("\nAll is well.")


def findings() -> Iterator[Finding]:
    """Every examination that makes sense here; what lies in the database only if it answers."""
    yield machine.python()
    yield machine.disk()
    if settings.LAUREL_LOCAL:
        yield machine.wheels()
        yield machine.running()
    yield servers.stripe()
    yield servers.valkey()
    database = servers.postgresql(settings.DATABASES["default"])
    yield database
    if database.is_well:
        migrated = servers.migrations()
        yield migrated
        if migrated.is_well:
            yield crew.beats()
            yield crew.deliveries()
            yield crew.deaths()
            yield money.floats()
