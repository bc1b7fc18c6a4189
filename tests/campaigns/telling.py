"""What Stripe did and we have not heard of, and the ways to hear of it: in order, in disorder, not at all."""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from bounties.accounts.models import User
from payments.models import Contribution, Dispute, InboxEvent, Payee, Payout, Posting, Purse, Refund, TransferLeg
from payments.payees import onboarding
from payments.purses.refunding import refund_all
from payments.purses.settling import look
from tests.campaigns import proofs
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.payments.stripe.conftest import Webhooks
from tests.simulator import GOOD, SimulatorProcess, fill
from workers.models import Event
from workers.registry import ticks

OF_CONNECT = ("account.", "capability.", "payout.", "person.", "external_account.")
HAPPENED = (
    *("contribution.settled", "purse.funded", "payout.paid", "refund.sent", "purse.refunded"),
    *("dispute.opened", "dispute.won", "dispute.lost"),
)
STEP_SECONDS, MOST_SECONDS = 5, 300
POLL_SECONDS = 60

Told = list[dict[str, Any]]


@dataclass
class Story:
    """So many purses, each in another way; our side has begun it, Stripe has done it, and nobody told us."""

    simulator: SimulatorProcess
    ask: Callable[..., Contribution]
    award: Callable[..., list[Payout]]
    solver: Callable[..., User]
    luck: random.Random

    def happen(self, purses: int) -> None:
        """Every kind of story, again and again."""
        known, newcomer = self.solver("ann"), self.solver("ben", outcome=None)
        page = onboarding.start_onboarding(user=newcomer)
        kinds = [self.is_paid, self.is_awarded, self.goes_back, self.is_disputed, self.is_given_up]
        for number in range(purses):
            kinds[number % len(kinds)](f"P{number}", self.luck.choice([known, newcomer]))
        deliver_all(forgive=True)  # transfers and refunds leave; none of Stripe's answers arrives
        fill(page, outcome="complete", country="US")

    def is_paid(self, purse: str, user: User) -> Contribution:
        """The sponsor pays, and closes the window."""
        contribution = self.ask(purse, 10_000, key=purse)
        assert fill(contribution.checkout_url, card=GOOD).status_code == 303
        return contribution

    def _is_known(self, purse: str, user: User) -> Contribution:
        contribution = self.is_paid(purse, user)
        look(contribution_id=str(contribution.pk))
        contribution.refresh_from_db()
        return contribution

    def is_awarded(self, purse: str, user: User) -> None:
        """Paid out, or waiting for the payee's onboarding."""
        self._is_known(purse, user)
        self.award(4_000, user, reference=purse, name=purse)
        self.simulator.control.fault("POST /v1/transfers", "drop_after")

    def goes_back(self, purse: str, user: User) -> None:
        """All of it is refunded."""
        self._is_known(purse, user)
        refund_all(reference=purse, reason="cancelled", include_fee=True)
        self.simulator.control.fault("POST /v1/refunds", "drop_after")

    def is_disputed(self, purse: str, user: User) -> None:
        """The bank takes it back, and may decide."""
        charge = str(self._is_known(purse, user).charge_id)
        dispute = self.simulator.control.dispute(charge)
        if decision := self.luck.choice(["won", "lost", ""]):
            self.simulator.control.decide(dispute["id"], decision)

    def is_given_up(self, purse: str, user: User) -> None:
        """Nobody pays, and Stripe closes the page."""
        session = self.ask(purse, 10_000, key=purse).session_id
        self.simulator.client().v1.checkout.sessions.expire(str(session))


def in_disorder(told: Told, luck: random.Random) -> Told:
    """A tenth lost, a third twice, all shuffled."""
    kept = [event for event in told if luck.random() > 0.1]
    kept += luck.sample(kept, len(kept) // 3)
    luck.shuffle(kept)
    return kept


def send(webhooks: Webhooks, event: dict[str, Any]) -> None:
    """To the door that it is for."""
    path = "/stripe/connect-webhook" if event["type"].startswith(OF_CONNECT) else "/stripe/webhook"
    assert webhooks.send(_for(path, event), path=path).status_code == 204


def forge(webhooks: Webhooks, event: dict[str, Any], number: int) -> None:
    """The same under another id, signed by somebody who guesses; refused."""
    forged = json.dumps({**event, "id": f"evt_forged{number}"}).encode()
    assert webhooks.send(forged, secret="whsec_guess").status_code == 400


def _for(path: str, event: dict[str, Any]) -> dict[str, Any]:
    return event if "connect" in path else {name: value for name, value in event.items() if name != "account"}


def let_time_pass(transfers: Callable[[], Told]) -> int:
    """What relay and workers do by the clock, until both books agree; gives the seconds of the clock that it took."""
    next_run = {name: _pause(name) for name in ticks if name.startswith("payments.")}
    for now in range(0, MOST_SECONDS, STEP_SECONDS):
        for name in sorted(name for name, at in next_run.items() if at <= now):
            next_run[name] = now + _pause(name)
            ticks[name].run()
        deliver_all(forgive=True)
        if not proofs.unmatched(transfers()) and not _is_waiting():
            return now
        move_clock(seconds=STEP_SECONDS)
    return MOST_SECONDS


def _pause(name: str) -> float:
    """As in production, also where a developer's machine asks Stripe more often."""
    seconds = ticks[name].seconds
    return POLL_SECONDS if seconds == settings.STRIPE_POLL_SECONDS else seconds


def _is_waiting() -> bool:
    """Whether something is still under way in the books themselves, of which Stripe moved nothing yet."""
    pages = Contribution.objects.pending().exclude(checkout_url="").exists()  # nobody said yet that it lapsed
    return pages or Payout.objects.exclude(status="transferred").exists()


def books() -> dict[str, Any]:
    """What the ledger and the statuses say; two worlds are equal when these are."""
    return {
        "postings": Counter(Posting.objects.values_list("account__kind", "account__owner", "amount")),
        "purses": sorted(Purse.objects.values_list("reference", "status")),
        "contributions": sorted(Contribution.objects.values_list("purse__reference", "status", "refunded")),
        "payouts": sorted(Payout.objects.values_list("purse__reference", "amount", "status")),
        "legs": sorted(TransferLeg.objects.values_list("amount", "status", "transfer_id")),
        "refunds": sorted(Refund.objects.values_list("amount", "fee", "status", "refund_id")),
        "disputes": sorted(Dispute.objects.values_list("dispute_id", "status", "withdrawn", "reinstated", "fee")),
        "payees": sorted(Payee.objects.values_list("account_id", "status")),
        "told": Counter(Event.objects.filter(name__in=HAPPENED).values_list("name", "root")),
        "unhandled": InboxEvent.objects.filter(handled_at=None).count(),
        "forged": InboxEvent.objects.filter(pk__startswith="evt_forged").count(),
        "breaches": proofs.breaches(),
    }
