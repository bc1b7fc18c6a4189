"""The situations of docs/finance.md in which a payer's bank takes money back, and those of the debts that follow."""

from collections.abc import Callable
from typing import Any

from payments.disputes import concluding, owing, paying, settling
from payments.models import Contribution, Dispute, Payout, Purse
from payments.money import Money
from payments.payouts import approving, reserving, transferring
from payments.purses import refunding
from tests.deliveries import deliver_all


def dispute(play: Any, contribution: Contribution, **facts: Any) -> str:
    """The bank disputes it, we hear of it; Stripe's id of the dispute."""
    contribution.refresh_from_db()
    opened = str(play.simulator.control.dispute(str(contribution.charge_id), **facts)["id"])
    settling.look(dispute_id=opened)
    deliver_all()
    return opened


def bank_decides(play: Any, opened: str, status: str) -> None:
    play.simulator.control.decide(opened, status)
    settling.look(dispute_id=opened)
    deliver_all()


def lose(play: Any, contribution: Contribution, conclude: Any, **facts: Any) -> None:
    bank_decides(play, dispute(play, contribution, **facts), "lost")
    conclude(dispute_id=Dispute.objects.get().pk)
    deliver_all()


def fund_by_two(play: Any) -> None:
    play.pay(play.ask("R", 6_000, key="one", sponsor="one"))
    Purse.objects.update(target=10_000)
    play.pay(play.ask("R", 10_000, key="two", sponsor="two"))
    play.begins()


def disputed(play: Any) -> None:
    dispute(play, play.fund())


def dispute_won(play: Any) -> None:
    bank_decides(play, dispute(play, play.fund()), "won")


def dispute_won_after_award(play: Any) -> None:
    contribution = awarded_to_a(play)
    opened = dispute(play, contribution)
    assert Payout.objects.get().hold_reason == "dispute"
    bank_decides(play, opened, "won")


def dispute_during_payout(play: Any) -> None:
    contribution = awarded_to_a(play)
    (payout,) = Payout.objects.all()
    approving.approve_if_enough(payout_id=payout.pk)
    reserving.reserve(payout_id=payout.pk)
    dispute(play, contribution)
    transferring.transfer(payout_id=payout.pk)


def dispute_won_after_payout(play: Any) -> None:
    bank_decides(play, dispute(play, paid_to_a(play)), "won")


def dispute_lost_no_entries(play: Any) -> None:
    lose(play, play.fund(), concluding.take_from_purse)


def dispute_lost_of_two(play: Any) -> None:
    fund_by_two(play)
    lose(play, Contribution.objects.get(amount=6_000), concluding.take_from_purse)
    play.cancel()


def dispute_lost_with_entries(play: Any) -> None:
    lose(play, play.fund(), concluding.bear)


def dispute_lost_after_award(play: Any) -> None:
    contribution = awarded_to_a(play)
    play.simulator.control.settle_everything()
    play.simulator.control.add_funds(50_000)
    lose(play, contribution, concluding.bear)


def dispute_lost_after_payout(play: Any) -> None:
    lose(play, paid_to_a(play), concluding.bear)


def inquiry(play: Any) -> None:
    bank_decides(play, dispute(play, play.fund(), inquiry=True), "lost")


def inquiry_escalated(play: Any) -> None:
    bank_decides(play, dispute(play, play.fund(), inquiry=True), "escalated")


def dispute_partial(play: Any) -> None:
    lose(play, play.fund(), concluding.take_from_purse, amount=4_000)


def dispute_partial_rest(play: Any) -> None:
    dispute_partial(play)
    play.cancel()


def dispute_on_astray(play: Any) -> None:
    contribution = play.fund()
    play.pay_again(contribution, 10_000, hear=False)
    stray = Contribution.objects.get(status="astray")
    opened = dispute(play, stray)
    bank_decides(play, opened, "lost")
    concluding.take_from_purse(dispute_id=Dispute.objects.get().pk)


def dispute_on_part_refunded(play: Any, **facts: Any) -> None:
    contribution = play.fund()
    refunding.refund(reference="R", amount=Money(3_000, "usd"), reason="client_request")
    deliver_all()
    lose(play, contribution, concluding.take_from_purse, **facts)


def dispute_of_more(play: Any) -> None:
    dispute_on_part_refunded(play, amount=10_500)


def debt_paid(play: Any) -> None:
    dispute_lost_with_entries(play)
    play.begins()
    page = {"client_key": "debt", "return_url": "https://laurel.test/back", "by": Contribution.objects.get().payer}
    play.pay(paying.pay(payer_reference="sponsor", currency="usd", **page))
    deliver_all()


def debt_set_off(play: Any) -> None:
    dispute_lost_with_entries(play)
    play.begins()
    play.cancel(include_fee=False)


def debt_written_off(play: Any) -> None:
    dispute_lost_with_entries(play)
    play.begins()
    facts = {"payer_reference": "sponsor", "amount": Money(10_500, "usd"), "reason": "Gone."}
    row = owing.propose_write_off(**facts, by=play.finance("fay"))
    owing.agree_to_write_off(write_off_id=row.pk, by=play.finance("fin"), reason="Bankrupt.")


def awarded_to_a(play: Any) -> Contribution:
    contribution = play.fund()
    play.award(10_000, play.person("A", "complete"))
    play.begins()
    return contribution


def paid_to_a(play: Any) -> Contribution:
    contribution = awarded_to_a(play)
    deliver_all()
    play.begins()
    return contribution


DISPUTES: dict[str, Callable[[Any], None]] = {
    play.__name__: play
    for play in (
        *(disputed, dispute_won, dispute_won_after_award, dispute_during_payout, dispute_won_after_payout),
        *(dispute_lost_no_entries, dispute_lost_of_two, dispute_lost_with_entries, dispute_lost_after_award),
        *(dispute_lost_after_payout, inquiry, inquiry_escalated, dispute_partial, dispute_partial_rest),
        *(dispute_on_astray, dispute_on_part_refunded, dispute_of_more, debt_paid, debt_set_off, debt_written_off),
    )
}
