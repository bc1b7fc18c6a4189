"""Which event makes money move, and what is done by the clock: addresses only."""

from django.conf import settings

from payments import dispatching
from payments.disputes import answering, concluding, looking_after, paying
from payments.payees import refreshing
from payments.payouts import (
    approving,
    banking,
    claiming,
    expiring,
    placing,
    restoring,
    resuming,
    reversing,
    suspecting,
    transferring,
)
from payments.periods import opening
from payments.purses import checkout, closing, returning, settling
from payments.reconciliation import proving, reconciling, running
from payments.stripe import poller, replaying
from workers.events import Event, every, on


@on("contribution.dropped", queue="money", outside=True)
def close_page(event: Event) -> None:
    """Nobody shall pay what was given up."""
    checkout.close_page(contribution_id=event.subject_id)


@on("refund.reserved", queue="money", outside=True)
def send_refund(event: Event) -> None:
    """Return what was set aside."""
    returning.send(refund_id=event.subject_id)


@every(seconds=60)
def look_at_pages() -> None:
    """Find payments whose news never came."""
    settling.look_at_pages()


@on("stripe.received", queue="money", outside=True)
def look_at_what_stripe_tells(event: Event) -> None:
    """Fetch again what the event is about."""
    dispatching.dispatch(event_id=event.subject_id)


@on("delivery.skipped")
def note_skip(event: Event) -> None:
    """What a person skipped is waited for no more."""
    replaying.note_skip(delivery_id=event.subject_id)


@every(seconds=settings.STRIPE_POLL_SECONDS)
def read_what_stripe_lists() -> None:
    """Make up for lost webhooks."""
    poller.poll()


@every(seconds=settings.STRIPE_POLL_SECONDS)
def ask_about_waiting_payees() -> None:
    """Make up for lost webhooks of connected accounts, whose events are not listed."""
    refreshing.refresh_waiting()


@every(seconds=settings.STRIPE_POLL_SECONDS)
def ask_about_bank_payouts() -> None:
    """Make up for lost webhooks of what a payee's bank took or sent back, within the hour."""
    banking.look_at_banks()


@on("payee.updated")
def place_payouts_of_payee(event: Event) -> None:
    """What waited for the payee goes on; what can't reach them any more waits."""
    placing.follow_payee(payee_id=event.subject_id)


@on("payee.updated")
def screen_payee(event: Event) -> None:
    """Whoever is on a list of sanctions is not paid."""
    suspecting.screen(payee_id=event.subject_id)


@on("payee.updated")
def claim_what_is_kept(event: Event) -> None:
    """What had expired is paid after all."""
    claiming.claim_all(payee_id=event.subject_id)


@on("reversal.agreed", queue="money", outside=True)
@on("reversal.resumed", queue="money", outside=True)
def take_back_payout(event: Event) -> None:
    """Ask Stripe for the money that people want back."""
    restoring.send(reversal_id=event.subject_id)


@every(seconds=5)
def resume_reversals() -> None:
    """Look after reversals whose outcome is open."""
    reversing.resume_due()


@every(seconds=5)
def look_after_waiting() -> None:
    """Remind payees who have something to do, and let expire what waited long enough."""
    expiring.look_after_waiting()


@on("payout.cleared")
def approve_if_enough(event: Event) -> None:
    """Small payouts need nobody."""
    approving.approve_if_enough(payout_id=event.subject_id)


@on("payout.approved", queue="money", outside=True)
@on("payout.resumed", queue="money", outside=True)
def transfer_payout(event: Event) -> None:
    """Carry the money to its payee."""
    transferring.transfer(payout_id=event.subject_id)


@every(seconds=1)
def resume_transfers() -> None:
    """Look after transfers whose outcome is open."""
    transferring.resume_due()


@every(seconds=60)
def resume_standing_payouts() -> None:
    """Carry on what nobody carries any more."""
    resuming.resume_standing()


@every(seconds=10)
def retry_blocked_payouts() -> None:
    """Try again what passes by itself."""
    placing.retry_blocked()


@on("payout.paid")
def close_purse(event: Event) -> None:
    """A purse that holds and owes nothing any more has come to its end."""
    closing.close_if_empty(reference=event.root)


@on("dispute.contested", queue="money", outside=True)
@on("dispute.accepted", queue="money", outside=True)
def answer_bank(event: Event) -> None:
    """Tell Stripe what finance answers."""
    answering.send(act_id=event.subject_id)


@on("dispute.lost")
def bear_lost_debt_payment(event: Event) -> None:
    """A payment of a debt that was itself disputed and lost is owed again; of prizes the floor above says who bears."""
    concluding.bear_debt(dispute_id=event.subject_id)


@on("contribution.settled")
def apply_to_debt(event: Event) -> None:
    """What was paid for a debt ends it."""
    paying.apply(contribution_id=event.subject_id)


@every(seconds=60)
def look_after_disputes() -> None:
    """Evidence falls due; a lost dispute waits for its end."""
    looking_after.look_after_due()


@every(seconds=60)
def reconcile() -> None:
    """Compare our books with Stripe's: the quick look."""
    reconciling.reconcile()


@every(seconds=60)
def ask_for_the_hours_comparison() -> None:
    """The whole look, kept as a row to sign off."""
    running.ask_by_the_hour()


@on("reconciliation.asked", queue="money", outside=True)
def compare_with_stripe(event: Event) -> None:
    """Make the comparison that was asked for."""
    running.make(run_id=event.subject_id)


@every(seconds=600)
def self_check() -> None:
    """Prove the books."""
    proving.self_check()


@every(seconds=600)
def take_up_months() -> None:
    """A new month of the books begins."""
    opening.take_up_months()
