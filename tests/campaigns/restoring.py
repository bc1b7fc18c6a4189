"""The database goes back to a backup taken while money left; Stripe does not. All is decided and sent again."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from bounties.accounts.models import User
from payments.models import Payout, Purse, Refund
from payments.money import Money
from payments.payouts import resuming, retrying, transferring
from payments.payouts.creating import Share, create_payouts
from payments.purses import handing
from payments.purses.refunding import refund
from payments.stripe import poller
from tests.campaigns import proofs
from tests.campaigns.backups import Backup
from tests.clock import move_clock
from tests.simulator import SimulatorProcess
from workers.delivery import Courier
from workers.models import Delivery

WORKERS = 3
ANSWERS = ["drop_after", "drop_after", "drop_before", "error_500_after", "rate_limit", "conflict"]
LATER = [0, 3_600, 30 * 3_600, 20 * 24 * 3_600]  # how old the backup is, by Stripe's clock; it forgets keys after a day


@dataclass
class Restoring:
    """One disaster: awards and refunds are decided, the backup is taken while they leave, more follow, and are lost."""

    simulator: SimulatorProcess
    solvers: list[User]
    finance: User
    luck: random.Random
    number: int
    figures: Counter[str] = field(default_factory=Counter)

    def play(self, awards: int) -> Counter[str]:
        """Decide, lose, decide again, and look at Stripe; the purse's reference is the round's."""
        wanted = [self._wish(place) for place in range(awards)]
        before = self.luck.randint(1, awards)
        backup = Backup()
        self._decide(wanted[:before])
        self._leave_while(backup.take)
        self._decide(wanted[before:])
        self._leave_while(lambda: None)
        self.simulator.control.forget_faults()
        sent = len(self._made())
        backup.restore()
        self.figures["forgotten"] += sent - self._known()
        age = self.luck.choice(LATER)
        self.simulator.control.advance(age)
        move_clock(seconds=age)
        self._decide(wanted)
        self._come_to_rest()
        return self._look(wanted, sent)

    def _wish(self, place: int) -> tuple[str, int, User | None]:
        """A name, an amount and a solver, who is None where it goes back to the sponsor; no two are of one amount."""
        to = None if self.luck.random() < 0.2 else self.luck.choice(self.solvers)
        return f"{self.purse}-{place}", 101 + place, to

    @property
    def purse(self) -> str:
        return f"R{self.number}"

    def _decide(self, wanted: list[tuple[str, int, User | None]]) -> None:
        """What the books do not know (any more) is decided; what they know is left alone."""
        for name, amount, to in wanted:
            if self.luck.random() < 0.2:
                self.simulator.control.fault("*", self.luck.choice(ANSWERS))
            money = Money(amount, "usd")
            if to:
                shares = [Share(to.pk, 10_000)]
                create_payouts(purse_reference=self.purse, award_reference=name, amount=money, shares=shares)
            elif not Refund.objects.filter(contribution__purse__reference=self.purse, reason=name).exists():
                refund(reference=self.purse, amount=money, reason=name)

    def _leave_while(self, take: Any) -> None:
        """Three workers carry the money out; each stops for good at a moment of its own, as if killed."""
        stop, acts = threading.Event(), [self.luck.randint(2, 20) for _ in range(WORKERS)]
        with ThreadPoolExecutor(WORKERS) as pool:
            done = [pool.submit(work, stop, most, random.Random(most)) for most in acts]
            stop.wait(self.luck.uniform(0, 0.2))
            take()
            for each in done:
                each.result(timeout=120)

    def _come_to_rest(self) -> None:
        """What relay, workers, poller and clock do; and a person, where the books asked for one."""
        Delivery.objects.exclude(lease_token=None).update(
            lease_token=None, leased_until=None
        )  # of the dead; 10 s later
        for _ in range(40):
            poller.poll()
            work(threading.Event(), 1_000, self.luck)
            for payout in Payout.objects.filter(status="needs_review"):
                move_clock(seconds=60)
                retrying.retry(payout_id=payout.pk, by=self.finance, reason="Looked at Stripe's list.")
                self.figures["retried"] += 1
            for back in Refund.objects.filter(status="unclaimed"):
                handing.retry(refund_id=back.pk, by=self.finance, reason="Looked at Stripe's list.")
                self.figures["retried"] += 1
            if self._is_at_rest():
                return
            move_clock(seconds=400)
            transferring.resume_due()
            resuming.resume_standing()

    def _is_at_rest(self) -> bool:
        moving = Payout.objects.exclude(status="transferred").exists()
        return not (moving or Refund.objects.exclude(status="refunded").exists())

    def _look(self, wanted: list[tuple[str, int, User | None]], sent: int) -> Counter[str]:
        """Whom Stripe paid, against whom it should have."""
        right = Counter((amount, "refund" if to is None else "transfer") for _, amount, to in wanted)
        made = Counter((row["amount"], row["object"]) for row in self._made())
        transfers = self.simulator.control.dump()["objects"].get("transfer", [])
        return self.figures + Counter(
            rounds=1,
            wanted=len(wanted),
            left_before=sent,
            twice=(made - right).total(),
            never=(right - made).total(),
            unmatched=len(proofs.unmatched(transfers)),
            breaches=len(proofs.breaches()),
        )

    def _made(self) -> list[dict[str, Any]]:
        """What left this round's purse at Stripe."""
        objects = self.simulator.control.dump()["objects"]
        group = Purse.objects.get(reference=self.purse).transfer_group
        charges = set(Purse.objects.get(reference=self.purse).contributions.values_list("charge_id", flat=True))
        transfers = [row for row in objects.get("transfer", []) if row["transfer_group"] == group]
        return transfers + [row for row in objects.get("refund", []) if row["charge"] in charges]

    def _known(self) -> int:
        paid = Payout.objects.filter(purse__reference=self.purse, status="transferred").count()
        return paid + Refund.objects.of_purse(self.purse).filter(status="refunded").count()


def work(stop: threading.Event, most: int, luck: random.Random) -> None:
    """Deliver so many of what is due, or until nothing is; errors wait for their backoff, as they do with a worker."""
    courier = Courier()
    try:
        while most and not stop.is_set():
            due = list(Delivery.objects.due().filter(lease_token=None, handler__startswith="payments.")[:20])
            if not due:
                return
            courier.deliver(luck.choice(due).pk)
            most -= 1
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()
