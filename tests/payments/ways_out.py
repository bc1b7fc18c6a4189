"""How money leaves otherwise than by the first transfer or refund: the rest of the situations of docs/finance.md."""

from collections.abc import Callable

from payments.models import Payout, PayoutReversal, Refund
from payments.payees import refreshing
from payments.payouts import banking, expiring, forfeiting, reversing
from payments.payouts.placing import BLOCKED_DAYS
from payments.purses import handing, returning
from payments.stripe import gateway
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.payments.situations import Play

DAY = 24 * 3600


def forfeited(play: Play) -> None:
    play.fund()
    (payout,) = play.award(10_000, play.person("A"))
    play.begins()
    forfeiting.forfeit(payout_id=payout.pk)


def awarded_in_vain(play: Play) -> Payout:
    """To A, who did not finish Stripe's onboarding; and 180 days passed."""
    play.fund()
    (payout,) = play.award(10_000, play.person("A", "stall"), name="award")
    play.begins()
    move_clock(seconds=BLOCKED_DAYS * DAY + 1)
    expiring.look_after_waiting()  # the one reminder for all that were missed
    expiring.look_after_waiting()
    return payout


def expired(play: Play) -> None:
    awarded_in_vain(play)


def passed_on(play: Play) -> None:
    awarded_in_vain(play)
    expiring.pass_on(award_reference="award")
    play.award(10_000, play.person("B"))


def claimed(play: Play) -> None:
    payout = awarded_in_vain(play)
    play.begins()
    account = str(payout.payee.account_id)
    play.simulator.control.account(account, outcome="complete")
    refreshing.refresh(account_id=account)
    deliver_all()


def unreturnable(play: Play) -> Refund:
    """A refund that left, and came back."""
    play.fund()
    play.cancel()
    refund = Refund.objects.get()
    play.simulator.control.fail_refund(str(refund.refund_id))
    returning.settle(gateway.retrieve_refund(str(refund.refund_id)))
    play.begins()
    return refund


def refund_retried(play: Play) -> None:
    handing.retry(refund_id=unreturnable(play).pk, by=play.finance("fay"), reason="The card was replaced.")
    deliver_all()


def paid_by_hand(play: Play) -> None:
    refund = unreturnable(play)
    handing.propose(refund_id=refund.pk, by=play.finance("fay"), reason="SEPA 4711.")
    handing.confirm(refund_id=refund.pk, by=play.finance("abe"))


def paid_to_the_bank(play: Play) -> str:
    """A transferred payout that Stripe has paid on to the bank of A; gives the bank payout's id."""
    play.fund()
    play.award(10_000, play.person("A", "complete"))
    deliver_all()
    play.stripe_releases()
    play.begins()
    (sent,) = play.simulator.control.dump()["objects"]["payout"]
    return str(sent["id"])


def returned(play: Play) -> None:
    sent, account = paid_to_the_bank(play), str(Payout.objects.get().payee.account_id)
    banking.note_bank_payout(account_id=account, bank_payout_id=sent)
    play.simulator.control.fail_payout(sent)
    banking.note_bank_payout(account_id=account, bank_payout_id=sent)
    assert Payout.objects.get().status == "returned"


def take_back(play: Play, outcome: str) -> None:
    play.fund()
    play.award(10_000, play.person("A", "complete"))
    deliver_all()
    play.begins()
    if outcome == PayoutReversal.Outcome.PAY_AGAIN:
        play.simulator.control.add_funds(10_000)  # what comes back is available only later
    by, second = play.finance("fay"), play.finance("abe")
    reversal = reversing.propose(payout_id=Payout.objects.get().pk, by=by, reason="Not theirs.", outcome=outcome)
    reversing.agree(reversal_id=reversal.pk, by=second)
    deliver_all()


def reversed_and_kept(play: Play) -> None:
    take_back(play, "unclaimed")


def reversed_to_purse(play: Play) -> None:
    take_back(play, "to_purse")


def reversed_and_paid_again(play: Play) -> None:
    take_back(play, "pay_again")


def reversed_at_stripe(play: Play) -> None:
    play.fund()
    play.award(10_000, play.person("A", "complete"))
    deliver_all()
    play.begins()
    transfer = Payout.objects.get().transfer_ids[0]
    play.simulator.client().v1.transfers.reversals.create(transfer)


SITUATIONS: dict[str, Callable[[Play], None]] = {
    play.__name__: play
    for play in (
        *(forfeited, expired, passed_on, claimed, refund_retried, paid_by_hand, returned),
        *(reversed_and_kept, reversed_to_purse, reversed_and_paid_again, reversed_at_stripe),
    )
}
