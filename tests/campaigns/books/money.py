"""Fund, award, pay, refund, dispute, deauthorise, reverse; hear of it in any order, late, twice or not at all."""

import random
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from payments.models import Contribution, InboxEvent, Payee, Payout
from payments.money import Money
from payments.payouts import approving, reversing
from payments.payouts.creating import Share, create_payouts
from payments.purses.refunding import refund, refund_all
from payments.stripe.inbox import accept
from tests.campaigns.books.story import Run, Story, late
from tests.campaigns.books.world import PURSES, SOLVERS

purses, solvers, seeds = st.sampled_from(PURSES), st.sampled_from(SOLVERS), st.integers(0, 999)
amounts = st.sampled_from([100, 999, 5_000, 33_333, 60_000])
DECIDED = {"won", "lost", "warning_closed"}


class MoneyRules(Story):
    """The rules of money; most play with purses of no challenge."""

    @rule(purse=purses)
    def fund(self, purse: str) -> None:
        """The sponsor pays the page; nobody tells us yet."""
        self.play("fund", lambda: self.world.pay(purse))

    @rule(purse=purses, name=solvers, amount=amounts)
    def award(self, purse: str, name: str, amount: int) -> None:
        self._award(purse, {name: 10_000}, amount, barred=[self.world.checkers[1].pk])

    @rule(purse=purses, parts=st.sampled_from([(3_333, 6_667), (5_000, 5_000), (100, 9_900)]))
    def award_a_team(self, purse: str, parts: tuple[int, int]) -> None:
        self._award(purse, dict(zip(SOLVERS, parts, strict=False)), 10_001)

    def _award(self, purse: str, parts: dict[str, int], amount: int, barred: list[object] | None = None) -> None:
        award, users = str(uuid4()), [self.world.people[name].pk for name in parts]
        shares = [Share(user, part) for user, part in zip(users, parts.values(), strict=True)]
        terms = {"amount": Money(amount, "usd"), "shares": shares, "barred_approvers": barred or []}
        act = lambda: create_payouts(purse_reference=purse, award_reference=award, **terms)  # noqa: E731
        if self.play("award" if len(parts) == 1 else "team", act):
            self.oracle.promise(award, users, list(parts.values()), amount)

    @rule(checker=st.integers(0, 1))
    def approve(self, checker: int) -> None:
        """The second of them is barred from some: maker is not checker."""
        waiting = Payout.objects.filter(status="ready").order_by("id").first()
        if waiting:
            by = self.world.checkers[checker]
            self.play("approve", lambda: approving.approve(payout_id=waiting.pk, by=by, reason="Looked at"))

    @rule(purse=purses, amount=amounts)
    def refund_a_part(self, purse: str, amount: int) -> None:
        money, by = Money(amount, "usd"), self.world.owner
        self.play("refund", lambda: refund(reference=purse, amount=money, reason="agreed", by=by))

    @late
    @rule(purse=purses, include_fee=st.booleans())
    def refund_the_rest(self, purse: str, include_fee: bool) -> None:
        act = {"reference": purse, "reason": "cancelled", "by": self.world.owner, "include_fee": include_fee}
        self.play("refund all", lambda: refund_all(**act))

    @rule(seed=seeds, inquiry=st.booleans())
    def dispute(self, seed: int, inquiry: bool) -> None:
        charges = set(Contribution.objects.exclude(charge_id=None).values_list("charge_id", flat=True))
        free = charges - {entry["charge"] for entry in self.at_stripe("dispute")}
        left = [one for one in self.at_stripe("charge") if one["id"] in free and one["amount"] > one["amount_refunded"]]
        if left and not self.at_stripe("dispute")[2:]:  # a bank that takes everything back leaves no story
            charge = random.Random(seed).choice(left)["id"]
            self.play("inquiry" if inquiry else "dispute", lambda: self.stripe.control.dispute(charge, inquiry=inquiry))

    @rule(status=st.sampled_from(["won", "lost"]))
    def decide(self, status: str) -> None:
        for entry in [entry for entry in self.at_stripe("dispute") if entry["status"] not in DECIDED][:1]:
            self.play(f"dispute {status}", lambda key=entry["id"]: self.stripe.control.decide(key, status))

    @rule(name=st.sampled_from(SOLVERS[:2]), outcome=st.sampled_from(["restrict", "complete"]))
    def change_account(self, name: str, outcome: str) -> None:
        if not self._is_gone(name):
            self.play(outcome, lambda: self.stripe.control.account(self._account(name), outcome=outcome))

    @late
    @rule()
    def deauthorise(self) -> None:
        """Ben leaves for good."""
        if not self._is_gone("ben"):
            self.play("deauthorise", lambda: self.stripe.control.deauthorize(self._account("ben")))

    @rule(seed=seeds)
    def reverse(self, seed: int) -> None:
        """Somebody takes a transfer back in Stripe's own dashboard: no act of ours, so it must be found."""
        made = [entry for entry in self.at_stripe("transfer") if not entry["reversed"]]
        if made and not self._is_gone("ben"):
            key = random.Random(seed).choice(made)["id"]
            self.play("reverse", lambda: self.stripe.client().v1.transfers.reversals.create(key))

    @rule(outcome=st.sampled_from(["pay_again", "to_purse", "unclaimed"]))
    def take_back(self, outcome: str) -> None:
        """Two people take a payout back by our own service."""
        fay, _, hal = self.world.checkers
        paid = Payout.objects.filter(status__in=["transferred", "banked"]).order_by("id").first()
        if paid:
            terms = {"payout_id": paid.pk, "reason": "A mistake.", "outcome": outcome}
            act = lambda: reversing.agree(reversal_id=reversing.propose(**terms, by=fay).pk, by=hal)  # noqa: E731
            if self.play(f"take back {outcome}", act) and outcome != "pay_again":
                self.oracle.taken_back.add((paid.award_reference, paid.payee.user_id))

    @rule(seed=seeds)
    def hear(self, seed: int) -> None:
        """Some of Stripe's events arrive: out of order, some twice, some never."""
        luck, all_of_them = random.Random(seed), self.at_stripe("event")
        told = [entry for entry in all_of_them if entry["id"] not in self.heard and luck.random() > 0.3]
        luck.shuffle(told)
        for entry in [*told, *told[:2], *all_of_them[:1]]:
            accept(entry, way=InboxEvent.Way.WEBHOOK)
        self.heard |= {entry["id"] for entry in told}
        Run.played["hear"] += 1

    @rule(kind=st.sampled_from(["drop_after", "drop_before", "error_500_after", "rate_limit", "truncate"]))
    def stripe_answers_badly(self, kind: str) -> None:
        self.play("fault", lambda: self.stripe.control.fault("POST /v1/transfers", kind))

    @rule(seconds=st.sampled_from([60, 400, 4_000]))
    def deliver(self, seconds: int) -> None:
        """What relay and workers do, and time."""
        self.play("deliver", lambda: self.let_pass(seconds))

    @late
    @rule()
    def lapse(self) -> None:
        """Half a year in which whoever has to say where the money goes says nothing."""
        if Payout.objects.awaiting_payee().exists():
            self.oracle.has_lapsed = True
            self.play("lapse", lambda: self.let_pass(181 * 24 * 3_600))

    def _account(self, name: str) -> str:
        return str(Payee.objects.get(user=self.world.people[name]).account_id)

    def _is_gone(self, name: str) -> bool:
        account = self._account(name)
        told = [entry for entry in self.at_stripe("event") if entry["type"] == "account.application.deauthorized"]
        return any(entry["account"] == account for entry in told)
