"""The drill of docs/operations.md, word by word: base backup, archived log, the machine is lost, back to a moment."""

import os
import shutil
import signal
import subprocess
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection

from config.local.binaries import postgres_programs, servers_identity
from config.local.postgres import Postgres
from config.local.processes import waited
from payments.models import Payout, Refund
from tests.campaigns.durable import cut_the_power, given_to_server, lived_in
from tests.campaigns.restoring import LATER, Restoring
from tests.clock import move_clock

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = "archive"


@dataclass
class Machine:
    """A primary whose log is archived, what its backups are, and the machine that takes its place."""

    primary: Postgres

    @property
    def folder(self) -> Path:
        return self.primary.folder.parent

    def back_up(self, name: str) -> None:
        """As each night; whoever writes meanwhile writes on."""
        self.run("config/postgres-backup.sh", given_to_server(self.folder / name))

    def lose(self) -> str:
        """The moment to go back to; what came after it, and then the machine, is lost."""
        with self.primary.superuser_connection() as session:
            row = session.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert row
        assert waited((self.folder / ARCHIVE / row[0]).exists, 60)
        cut_the_power(self.primary, signal.SIGKILL)
        return str(row[0])

    def restored(self, name: str, moment: str) -> Postgres:
        """Another server, at that moment, once somebody has looked and said that it may go on."""
        successor = Postgres(self.folder / f"restored-{name}")
        given_to_server(successor.folder)
        shutil.copy(self.primary.folder / "password", successor.folder / "password")
        self.run("config/postgres-restore.sh", self.folder / name, self.folder / ARCHIVE, moment, successor.data)
        successor.start()
        with successor.superuser_connection() as session:
            paused = "SELECT pg_get_wal_replay_pause_state() = 'paused'"
            assert waited(lambda: session.execute(paused).fetchone() == (True,), 60), successor.log_end()
            session.execute("SELECT pg_wal_replay_resume()")
            writes = "SELECT NOT pg_is_in_recovery()"
            assert waited(lambda: session.execute(writes).fetchone() == (True,), 60), successor.log_end()
        return successor

    def run(self, script: str, *arguments: Any) -> None:
        """One of our scripts, as the server's user, who may not enter the checkout: so it is read to them."""
        primary = self.primary
        programs = postgres_programs(primary.folder)
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "PGHOST": "127.0.0.1", "PGPORT": str(primary.port)}
        environment |= {"PGUSER": "postgres", "PGPASSWORD": primary.password}
        with (ROOT / script).open() as said:
            command = ["bash", "-s", "--", *map(str, arguments)]
            done = subprocess.run(
                command, stdin=said, capture_output=True, text=True, env=environment, cwd="/", check=False,
                **servers_identity(),
            )  # fmt: skip
        assert done.returncode == 0, f"{script}: {done.stdout}{done.stderr}"


@dataclass
class Drill(Restoring):
    """One disaster, as Restoring has it; but PostgreSQL's own backup is taken, and its log says how far to go back."""

    machine: Machine = None  # type: ignore[assignment]

    def play(self, awards: int) -> Counter[str]:
        """Steps 1 to 6: nobody works, back to the moment, the books, the list, work again, decide again."""
        name, wanted = f"backup-{self.number}", [self._wish(place) for place in range(awards)]
        first, second = sorted(self.luck.sample(range(1, awards), 2))
        self._decide(wanted[:first])
        self._leave_while(lambda: self.machine.back_up(name))
        self._decide(wanted[first:second])
        moments: list[str] = []
        self._leave_while(lambda: moments.append(_now()))
        self._decide(wanted[second:])
        self._leave_while(lambda: None)
        self.simulator.control.forget_faults()
        sent = len(self._made())
        self.machine.lose()
        successor = self.machine.restored(name, moments[0])
        try:
            with lived_in(successor.url()):
                return self._go_on(wanted, second, sent)
        finally:
            successor.stop()

    def _go_on(self, wanted: list[Any], before: int, sent: int) -> Counter[str]:
        names = {name for name, _, _ in wanted}
        refunds, payouts = Refund.objects.values_list("reason"), Payout.objects.values_list("award_reference")
        assert names & {name for (name,) in refunds.union(payouts)} == {name for name, _, _ in wanted[:before]}
        self.figures["forgotten"] += sent - self._known()
        age = self.luck.choice(LATER)
        self.simulator.control.advance(age)
        move_clock(seconds=age)
        call_command("self_check", verbosity=0)
        with suppress(CommandError):  # it ends so where it lists something
            call_command("reconcile", verbosity=0)
        self._come_to_rest()
        self._decide(wanted)
        self._come_to_rest()
        return self._look(wanted, sent)


def _now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()::text")
        return str(cursor.fetchone()[0])
