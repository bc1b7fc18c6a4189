"""People's requests for a payment page, or an account at Stripe, die around the call; they come back and ask again.

Money that is taken back goes the workers' way, and dies with them.
"""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import requests

from bounties.accounts.models import User
from payments.errors import PaymentError
from payments.models import Contribution, Payee, Payout
from payments.money import Money
from payments.payees import onboarding
from payments.payouts import reversing
from payments.payouts.reversals import PayoutReversal
from payments.purses.funding import fund
from payments.purses.opening import open_purse
from payments.purses.settling import look
from tests.clock import move_clock
from tests.simulator import GOOD

PRIZE = 1_000
CALLING_SECONDS = 31  # a caller who is silent for longer is taken for dead
LONGEST_LIFE_SECONDS = 0.15  # of a request that is killed; most live long enough to reach Stripe
OPERATIONS = ("POST /v1/checkout/sessions", "POST /v1/accounts", "POST /v1/transfers/{id}/reversals")


def ask_for_page(reference: str, payer: str) -> Contribution:
    """Press the button: give the sponsor a page, under the key of the first press."""
    by = User.objects.get(pk=UUID(payer))
    keys = {"client_key": reference, "return_url": "https://laurel.test/back"}
    return fund(reference=reference, payer_reference=payer, by=by, **keys)


def ask_for_account(user: str) -> Payee:
    """Begin with Stripe's onboarding."""
    return onboarding.open_account(user=User.objects.get(pk=UUID(user)))


ENDED = ("done", "refused")  # of reversals

ASKS = {"page": ask_for_page, "account": ask_for_account}


@dataclass
class Visits:
    """Everybody who asked, of whom many were cut off."""

    payer: User
    checkers: tuple[User, User]
    asked: list[tuple[str, ...]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def one(self, luck: random.Random, begin: Any) -> None:
        """Someone asks, is cut off, and perhaps asks again at once; `begin` gives the pid of who asks for them."""
        ask = self._page() if luck.random() < 0.5 else self._account()
        self.asked.append(ask)
        for _ in range(luck.randint(1, 3)):
            pid = begin(*ask)
            time.sleep(luck.uniform(0, LONGEST_LIFE_SECONDS))
            os.kill(pid, signal.SIGKILL)
            self.counts[f"{ask[0]}s_cut_off"] += 1

    def take_one_back(self) -> None:
        """Two people take back the latest payout that has arrived; it stays unclaimed."""
        paid = Payout.objects.filter(status="transferred").exclude(reversals__isnull=False).order_by("-id").first()
        if paid:
            first, second = self.checkers
            asked = reversing.propose(payout_id=paid.pk, by=first, reason="A mistake.", outcome="unclaimed")
            reversing.agree(reversal_id=asked.pk, by=second)
            self.counts["taken_back"] += 1

    def give_up_what_is_spent(self) -> None:
        """What Stripe would not take back, since the payee's bank has it already, is given up by who asked for it."""
        for stuck in PayoutReversal.objects.filter(status=PayoutReversal.Status.STUCK):
            reversing.refuse(reversal_id=stuck.pk, by=self.checkers[0], reason=stuck.refusal)
            self.counts["given_up"] += 1

    def ask_again(self) -> None:
        """They all come back after a minute, until each has what they asked for; then each page is paid."""
        for ask in self.asked:
            for _ in range(4):
                move_clock(seconds=CALLING_SECONDS)
                try:
                    given = ASKS[ask[0]](*ask[1:])
                except PaymentError:
                    continue
                if isinstance(given, Contribution) and given.checkout_url:
                    requests.post(given.checkout_url, data={"card": GOOD}, timeout=20, allow_redirects=False)
                    look(contribution_id=str(given.pk))
                break

    def figures(self, objects: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
        """What Stripe made for whom: exactly one each, and no page or account that nobody here knows."""
        accounts = Counter(made["metadata"]["payee"] for made in objects.get("account", []))
        known = set(Contribution.objects.values_list("session_id", flat=True))
        pages = {page["id"] for page in objects.get("checkout.session", [])}
        wanted = [ask[1] for ask in self.asked if ask[0] == "page"]
        settled = Contribution.objects.filter(purse__reference__in=wanted, status="settled").count()
        reversed_twice = [
            made["id"] for made in objects.get("transfer", []) if made["amount_reversed"] > made["amount"]
        ]
        return {
            **self.counts,
            "pages_doubled": len(pages - known),
            "pages_lost": len(wanted) - settled,
            "accounts_doubled": sum(count > 1 for count in accounts.values()),
            "accounts_lost": Payee.objects.filter(account_id=None).count(),
            "reversals_doubled": len(reversed_twice),
            "reversals_lost": PayoutReversal.objects.exclude(status__in=ENDED).count(),
        }

    def _page(self) -> tuple[str, ...]:
        reference = str(uuid4())
        open_purse(reference=reference, label="A prize", currency="usd", target=Money(PRIZE, "usd"))
        return "page", reference, str(self.payer.pk)

    def _account(self) -> tuple[str, ...]:
        return "account", str(User.objects.create_user(f"{uuid4().hex}@example.com", country="US").pk)
