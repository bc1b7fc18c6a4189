"""The situations of many payers, of raises, and of what goes back in parts."""

from collections.abc import Callable
from typing import Any

from bounties.accounts.models import User
from payments.models import Contribution, Purse
from payments.money import Money
from payments.purses import refunding, settling
from payments.purses.funding import Wish, contribute
from payments.purses.opening import open_purse
from payments.reconciliation.reconciling import reconcile
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill

WEEK = 7 * 24 * 3600  # longer than any bank takes


def back(backer: str, amount: int, *, goal: int = 10_000, raises: str = "") -> Contribution:
    """A page for an amount of the backer's choosing, towards the goal or on top of it."""
    open_purse(reference="R", label="A prize", currency="usd", target=Money(goal, "usd"))
    wish = Wish(
        payer_reference=backer,
        by=User.objects.get(email="payer@example.com"),
        client_key=backer,
        return_url="https://laurel.test/back",
        amount=Money(amount, "usd"),
        raises=raises,
    )
    return contribute(reference="R", wish=wish)


def crowd(play: Any) -> None:
    for backer, amount in (("one", 3_333), ("two", 6_667)):
        play.pay(back(backer, amount))


def crowd_missed(play: Any) -> None:
    for backer, amount in (("one", 3_333), ("two", 3_334)):
        play.pay(back(backer, amount))
    play.begins()
    play.cancel()


def over_goal(play: Any) -> None:
    first, second = back("one", 6_000), back("two", 6_000)
    fill(second.checkout_url, card=GOOD)
    play.pay(first)
    play.begins()
    settling.look(contribution_id=str(second.pk))
    deliver_all()


def raised(play: Any) -> None:
    play.fund()
    play.pay(back("two", 2_500, raises="a raise"))
    assert Purse.objects.get().target == 12_500


def raised_late(play: Any) -> None:
    play.fund()
    late = back("two", 2_500, raises="a raise")
    play.award(5_000, play.person("A"))
    play.begins()
    play.pay(late)
    deliver_all()
    assert Purse.objects.get().target == 10_000


def debit(play: Any, account: str = "pays") -> Contribution:
    """A page that was answered with a bank account: complete, and not paid."""
    contribution = play.ask()
    fill(contribution.checkout_url, debit=account)
    settling.look(contribution_id=str(contribution.pk))
    return contribution


def bank_answers(play: Any, contribution: Contribution) -> None:
    play.simulator.control.advance(WEEK)
    settling.look(contribution_id=str(contribution.pk))
    deliver_all()
    reconcile()


def debit_waiting(play: Any) -> None:
    debit(play)


def debit_paid(play: Any) -> None:
    bank_answers(play, debit(play))
    assert Purse.objects.get().status == "held"


def debit_refused(play: Any) -> None:
    bank_answers(play, debit(play, "bounces"))
    assert Contribution.objects.get().status == "failed"


def debit_late(play: Any) -> None:
    contribution = debit(play)
    play.cancel()
    bank_answers(play, contribution)


def part_back(play: Any) -> None:
    for backer, amount in (("one", 3_333), ("two", 3_333), ("three", 3_335)):
        play.pay(back(backer, amount, goal=10_001))
    play.begins()
    refunding.refund(reference="R", amount=Money(1_001, "usd"), reason="part")
    deliver_all()


def called_off(play: Any) -> None:
    play.fund()
    refunding.refund(reference="R", amount=Money(9_000, "usd"), reason="cancelled")
    deliver_all()
    for letter in "AB":
        play.award(500, play.person(letter))


WAYS_IN: dict[str, Callable[[Any], None]] = {
    play.__name__: play
    for play in (
        *(crowd, crowd_missed, over_goal, raised, raised_late, part_back, called_off),
        *(debit_waiting, debit_paid, debit_refused, debit_late),
    )
}
