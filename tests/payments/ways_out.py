"""How money leaves otherwise than by the first transfer or refund: the rest of the situations of docs/finance.md."""

from collections.abc import Callable

from payments.models import Payout
from payments.payees import refreshing
from payments.payouts import expiring, forfeiting
from payments.payouts.placing import BLOCKED_DAYS
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


SITUATIONS: dict[str, Callable[[Play], None]] = {
    play.__name__: play for play in (forfeited, expired, passed_on, claimed)
}
