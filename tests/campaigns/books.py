"""The whole life of a few purses, in whatever order: the machine that test_books.py plays, and what it proves.

People and money are real rows; Stripe is the simulator over HTTP. A refusal of ours is an answer like any other;
what must hold afterwards is M1 to M6.
"""

import random
from collections import Counter
from typing import Any
from uuid import uuid4

import requests
from django.db import IntegrityError
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bounties.accounts.models import User
from payments.errors import PaymentError
from payments.models import Contribution, InboxEvent, Payee, Payout
from payments.money import Money
from payments.payees import onboarding, refreshing
from payments.payouts import approving, reversing, transferring
from payments.payouts.creating import Share, create_payouts
from payments.purses.funding import fund
from payments.purses.opening import open_purse
from payments.purses.refunding import refund, refund_all
from payments.purses.settling import look
from payments.stripe import poller
from payments.stripe.inbox import accept
from tests.campaigns import proofs
from tests.campaigns.refusals import name_of
from tests.clock import move_clock
from tests.conftest import empty_tables
from tests.simulator import GOOD, SimulatorProcess, fill
from workers.delivery import Courier
from workers.models import Delivery

PURSES = ("P", "Q")
SOLVERS = ("ann", "ben")
TARGET = 200_000
purses, solvers, seeds = st.sampled_from(PURSES), st.sampled_from(SOLVERS), st.integers(0, 999)
amounts = st.sampled_from([100, 999, 5_000, 33_333, 60_000])


class Stage:
    """Where a machine plays; given by the test, because Hypothesis makes the machines itself."""

    simulator: SimulatorProcess
    played: Counter[str] = Counter()


class Books(RuleBasedStateMachine):
    """Fund, award, pay, refund, dispute, deauthorise, reverse; hear of it in any order, late, twice or not at all."""

    def __init__(self) -> None:
        super().__init__()
        empty_tables()
        self.stripe = Stage.simulator
        self.stripe.control.forget_faults()
        self.stripe.control.reset()
        self.payer = User.objects.create_user("payer@example.com")
        self.checkers = [
            User.objects.create_user(f"{name}@example.com", role="finance", is_staff=True)
            for name in ("fay", "gus", "hal")
        ]
        self.people = {name: self._solver(name) for name in SOLVERS}
        for purse in PURSES:
            open_purse(reference=purse, label=f"Prize {purse}", currency="usd", target=Money(TARGET, "usd"))
        self._begin()

    def _begin(self) -> None:
        """Most of what can happen needs money, and somebody who waits for it."""
        self.fund("P")
        look(contribution_id=str(Contribution.objects.get().pk))
        for name, amount in (("ann", 60_000), ("ben", 5_000)):
            self.award("P", name, amount)

    def _solver(self, name: str) -> User:
        user = User.objects.create_user(f"{name}@example.com", country="US")
        fill(onboarding.start_onboarding(user=user), outcome="complete", country="US")
        refreshing.refresh(account_id=Payee.objects.get(user=user).account_id)
        return user

    def _try(self, name: str, act: Any) -> None:
        """An act that the rules may refuse; whatever else goes wrong fails the run."""
        try:
            act()
        except (PaymentError, IntegrityError) as refusal:
            name = f"{name} refused ({name_of(refusal)})"
        Stage.played[name] += 1

    @rule(purse=purses)
    def fund(self, purse: str) -> None:
        """The sponsor pays the page; nobody tells us yet."""

        def pay() -> None:
            keys = {"client_key": f"fund:{purse}", "return_url": "https://laurel.test/back"}
            page = fund(reference=purse, payer_reference=f"sponsor-{purse}", by=self.payer, **keys)
            if page.checkout_url:  # it may have been paid already; then this is a double click
                requests.post(page.checkout_url, data={"card": GOOD}, timeout=20, allow_redirects=False)

        self._try("fund", pay)

    @rule(purse=purses, name=solvers, amount=amounts)
    def award(self, purse: str, name: str, amount: int) -> None:
        shares = [Share(self.people[name].pk, 10_000)]
        terms = {"amount": Money(amount, "usd"), "shares": shares, "barred_approvers": [self.checkers[1].pk]}
        self._try("award", lambda: create_payouts(purse_reference=purse, award_reference=f"a-{uuid4()}", **terms))

    @rule(purse=purses)
    def award_a_team(self, purse: str) -> None:
        shares = [Share(user.pk, part) for user, part in zip(self.people.values(), (3_333, 6_667), strict=True)]
        terms = {"amount": Money(10_001, "usd"), "shares": shares}
        self._try("team", lambda: create_payouts(purse_reference=purse, award_reference=f"t-{uuid4()}", **terms))

    @rule(checker=st.integers(0, 1))
    def approve(self, checker: int) -> None:
        """The second of them is barred from some: maker is not checker."""
        waiting = Payout.objects.filter(status="ready").order_by("id").first()
        if waiting:
            by = self.checkers[checker]
            self._try("approve", lambda: approving.approve(payout_id=waiting.pk, by=by, reason="Looked at"))

    @rule(purse=purses, amount=amounts)
    def refund_a_part(self, purse: str, amount: int) -> None:
        money = Money(amount, "usd")
        self._try("refund", lambda: refund(reference=purse, amount=money, reason="agreed", by=self.payer))

    @rule(purse=purses, include_fee=st.booleans())
    def refund_the_rest(self, purse: str, include_fee: bool) -> None:
        act = {"reference": purse, "reason": "cancelled", "by": self.payer, "include_fee": include_fee}
        self._try("refund all", lambda: refund_all(**act))

    @rule(seed=seeds, inquiry=st.booleans())
    def dispute(self, seed: int, inquiry: bool) -> None:
        charges = list(Contribution.objects.exclude(charge_id=None).values_list("charge_id", flat=True))
        disputed = [entry["charge"] for entry in self._at_stripe("dispute")]
        if free := sorted(set(charges) - set(disputed)):
            left = self.stripe.client().v1.charges.retrieve(random.Random(seed).choice(free))
            if left.amount > left.amount_refunded:
                self.stripe.control.dispute(left.id, inquiry=inquiry)
                Stage.played["inquiry" if inquiry else "dispute"] += 1

    @rule(status=st.sampled_from(["won", "lost"]))
    def decide(self, status: str) -> None:
        over = {"won", "lost", "warning_closed"}
        for entry in [entry for entry in self._at_stripe("dispute") if entry["status"] not in over][:1]:
            self.stripe.control.decide(entry["id"], status)
            Stage.played[f"dispute {status}"] += 1

    @rule(name=solvers, outcome=st.sampled_from(["restrict", "complete"]))
    def change_account(self, name: str, outcome: str) -> None:
        if not self._is_gone(name):
            self.stripe.control.account(self._account(name), outcome=outcome)
            Stage.played[outcome] += 1

    @precondition(lambda self: not self._is_gone("ben"))
    @rule()
    def deauthorise(self) -> None:
        """Ben leaves for good."""
        self.stripe.control.deauthorize(self._account("ben"))
        Stage.played["deauthorise"] += 1

    @rule(seed=seeds)
    def reverse(self, seed: int) -> None:
        """Somebody takes a transfer back in Stripe's own dashboard: no act of ours, so it must be found."""
        made = [entry for entry in self._at_stripe("transfer") if not entry["reversed"]]
        if made and not self._is_gone("ben"):
            self.stripe.client().v1.transfers.reversals.create(random.Random(seed).choice(made)["id"])
            Stage.played["reverse"] += 1

    @rule(outcome=st.sampled_from(["pay_again", "to_purse", "unclaimed"]))
    def take_back(self, outcome: str) -> None:
        """Two people take a payout back by our own service."""
        fay, _, hal = self.checkers
        paid = Payout.objects.filter(status__in=["transferred", "banked"]).order_by("id").first()
        if paid:
            terms = {"payout_id": paid.pk, "reason": "A mistake.", "outcome": outcome}
            take = lambda: reversing.agree(reversal_id=reversing.propose(**terms, by=fay).pk, by=hal)  # noqa: E731
            self._try(f"take back {outcome}", take)

    @rule(seed=seeds)
    def hear(self, seed: int) -> None:
        """Some of Stripe's events arrive: out of order, some twice, some never."""
        luck = random.Random(seed)
        told = [entry for entry in self._at_stripe("event") if luck.random() > 0.3]
        luck.shuffle(told)
        for entry in told + told[:2]:
            accept(entry, way=InboxEvent.Way.WEBHOOK)
        Stage.played["hear"] += 1

    @rule(kind=st.sampled_from(["drop_after", "drop_before", "error_500_after", "rate_limit", "truncate"]))
    def stripe_answers_badly(self, kind: str) -> None:
        self.stripe.control.fault("POST /v1/transfers", kind)
        Stage.played["fault"] += 1

    @rule(seconds=st.sampled_from([60, 400, 4_000]))
    def deliver(self, seconds: int) -> None:
        """What relay and workers do, and time."""
        self._work()
        move_clock(seconds=seconds)
        transferring.resume_due()
        self._work()
        Stage.played["deliver"] += 1

    def _work(self) -> None:
        courier = Courier()
        for _ in range(500):
            due = Delivery.objects.due().filter(lease_token=None, handler__startswith="payments.")
            delivery = due.order_by("due_at", "id").first()
            if delivery is None:
                return
            courier.deliver(delivery.pk)
        raise AssertionError("Deliveries cause deliveries without an end.")

    def _at_stripe(self, kind: str) -> list[dict[str, Any]]:
        return list(self.stripe.control.dump()["objects"].get(kind, []))

    def _account(self, name: str) -> str:
        return str(Payee.objects.get(user=self.people[name]).account_id)

    def _is_gone(self, name: str) -> bool:
        events = [entry for entry in self._at_stripe("event") if entry["type"] == "account.application.deauthorized"]
        return any(entry["account"] == self._account(name) for entry in events)

    @invariant()
    def the_ledger_holds(self) -> None:
        assert not proofs.breaches()

    @invariant()
    def nothing_is_paid_twice(self) -> None:
        assert not proofs.paid_twice(self._at_stripe("transfer"))

    @invariant()
    def every_act_has_its_person(self) -> None:
        assert not proofs.acts_without_a_person()

    def teardown(self) -> None:
        """M5: once everything was heard and done, Stripe's objects and our rows correspond one to one."""
        self.stripe.control.forget_faults()
        for _ in range(6):
            poller.poll()
            self._work()
            move_clock(seconds=400)
            transferring.resume_due()
            reversing.resume_due()
        assert not proofs.unmatched(self._at_stripe("transfer"))
        self.the_ledger_holds()
