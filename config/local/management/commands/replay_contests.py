"""`manage.py replay_contests`: real contests through the real services, to a difference of zero."""

import logging
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.local.binaries import MissingServer
from config.local.postgres import ServerFailed
from config.local.replay import report, summary
from config.local.replay.apart import WorldFailed, run_apart
from config.local.replay.contests import Contest
from config.local.replay.figures import Outcome, measure
from config.local.replay.people import NoSimulator, World
from config.local.replay.reading import BadInput, Input, read
from config.local.replay.replaying import Stuck, prove, replay
from config.local.replay.telling import Telling
from config.local.state import StateRefused
from config.local.story.actors import StoryFailed
from config.local.story.stage import ready_stack
from payments.errors import PaymentError
from payments.reconciliation.reconciling import reconcile

REFUSALS = (
    BadInput,
    NoSimulator,
    WorldFailed,
    Stuck,
    StoryFailed,
    PaymentError,
    ServerFailed,
    MissingServer,
    StateRefused,
)


def positive(text: str) -> int:
    """A number of contests."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f'"{text}" is no number of contests. Give a whole number above 0.')
    return int(text)


class Command(BaseCommand):
    """Funds each contest's pot, pays its awards, and compares every book."""

    help = (
        "Replay published contests: each pot is funded at Checkout, each solver's awards are paid in one payout, what "
        "is left goes back, and ledger, Stripe and the published figures are compared. Runs on the stack that `make "
        "up` runs here, or else in a world of its own (.local/replay), which is kept: a killed replay goes on. "
        'The report has one line per contest, in cents: {"contest", "posted", "paid", "payouts", "difference"}. '
        '"posted" is null where the pot is not in dollars. "difference" is measured: the ledger\'s payments less the '
        "published ones, else less Stripe's transfers, else what came in less where it is; 0 when all agree."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--contests", type=Path, required=True, help="CSV with contestid, amount (title, sponsor)")
        parser.add_argument(
            "--awards", type=Path, required=True, help="CSV with contest, solver, awardUSD (risk, slice, …)"
        )
        parser.add_argument("--limit", type=positive, help="only so many contests, from the top")
        parser.add_argument("--report", type=Path, help="where to write a line of JSON per contest")
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--here", action="store_true", help="in the database and simulator of the settings")
        place.add_argument("--within", action="store_true", help=SUPPRESS)  # a world that was just started for us
        place.add_argument("--apart", action="store_true", help="in a world of its own, even if a stack runs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse bad input before anything is done; then play here, or in a world of its own."""
        try:
            given = read(options["contests"], options["awards"])
            if options["report"]:
                report.require_writable(options["report"])
            if options["within"]:
                call_command("migrate", verbosity=0)
            if options["within"] or options["here"] or (not options["apart"] and ready_stack(settings.STATE_DIR)):
                self._play(given, options)
                return
            code = run_apart(_arguments(options))
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        if code:
            raise SystemExit(code)

    def _play(self, given: Input, options: dict[str, Any]) -> None:
        logging.getLogger("stripe").setLevel(logging.WARNING)  # its every call, between the lines of the progress
        contests = given.contests[: options["limit"]]
        world, telling = World.here(), Telling()
        older = {(row.kind, row.subject) for row in reconcile()}
        played = replay(contests, world=world, telling=telling)
        if not played:
            telling.say(f"All {len(contests)} contests were replayed before: nothing to do. The books once more:")
        findings, found = prove(telling)
        outcome = measure(contests)
        if options["report"]:
            report.write(options["report"], outcome.lines)
        self._tell(given, contests, outcome, telling)
        breaches = [f"{finding.rule}: {breach}" for finding in findings for breach in finding.breaches]
        fresh = [f"{row.kind} {row.subject}" for row in found if (row.kind, row.subject) not in older]
        self._judge(outcome, [*breaches, *fresh], rules=len(findings), telling=telling)

    def _tell(self, given: Input, contests: Sequence[Contest], outcome: Outcome, telling: Telling) -> None:
        for line in (
            "",
            *summary.left_out_lines(given.left_out),
            *summary.deviation_lines(contests),
            *summary.rule_lines(contests),
            "",
            *summary.total_lines(contests, outcome),
            "",
        ):
            telling.say(line)

    def _judge(self, outcome: Outcome, faults: Sequence[str], *, rules: int, telling: Telling) -> None:
        """End well only if every contest, the books and Stripe agree."""
        for line in outcome.differing:
            telling.say(f"Contest {line.contest} differs by {summary.dollars(line.difference)}.")
        for fault in faults:
            telling.say(fault)
        if outcome.differing or faults:
            raise CommandError(f"{len(outcome.differing)} contests differ; {len(faults)} faults in the books.")
        telling.say(f"self_check: {rules} rules hold. Reconciliation with Stripe: 0 differences.")
        telling.say(f"{len(outcome.lines)} of {len(outcome.lines)} contests: difference 0. {telling.elapsed:.0f} s.")


def _arguments(options: dict[str, Any]) -> list[str]:
    """The same command line, for the process in the replay's own world."""
    names = ("contests", "awards", "limit", "report")
    return [part for name in names if options[name] for part in (f"--{name}", str(options[name]))]
