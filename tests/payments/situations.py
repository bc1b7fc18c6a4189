"""How each situation of docs/finance.md comes about, through the services and Stripe's stand-in."""

from collections.abc import Callable
from typing import Any

import pytest

from payments.errors import InvalidAmount
from payments.models import Contribution, Payout, Purse, Refund, Transaction
from payments.money import Money
from payments.payouts.creating import Share, create_payouts
from payments.purses import refunding, returning, settling
from payments.reconciliation.reconciling import reconcile
from payments.stripe import gateway
from tests.deliveries import deliver_all
from tests.payments.disputes.situations import DISPUTES
from tests.payments.purses.situations import WAYS_IN
from tests.payments.reconciliation.situations import CORRECTIONS
from tests.simulator import DECLINED, GOOD, SimulatorProcess, fill

RETURNS_REFUNDS = "4000000000005126"


class Play:
    """The stage: a purse R, people by their letters, and what happened before the situation began."""

    def __init__(self, simulator: SimulatorProcess, ask: Any, solver: Any, award: Any, finance: Any) -> None:
        self.simulator, self.ask, self.solver, self.award, self.finance = simulator, ask, solver, award, finance
        self.people: dict[str, Any] = {}
        self.before: set[Any] = set()

    def begins(self) -> None:
        """What is booked so far is no part of the situation."""
        self.before = set(Transaction.objects.values_list("pk", flat=True))

    def fund(self, amount: int = 10_000, card: str = GOOD) -> Contribution:
        contribution = self.ask("R", amount)
        self.pay(contribution, card)
        self.begins()
        return contribution

    def pay(self, contribution: Contribution, card: str = GOOD) -> None:
        fill(contribution.checkout_url, card=card)
        settling.look(contribution_id=str(contribution.pk))

    def pay_again(self, contribution: Contribution, prize: int, *, hear: bool = True) -> None:
        """Another page for the same contribution, made behind our back and paid."""
        request = contribution.request
        request["line_items"][0]["price_data"]["unit_amount"] = prize
        session = gateway.create_checkout_session(request, key="behind our back")
        fill(session["url"], card=GOOD)
        settling.settle_checkout(gateway.retrieve_checkout_session(session["id"]))
        if hear:
            deliver_all()

    def person(self, letter: str, outcome: str | None = None) -> Any:
        self.people[letter] = self.solver(letter.lower(), outcome=outcome)
        return self.people[letter]

    def cancel(self, *, include_fee: bool = True) -> None:
        refunding.refund_all(reference="R", reason="client_request", include_fee=include_fee)
        deliver_all()

    def stripe_releases(self) -> None:
        self.simulator.control.advance(4_000)
        reconcile()


def funded(play: Play) -> None:
    play.fund()
    play.before = set()


def funded_by_two(play: Play) -> None:
    play.pay(play.ask("R", 6_000, key="one", sponsor="one"))
    Purse.objects.update(target=10_000)
    play.pay(play.ask("R", 10_000, key="two", sponsor="two"))


def available(play: Play) -> None:
    play.fund()
    play.stripe_releases()


def declined(play: Play) -> None:
    play.pay(play.ask(), card=DECLINED)


def expired_page(play: Play) -> None:
    contribution = play.ask()
    gateway.expire_checkout_session(str(contribution.session_id), key="expire")
    settling.look(contribution_id=str(contribution.pk))


def other_currency(play: Play) -> None:
    play.simulator.control.settle("usd", into="eur", rate="0.9")
    play.pay(play.ask())


def awarded(play: Play) -> None:
    play.fund()
    play.award(10_000, play.person("A"))


def awarded_team(play: Play) -> None:
    play.fund(10_001)
    parts = zip("ABC", (3_333, 3_333, 3_334), strict=True)
    shares = [Share(play.person(letter).pk, part) for letter, part in parts]
    create_payouts(purse_reference="R", award_reference="award", amount=Money(10_001, "usd"), shares=shares)


def part_too_small(play: Play) -> None:
    play.fund()
    shares = [Share(play.person("A").pk, 9_960), Share(play.person("B").pk, 40)]
    with pytest.raises(InvalidAmount, match="smallest payment"):
        create_payouts(purse_reference="R", award_reference="award", amount=Money(10_000, "usd"), shares=shares)


def split_too_small(play: Play) -> None:
    play.fund(149)
    play.cancel(include_fee=False)


def transferred(play: Play) -> None:
    play.fund()
    play.award(10_000, play.person("A", "complete"))
    play.begins()
    deliver_all()


def transfer_refused(play: Play) -> None:
    play.fund()
    user = play.person("A", "complete")
    play.award(10_000, user)
    play.begins()
    play.simulator.control.account(user.payee.account_id, transfers="inactive")
    deliver_all()
    assert Payout.objects.get().status != "transferred"


def transfer_available(play: Play) -> None:
    play.fund()
    play.stripe_releases()
    play.award(10_000, play.person("A", "complete"))
    deliver_all()
    play.begins()
    play.stripe_releases()


def cancelled_unfunded(play: Play) -> None:
    play.ask()
    play.cancel()


def cancelled(play: Play) -> None:
    play.fund()
    play.cancel()


def cancelled_of_two(play: Play) -> None:
    funded_by_two(play)
    play.begins()
    play.cancel()


def not_awarded(play: Play) -> None:
    play.fund()
    play.cancel(include_fee=False)


def kill_fee(play: Play) -> None:
    play.fund()
    play.award(1_000, play.person("A"), play.person("B"))
    play.cancel(include_fee=False)


def late(play: Play) -> None:
    contribution = play.ask()
    fill(contribution.checkout_url, card=GOOD)
    play.cancel()
    settling.look(contribution_id=str(contribution.pk))
    deliver_all()


def double(play: Play) -> None:
    play.pay_again(play.fund(), 10_000)


def wrong_amount(play: Play) -> None:
    play.pay_again(play.ask(), 4_500)


def refund_refused(play: Play) -> None:
    contribution = play.fund()
    contribution.refresh_from_db()
    play.simulator.client().v1.refunds.create({"charge": str(contribution.charge_id)})
    play.cancel()


def refund_returned(play: Play) -> None:
    play.fund(card=RETURNS_REFUNDS)
    play.cancel()
    returning.settle(gateway.retrieve_refund(str(Refund.objects.get().refund_id)))


def repeated(play: Play) -> None:
    contribution = play.fund()
    settling.look(contribution_id=str(contribution.pk))
    settling.look_at_pages()


SITUATIONS: dict[str, Callable[[Play], None]] = (
    {
        play.__name__: play
        for play in (
            *(funded, funded_by_two, available, declined, expired_page, other_currency, awarded, awarded_team),
            *(part_too_small, split_too_small),
            *(transferred, transfer_refused, transfer_available, cancelled_unfunded, cancelled),
            *(cancelled_of_two, not_awarded, kill_fee, late, double, wrong_amount, refund_refused, refund_returned),
            repeated,
        )
    }
    | WAYS_IN
    | DISPUTES
    | CORRECTIONS
)
