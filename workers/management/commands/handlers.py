"""`manage.py handlers`: who does what when; with --backfill, owe past events to a new handler."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workers.backfilling import backfill
from workers.errors import Undeclared
from workers.registry import declarations, handlers_of, ticks


class Command(BaseCommand):
    """Print every event with its audience and handlers, then every tick."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """A handler's name and a moment, for a backfill."""
        parser.add_argument("--backfill", metavar="NAME", help="owe this handler its events since then")
        parser.add_argument("--since", metavar="TIME", help="ISO 8601; UTC unless it says otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, or backfill."""
        if options["backfill"]:
            self._backfill(options["backfill"], options["since"])
            return
        for name, declaration in sorted(declarations.items()):
            self.stdout.write(f"{name}  ({declaration.audience.value}, belongs to {declaration.root})")
            for handler in handlers_of(name):
                kind = "outside, at least once" if handler.outside else "transactional, once"
                self.stdout.write(f"    {handler.name}  [{handler.queue}] {kind}")
        for tick in ticks.values():
            self.stdout.write(f"every {tick.seconds:g} s  {tick.name}")

    def _backfill(self, name: str, since: str | None) -> None:
        if not since:
            raise CommandError("--backfill needs --since: a new handler seldom wants all of history.")
        try:
            moment = datetime.fromisoformat(since)
            added = backfill(handler_name=name, since=moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (Undeclared, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{added} deliveries added for {name}")
