"""The chart of accounts: which kinds there are, whose they are, their normal side, and which may be overdrawn.

docs/finance.md explains each. A debit is a positive amount, a credit a negative one.
"""

from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an account holds."""

    STRIPE_BALANCE = "stripe_balance", _("Stripe balance")  # ours at Stripe, available
    # ours at Stripe, not available yet; every movement enters here first
    STRIPE_PENDING = "stripe_pending", _("Stripe pending")
    PURSE = "purse", _("Purse")  # prize money held; owner: the purse's reference
    PAYABLE = "payable", _("Payable")  # awarded, not yet transferred; owner: the payee's user id
    FEES = "fees", _("Fees")  # the platform's income
    STRIPE_FEES = "stripe_fees", _("Stripe fees")  # the platform's expense
    # on its way back; owner: the purse's reference, or nobody for platform fees
    REFUNDS_DUE = "refunds_due", _("Refunds due")
    DISPUTES = "disputes", _("Disputes")  # taken by Stripe while a dispute is open; owner: the purse's reference
    LOSSES = "losses", _("Losses")  # borne by the platform
    SPONSOR_DEBT = "sponsor_debt", _("Sponsor debt")  # owed to us; owner: the payer's reference
    # sponsors' debts, as long as nobody has paid them: a claim is no income
    DEBT_PROVISION = "debt_provision", _("Debt provision")
    # owed, but nobody takes it; owner: the purse's reference, or nobody for platform fees
    UNCLAIMED = "unclaimed", _("Unclaimed")
    # the platform's own bank, as far as money went to Stripe or came from there: a float, fees taken out
    BANK = "bank", _("Bank")


class Side(IntEnum):
    """The sign in which an account of this kind normally stands."""

    DEBIT = 1
    CREDIT = -1


class Owner(TextChoices):
    """Whether an account of this kind belongs to someone."""

    PLATFORM = "platform"  # owner is empty
    NAMED = "named"  # owner says whose it is
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Nature:
    """What is true of every account of a kind."""

    side: Side
    owner: Owner
    may_be_overdrawn: bool = False


CHART = {
    Kind.STRIPE_BALANCE: Nature(Side.DEBIT, Owner.PLATFORM, may_be_overdrawn=True),
    Kind.STRIPE_PENDING: Nature(Side.DEBIT, Owner.PLATFORM, may_be_overdrawn=True),
    Kind.PURSE: Nature(Side.CREDIT, Owner.NAMED),
    Kind.PAYABLE: Nature(Side.CREDIT, Owner.NAMED),
    Kind.FEES: Nature(Side.CREDIT, Owner.PLATFORM),
    Kind.STRIPE_FEES: Nature(Side.DEBIT, Owner.PLATFORM),
    Kind.REFUNDS_DUE: Nature(Side.CREDIT, Owner.EITHER),
    Kind.DISPUTES: Nature(Side.DEBIT, Owner.NAMED),
    Kind.LOSSES: Nature(Side.DEBIT, Owner.PLATFORM),
    Kind.SPONSOR_DEBT: Nature(Side.DEBIT, Owner.NAMED),
    Kind.DEBT_PROVISION: Nature(Side.CREDIT, Owner.PLATFORM),
    Kind.UNCLAIMED: Nature(Side.CREDIT, Owner.EITHER),
    Kind.BANK: Nature(Side.DEBIT, Owner.PLATFORM, may_be_overdrawn=True),
}
AT_STRIPE = [Kind.STRIPE_BALANCE, Kind.STRIPE_PENDING]


class Situation(TextChoices):
    """Why money moved: the rows of the table in docs/finance.md."""

    FUNDED = "funded", _("Funded")  # a contribution was paid
    FUNDED_ASTRAY = "funded_astray", _("Funded astray")  # money came late, twice, or in a wrong amount
    AVAILABLE = "available", _("Available")  # Stripe released what was pending
    AWARDED = "awarded", _("Awarded")  # purse to payable; a kill fee too
    FORFEITED = "forfeited", _("Forfeited")  # payable back to the purse
    TRANSFERRED = "transferred", _("Transferred")  # payable left for the payee's account
    REFUND_DUE = "refund_due", _("Refund due")  # purse, and perhaps the platform's fee, to refunds due
    REFUNDED = "refunded", _("Refunded")  # refunds due left for the payer
    REFUND_REFUSED = "refund_refused", _("Refund refused")  # Stripe can't return it: refunds due to unclaimed
    REFUND_RETURNED = "refund_returned", _("Refund returned")  # a refund that had left came back: to unclaimed
    # unclaimed back to refunds due: the payer's card is tried once more
    REFUND_RETRIED = "refund_retried", _("Refund retried")
    PAID_BY_HAND = "paid_by_hand", _("Paid by hand")  # unclaimed was paid from the platform's bank
    EXPIRED = "expired", _("Expired")  # payable that nobody took: to unclaimed
    PASSED_ON = "passed_on", _("Passed on")  # unclaimed back to its purse: the next in rank gets it
    CLAIMED = "claimed", _("Claimed")  # unclaimed back to payable: who won it can be paid after all
    REVERSED = "reversed", _("Reversed")  # a transfer was taken back by people: payable again
    DISPUTED = "disputed", _("Disputed")  # a card's bank took a contribution back for as long as it is disputed
    DISPUTE_WON = "dispute_won", _("Dispute won")  # and returned it
    DISPUTE_TAKEN = "dispute_taken", _("Dispute taken")  # lost before anyone had entered: the purse gives it
    DISPUTE_BORNE = "dispute_borne", _("Dispute borne")  # lost after: the platform bears it, and the payer owes it
    DEBT_PAID = "debt_paid", _("Debt paid")  # a payer has paid what they owed
    DEBT_SET_OFF = "debt_set_off", _("Debt set off")  # what would go back to a payer pays what they owe
    DEBT_WRITTEN_OFF = "debt_written_off", _("Debt written off")  # nobody expects it any more
    FLOATED = "floated", _("Floated")  # the platform put money of its own into its Stripe balance
    WITHDRAWN = "withdrawn", _("Withdrawn")  # the platform took its income out to its bank
    STRIPE_BILLED = "stripe_billed", _("Stripe billed")  # Stripe took a fee that belongs to no charge
    CORRECTED = "corrected", _("Corrected")  # a mistake was put right by two people


def following_the_chart() -> Q:
    """True of every account whose side, owner and overdraft are those of its kind."""
    rule = Q()
    for kind, nature in CHART.items():
        row = Q(kind=kind, side=nature.side, may_be_overdrawn=nature.may_be_overdrawn)
        match nature.owner:
            case Owner.PLATFORM:
                row &= Q(owner="")
            case Owner.NAMED:
                row &= ~Q(owner="")
        rule |= row
    return rule
