"""Workers and relays die around the call to Stripe, which itself answers badly; afterwards the books are compared."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from payments.ledger.accounts import Kind, total
from payments.models import Payout, Refund, TransferAttempt, TransferLeg
from payments.money import Money
from payments.payouts.legs import LEG_LEFT
from payments.payouts.reversals import PayoutReversal
from payments.purses.refunding import refund
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from tests.campaigns.reporting import Progress
from tests.campaigns.visiting import ENDED, OPERATIONS, Visits
from tests.clock import move_clock
from tests.simulator import SimulatorProcess
from tests.workers.crew import ROOT, Crew, let_leases_lapse, wait_until
from workers.models import Delivery
from workers.replaying import replay_delivery

WORKERS = 3
REFUND = 100  # minor units each
GIVEN_BACK, VISITED, TAKEN_BACK = 0.3, 0.3, 0.15  # so often
TRANSFERS, REFUNDS = "POST /v1/transfers", "POST /v1/refunds"
ANSWERS = [
    *("drop_after", "drop_after", "drop_before", "error_500_after", "error_500_before"),
    *("truncate", "rate_limit", "conflict", "slow"),
]


class Nursery:
    """Workers by the dozen; see nursery.py."""

    def __init__(self, crew: Crew, stripe: str) -> None:
        environment = crew.environment | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LAUREL_EXTRA_HANDLERS": "",
            "STRIPE_API_BASE": stripe,
            "STRIPE_TIMEOUT_SECONDS": "2",
            "STRIPE_LOOK_AGAIN_SECONDS": "0.3",
        }
        self.log = (crew.folder / "workers.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaigns.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.workers = [self.breed() for _ in range(WORKERS)]

    def breed(self, *ask: str) -> int:
        """A worker's pid; or of one who asks this, and nothing else."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(" ".join(["one", *ask]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def kill_one(self, luck: random.Random) -> None:
        place = luck.randrange(WORKERS)
        os.kill(self.workers[place], signal.SIGKILL)
        self.workers[place] = self.breed()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.log.close()


def where_it_stands() -> dict[str, Any]:
    """For whoever must find out why a campaign did not end."""
    waiting = Delivery.objects.due().values_list("handler", "started", "errors", "last_error")
    return {
        "payouts": dict(Counter(map(str, Payout.objects.values_list("status", "hold_reason")))),
        "refunds": dict(Counter(Refund.objects.values_list("status", flat=True))),
        "reversals": list(PayoutReversal.objects.exclude(status__in=ENDED).values_list("status", "refusal")),
        "dead": [(dead.handler, dead.last_error) for dead in Delivery.objects.dead()],
        "waiting": [row for row in waiting if row[0].startswith("payments.")][:20],
    }


@dataclass
class Killing:
    """One campaign: so many kills, so many awards, and refunds of purse `given_back`, all from one seed."""

    simulator: SimulatorProcess
    crew: Crew
    nursery: Nursery
    visits: Visits
    seed: int
    kills: int
    awards: int
    given_back: str
    faults: Counter[str] = field(default_factory=Counter)
    relays: int = 0
    replayed: int = 0
    refunds: int = 0
    left_under_fire: int = 0  # transfers that Stripe had made when the last one was killed
    recovered_in: float = 0.0  # seconds after the last fault; what waits for the clock has it moved

    def run(self, award: Any) -> None:
        """Owe, break, kill, and again; then let it come to rest."""
        luck, progress = random.Random(self.seed), Progress("payouts", self.kills)
        relay, unawarded = self.crew.start("relay"), self.awards
        for number in range(self.kills):
            while unawarded * self.kills > self.awards * (self.kills - number - 1):
                award(luck)
                unawarded -= 1
            self._owe_more(luck)
            self._break(luck)
            time.sleep(luck.uniform(0.02, 0.25))
            self.nursery.kill_one(luck)
            if luck.random() < 0.05:
                self.crew.kill(relay)
                relay, self.relays = self.crew.start("relay"), self.relays + 1
            if luck.random() < 0.3:
                let_leases_lapse()
            progress.at(number + 1, awards=self.awards - unawarded, relays_killed=self.relays)
        self.left_under_fire = len(self.simulator.control.dump()["objects"].get("transfer", []))
        self.simulator.control.forget_faults()
        let_leases_lapse()
        self.visits.ask_again()
        ended = time.monotonic()
        try:
            wait_until(self._is_at_rest, seconds=90 + self.kills / 2)
        except AssertionError as never:
            raise AssertionError(f"It does not come to rest: {where_it_stands()}") from never
        self.recovered_in = round(time.monotonic() - ended, 1)

    def _owe_more(self, luck: random.Random) -> None:
        """Beside awards: a refund, a visit, a payout that is taken back."""
        if luck.random() < GIVEN_BACK:
            refund(reference=self.given_back, amount=Money(REFUND, "usd"), reason="remainder")
            self.refunds += 1
        if luck.random() < VISITED:
            self.visits.one(luck, self.nursery.breed)
        if luck.random() < TAKEN_BACK:
            self.visits.take_one_back()

    def _is_at_rest(self) -> bool:
        """Let what waits for its time happen at once, once the workers have caught up, and look.

        A delivery that saw too many workers die under it waits for an operator; this campaign's operator replays it.
        """
        for dead in Delivery.objects.dead():
            replay_delivery(delivery_id=dead.pk, by=None)
            self.replayed += 1
        if not Delivery.objects.due().filter(handler__startswith="payments.").exists():
            move_clock(seconds=400)
        time.sleep(0.5)
        moving = Payout.objects.exclude(status__in=["transferred", "needs_review", "reversed"]).exists()
        self.visits.give_up_what_is_spent()
        coming_back = PayoutReversal.objects.exclude(status__in=ENDED).exists()
        if not coming_back:  # of a purse from which something came back, more is paid out of what is available
            self.simulator.control.settle_everything()
        return not (moving or coming_back or Refund.objects.exclude(status="refunded").exists())

    def _break(self, luck: random.Random) -> None:
        kind = luck.choice(ANSWERS)
        self.faults[kind] += 1
        operation = luck.choice([*[TRANSFERS] * 4, *[REFUNDS] * 2, *OPERATIONS])
        self.simulator.control.fault(operation, kind, seconds=luck.uniform(0, 0.5))

    def figures(self) -> dict[str, Any]:
        """What became of it. An award that only a person may free (three 500s in a row) is neither lost nor doubled."""
        ours = dict(TransferLeg.objects.filter(status__in=LEG_LEFT).values_list("transfer_id", "amount"))
        ours |= {row.refund_id: row.total.amount for row in Refund.objects.exclude(refund_id=None)}
        objects = self.simulator.control.dump()["objects"]
        made = [*objects.get("transfer", []), *objects.get("refund", [])]
        theirs = {one["id"]: one["amount"] for one in made if not one["account"]}  # not a payee's, of what came back
        stopped = Payout.objects.filter(status="needs_review")
        unmatched = [row for row in reconcile(grace=timedelta(0)) if not stopped.filter(pk__in=_uuids(row.subject))]
        return {
            "seed": self.seed,
            "kills": self.kills,
            "relays_killed": self.relays,
            "faults": dict(self.faults),
            "awards": self.awards,
            "refunds": self.refunds,
            "left_under_fire": self.left_under_fire,
            "seconds_to_recover": self.recovered_in,
            "attempts": dict(Counter(TransferAttempt.objects.values_list("outcome", flat=True))),
            "deliveries_replayed_by_an_operator": self.replayed,
            "for_a_person": stopped.count(),
            **self.visits.figures(objects),
            "lost": self.awards + self.refunds - stopped.count() - len(set(ours) & set(theirs)),
            "doubled": len(set(theirs) - set(ours)) + sum(ours[key] != theirs[key] for key in set(ours) & set(theirs)),
            "unmatched": [f"{row.kind} {row.subject}" for row in unmatched],
            "self_check": [breach for finding in self_check() for breach in finding.breaches],
            "still_owed": total(Kind.PAYABLE, "usd").amount,
        }


def _uuids(subject: str) -> list[str]:
    return [part for part in subject.replace(":", " ").split() if len(part) == 36 and part.count("-") == 4]
