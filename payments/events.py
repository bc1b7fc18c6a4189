"""What the money floor tells: to its own handlers, and upward. `root` leads to the opaque reference of a purse."""

from workers.events import Audience, declare

# Purses (subject: Purse)
declare("purse.funded", audience=Audience.PUBLIC, root="reference")  # the whole target is settled
declare("purse.closed", audience=Audience.PARTIES, root="reference")
declare("purse.frozen", audience=Audience.PARTIES, root="reference")  # money of it is disputed
declare("purse.thawed", audience=Audience.PARTIES, root="reference")
declare("purse.refunded", audience=Audience.PARTIES, root="reference")  # all that was set aside went back

# Contributions and refunds
declare("contribution.requested", audience=Audience.STAFF, root="purse__reference")  # a payment page is wanted
declare("contribution.settled", audience=Audience.PARTIES, root="purse__reference")
declare("contribution.dropped", audience=Audience.STAFF, root="purse__reference")  # its page must be closed
declare("contribution.strayed", audience=Audience.STAFF, root="purse__reference")  # late, double or wrong money
declare("contribution.lapsed", audience=Audience.PARTIES, root="purse__reference")  # its page ran out unpaid
declare("contribution.delayed", audience=Audience.PARTIES, root="purse__reference")  # a bank takes days
declare("contribution.failed", audience=Audience.PARTIES, root="purse__reference")  # and then refused
declare("contribution.converted", audience=Audience.STAFF, root="purse__reference")  # settled in another currency
declare("refund.reserved", audience=Audience.PARTIES, root="contribution__purse__reference")
declare("refund.sent", audience=Audience.PARTIES, root="contribution__purse__reference")
declare("refund.retried", audience=Audience.STAFF, root="contribution__purse__reference")
declare("refund.hand_payment_proposed", audience=Audience.STAFF, root="contribution__purse__reference")
declare("refund.hand_payment_refused", audience=Audience.STAFF, root="contribution__purse__reference")
declare("refund.paid_by_hand", audience=Audience.PARTIES, root="contribution__purse__reference")
declare("refund.refused", audience=Audience.STAFF, root="contribution__purse__reference")

# Disputes (subject: Dispute) and the debts that lost ones leave behind
declare("dispute.inquired", audience=Audience.STAFF, root="contribution__purse__reference")  # a bank asks, no more
declare("dispute.opened", audience=Audience.STAFF, root="contribution__purse__reference")  # a bank takes money back
declare("dispute.answered", audience=Audience.STAFF, root="contribution__purse__reference")
declare("dispute.due", audience=Audience.STAFF, root="contribution__purse__reference")  # evidence is, or was, due
declare("dispute.won", audience=Audience.STAFF, root="contribution__purse__reference")
declare("dispute.lost", audience=Audience.STAFF, root="contribution__purse__reference")  # who bears it is to be said
declare("dispute.dropped", audience=Audience.STAFF, root="contribution__purse__reference")  # an inquiry came to nothing
declare("dispute.taken", audience=Audience.STAFF, root="contribution__purse__reference")  # the purse gave it
declare("dispute.borne", audience=Audience.STAFF, root="contribution__purse__reference")  # the platform did
declare("dispute.contested", audience=Audience.STAFF, root="dispute__contribution__purse__reference")  # by finance
declare("dispute.accepted", audience=Audience.STAFF, root="dispute__contribution__purse__reference")
declare(
    "dispute.refused", audience=Audience.STAFF, root="dispute__contribution__purse__reference"
)  # Stripe took no act
declare("debt.paid", audience=Audience.STAFF, root="purse__reference")  # subject: Contribution
declare("debt.set_off", audience=Audience.STAFF, root="purse__reference")
declare("write_off.proposed", audience=Audience.STAFF, root="pk")  # subject: WriteOff
declare("write_off.agreed", audience=Audience.STAFF, root="pk")
declare("write_off.declined", audience=Audience.STAFF, root="pk")

# Payouts (subject: Payout): one event for every move, and one for each act of finance
declare("payout.created", audience=Audience.PARTIES, root="purse__reference")
declare("payout.blocked", audience=Audience.PARTIES, root="purse__reference")
declare("payout.cleared", audience=Audience.PARTIES, root="purse__reference")  # nothing bars it: ready
declare("payout.approved", audience=Audience.STAFF, root="purse__reference")
declare("payout.submitted", audience=Audience.STAFF, root="purse__reference")
declare("payout.doubted", audience=Audience.STAFF, root="purse__reference")  # the outcome of a transfer is unknown
declare("payout.resumed", audience=Audience.STAFF, root="purse__reference")  # time to ask Stripe again
declare("payout.questioned", audience=Audience.STAFF, root="purse__reference")  # a person must look: needs_review
declare("payout.failed", audience=Audience.STAFF, root="purse__reference")
declare("payout.paid", audience=Audience.PUBLIC, root="purse__reference")  # every leg is transferred
declare("payout.banked", audience=Audience.PARTIES, root="purse__reference")
declare("payout.returned", audience=Audience.PARTIES, root="purse__reference")  # by the payee's bank
declare("payout.reversed", audience=Audience.PARTIES, root="purse__reference")  # taken back by people
declare("payout.reminded", audience=Audience.PARTIES, root="purse__reference")  # its payee has something to do
declare("payout.expired", audience=Audience.PARTIES, root="purse__reference")  # they did not for 180 days
declare("payout.passed_on", audience=Audience.PARTIES, root="purse__reference")  # its money is for the next in rank
declare("payout.claimed", audience=Audience.PARTIES, root="purse__reference")  # a new one, of expired money
declare("payout.cancelled", audience=Audience.PARTIES, root="purse__reference")  # its money is in the purse again
declare("payout.given_up", audience=Audience.STAFF, root="purse__reference")  # cancelled, and days later not renewed
declare("payout.renewed", audience=Audience.STAFF, root="purse__reference")  # a new one, of a cancelled one's money
declare("payout.endorsed", audience=Audience.STAFF, root="purse__reference")  # one more approval
declare("payout.retried", audience=Audience.STAFF, root="purse__reference")  # a person sent it on
declare("payout.held", audience=Audience.STAFF, root="purse__reference")
declare("payout.released", audience=Audience.STAFF, root="purse__reference")

# Flags (subject: Flag): what looks wrong about a payee or a payout, and who said that it is nothing
declare("flag.raised", audience=Audience.STAFF, root="pk")
declare("flag.doubted", audience=Audience.STAFF, root="pk")  # one person's word; it takes two
declare("flag.cleared", audience=Audience.STAFF, root="pk")

# Reversals (subject: PayoutReversal): every step, for staff
for step in ("proposed", "agreed", "resumed", "stuck", "refused"):
    declare(f"reversal.{step}", audience=Audience.STAFF, root="payout__purse__reference")

# Payees (subject: Payee) and Stripe's news (subject: InboxEvent) belong to no purse
declare("payee.updated", audience=Audience.STAFF, root="pk")
declare("stripe.received", audience=Audience.STAFF, root="pk")

# Reconciliation (subjects: Discrepancy, ReconciliationRun) belongs to no purse either
declare("exception.opened", audience=Audience.STAFF, root="pk")
declare("exception.matched", audience=Audience.STAFF, root="pk")
declare("exception.assigned", audience=Audience.STAFF, root="pk")
declare("exception.noted", audience=Audience.STAFF, root="pk")
declare("exception.remedy_proposed", audience=Audience.STAFF, root="pk")
declare("exception.remedied", audience=Audience.STAFF, root="pk")
declare("exception.remedy_refused", audience=Audience.STAFF, root="pk")
declare("exception.explained", audience=Audience.STAFF, root="pk")
declare("exception.escalated", audience=Audience.STAFF, root="pk")
declare("reconciliation.asked", audience=Audience.STAFF, root="pk")  # a whole comparison is wanted
declare("reconciliation.ended", audience=Audience.STAFF, root="pk")
declare("reconciliation.signed", audience=Audience.STAFF, root="pk")

# Months of the books (subject: Period) belong to no purse
declare("period.prepared", audience=Audience.STAFF, root="pk")
declare("period.taken_back", audience=Audience.STAFF, root="pk")  # not to be closed after all
declare("period.closed", audience=Audience.STAFF, root="pk")
declare("period.reopening_asked", audience=Audience.STAFF, root="pk")
declare("period.reopened", audience=Audience.STAFF, root="pk")
