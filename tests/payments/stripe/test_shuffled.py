"""PROOF: webhooks shuffled, repeated, dropped and forged leave the same books as those that came in order.

The short slice runs with all tests; more of it:
SHUFFLES=50 SHUFFLE_SEED=7 python -m pytest tests/payments/stripe/test_shuffled.py
"""

import json
import os
import random
from collections import Counter

import pytest

from payments.models import Contribution, InboxEvent, Payee, Posting, Purse, TransferLeg
from payments.payees import onboarding, refreshing
from payments.payouts import transferring
from payments.purses.refunding import refund_all
from payments.stripe import poller
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.simulator import GOOD, fill
from workers.models import Event

SHUFFLES = int(os.environ.get("SHUFFLES", "2"))
SEED = int(os.environ.get("SHUFFLE_SEED") or random.randrange(1_000_000))
HAPPENED = ("purse.funded", "payout.paid", "refund.sent", "purse.refunded", "contribution.settled")


@pytest.fixture
def story(simulator, ask, solver, award):
    """Two purses paid, one solver onboarded behind our back, one award, one refund whose answer was lost."""

    def story() -> None:
        for reference in ("R", "S"):
            contribution = ask(reference, 10_000, key=reference)
            assert fill(contribution.checkout_url, card=GOOD).status_code == 303
        fill(onboarding.start_onboarding(user=solver("ann", outcome=None)), outcome="complete", country="US")

    return story


def told_by_stripe(simulator, luck):
    """Stripe's events as its webhooks: a tenth lost, a third sent twice, all out of order."""
    told = simulator.control.dump()["objects"]["event"]
    ours = [entry for entry in told if luck.random() > 0.1]
    ours += luck.sample(ours, len(ours) // 3)
    luck.shuffle(ours)
    return ours


def send(webhooks, entry, luck):
    """To the door that it is for; one in twenty is followed by a forgery of it."""
    platform = entry["type"] not in ("account.updated", "capability.updated", "payout.paid", "payout.created")
    told = entry if not platform else {name: value for name, value in entry.items() if name != "account"}
    path = "/stripe/webhook" if platform else "/stripe/connect-webhook"
    assert webhooks.send(told, path=path).status_code == 204
    if luck.random() < 0.05:
        forged = json.dumps({**told, "id": f"evt_forged{luck.random()}"}).encode()
        assert webhooks.send(forged, path=path, secret="whsec_guess").status_code == 400


def make_up_for_losses():
    """What the ticks would do within two minutes."""
    for _ in range(3):
        poller.poll()
        refreshing.refresh_waiting()
        deliver_money()
        move_clock(seconds=130)
        transferring.resume_due()
    deliver_money()


def books():
    """What the ledger and the statuses say."""
    return {
        "postings": Counter(Posting.objects.values_list("account__kind", "account__owner", "amount")),
        "purses": sorted(Purse.objects.values_list("reference", "status")),
        "contributions": sorted(Contribution.objects.values_list("purse__reference", "status")),
        "legs": sorted(TransferLeg.objects.values_list("amount", "status")),
        "payees": sorted(Payee.objects.values_list("status", flat=True)),
        "told": Counter(Event.objects.filter(name__in=HAPPENED).values_list("name", "root")),
    }


@pytest.mark.parametrize("shuffle", range(SHUFFLES))
def test_the_books_are_those_of_the_order_in_which_it_happened(simulator, webhooks, story, award, shuffle):
    luck = random.Random(SEED + shuffle)
    print(f"seed {SEED + shuffle}")
    story()
    for entry in told_by_stripe(simulator, luck):
        send(webhooks, entry, luck)
    make_up_for_losses()
    (ann,) = (payee.user for payee in Payee.objects.all())
    award(4_000, ann)
    refund_all(reference="S", reason="cancelled", include_fee=True)
    simulator.control.fault("POST /v1/transfers", "drop_after")
    deliver_money()
    for entry in told_by_stripe(simulator, luck):
        send(webhooks, entry, luck)
    make_up_for_losses()
    owner, stripe_fee = str(ann.pk), 335
    assert books() == {
        "postings": Counter(
            [
                *[("stripe_pending", "", 10_500 - stripe_fee), ("stripe_fees", "", stripe_fee), ("fees", "", -500)] * 2,
                *[
                    ("purse", "R", -10_000),
                    ("purse", "R", 4_000),
                    ("payable", owner, -4_000),
                    ("payable", owner, 4_000),
                ],
                *[("stripe_pending", "", -4_000), ("stripe_pending", "", -10_500), ("fees", "", 500)],
                *[("purse", "S", -10_000), ("purse", "S", 10_000), ("refunds_due", "S", -10_000)],
                *[("refunds_due", "S", 10_000), ("refunds_due", "", -500), ("refunds_due", "", 500)],
            ]
        ),
        "purses": [("R", "part_released"), ("S", "closed")],
        "contributions": [("R", "settled"), ("S", "refunded")],
        "legs": [(4_000, "transferred")],
        "payees": ["payable"],
        "told": Counter(
            [
                *[("contribution.settled", reference) for reference in "RS"],
                *[("purse.funded", reference) for reference in "RS"],
                *[("payout.paid", "R"), ("refund.sent", "S"), ("purse.refunded", "S")],
            ]
        ),
    }
    assert not InboxEvent.objects.filter(handled_at=None).exists()
    assert not InboxEvent.objects.filter(pk__startswith="evt_forged").exists()
