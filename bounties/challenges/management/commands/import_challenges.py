"""`manage.py import_challenges --source challenge_gov FILE`: a public feed's challenges as drafts."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.progress import track

from bounties.accounts.models import Sponsor
from bounties.challenges.importing import SOURCES, Import, Line


class Command(BaseCommand):
    """Imports a file, reports on every record, and never stops at a bad one."""

    help = (
        "Import challenges from a public feed's JSON lines. Each becomes a draft of its agency, with its dates and "
        "prize as the feed has them. Running it twice changes nothing and writes the same report."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("file", type=Path, help="the feed: one JSON object a line")
        parser.add_argument("--source", required=True, choices=sorted(SOURCES), help="whose feed it is")
        parser.add_argument("--sponsor", help="id or name of the sponsor to use instead of each record's agency")
        parser.add_argument("--dry-run", action="store_true", help="read and report, but keep nothing")
        parser.add_argument("--report", type=Path, help="write one JSON line per record here, in the file's order")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report, and say in a line what became of the records."""
        records = self._records(options["file"])
        run = Import(options["source"], sponsor=self._sponsor(options["sponsor"]))
        with transaction.atomic() if options["dry_run"] else nullcontext():
            lines = list(run.lines(track(records, description="Importing", console=None, transient=True)))
            if options["dry_run"]:
                transaction.set_rollback(True)
        if options["report"]:
            options["report"].write_text("".join(self._json(lines)))
        outcomes = Counter(line.outcome for line in lines)
        kept = "; nothing was kept (dry run)" if options["dry_run"] else ""
        counted = ", ".join(f"{outcomes[name]} {name}" for name in ("imported", "incomplete", "skipped"))
        self.stdout.write(f"{len(lines)} records: {counted}{kept}.")

    def _records(self, file: Path) -> list[str]:
        try:
            return [line for line in file.read_text(errors="replace").split("\n") if line.strip()]
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}.") from error

    def _sponsor(self, named: str | None) -> Sponsor | None:
        if not named:
            return None
        found = Sponsor.objects.filter(name=named)
        with suppress(ValueError):
            found |= Sponsor.objects.filter(pk=UUID(named))
        if len(found) != 1:
            raise CommandError(f"{len(found)} sponsors are called {named!r}; give the id of one.")
        return found[0]

    def _json(self, lines: list[Line]) -> Iterator[str]:
        return (json.dumps(line.as_dict(), ensure_ascii=False) + "\n" for line in lines)
