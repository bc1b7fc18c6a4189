"""What each movement is called by people, and the number and name of each account in a journal.

In English, since files are the same for whoever asked; pages translate them.
"""

from django.utils.translation import gettext_noop as _

from payments.ledger.chart import Kind, Situation

# Classes as bookkeepers number them: 1 what we have, 2 what we owe, 4 income, 5 expenses.
CODES: dict[Kind, tuple[str, str]] = {
    Kind.STRIPE_BALANCE: ("1010", _("Stripe balance, available")),
    Kind.STRIPE_PENDING: ("1020", _("Stripe balance, pending")),
    Kind.BANK: ("1100", _("The platform's bank")),
    Kind.DISPUTES: ("1300", _("Taken by open card disputes")),
    Kind.SPONSOR_DEBT: ("1400", _("Owed by sponsors")),
    Kind.DEBT_PROVISION: ("1490", _("Provision for sponsors' debts")),
    Kind.PURSE: ("2000", _("Prize money held")),
    Kind.PAYABLE: ("2100", _("Awarded, not yet transferred")),
    Kind.REFUNDS_DUE: ("2200", _("Refunds on their way")),
    Kind.UNCLAIMED: ("2300", _("Unclaimed money")),
    Kind.FEES: ("4000", _("Platform fees")),
    Kind.STRIPE_FEES: ("5000", _("Stripe's fees")),
    Kind.LOSSES: ("5100", _("Losses borne by the platform")),
}
WORDS: dict[Situation, str] = {
    Situation.FUNDED: _("Paid in by card"),
    Situation.FUNDED_ASTRAY: _("Paid in late, twice or in a wrong amount; it goes back"),
    Situation.AVAILABLE: _("Released by Stripe"),
    Situation.AWARDED: _("Awarded"),
    Situation.FORFEITED: _("An award fell back"),
    Situation.TRANSFERRED: _("Paid out to the winner"),
    Situation.REFUND_DUE: _("Set aside to go back to the payer"),
    Situation.REFUNDED: _("Refunded to the payer"),
    Situation.REFUND_REFUSED: _("A refund that Stripe could not make"),
    Situation.REFUND_RETURNED: _("A refund that came back"),
    Situation.REFUND_RETRIED: _("A refund that is tried once more"),
    Situation.PAID_BY_HAND: _("Paid from the platform's bank by hand"),
    Situation.EXPIRED: _("An award that nobody took in time"),
    Situation.CLAIMED: _("Claimed after all by who won it"),
    Situation.REVERSED: _("A payout that was taken back"),
    Situation.DISPUTED: _("Taken back by the card's bank while it is disputed"),
    Situation.DISPUTE_WON: _("Returned by the card's bank: the dispute was won"),
    Situation.DISPUTE_TAKEN: _("A lost dispute, borne by the purse"),
    Situation.DISPUTE_BORNE: _("A lost dispute, borne by the platform"),
    Situation.DEBT_PAID: _("A debt was paid"),
    Situation.DEBT_SET_OFF: _("Kept back for what its payer owed"),
    Situation.PASSED_ON: _("Passed on to the next in rank"),
    Situation.DEBT_WRITTEN_OFF: _("A debt was written off"),
    Situation.FLOATED: _("The platform's own money, put into Stripe"),
    Situation.WITHDRAWN: _("The platform's income, taken to its bank"),
    Situation.STRIPE_BILLED: _("Billed by Stripe"),
    Situation.CORRECTED: _("A mistake was put right"),
}
# Where one situation touches accounts that people would call differently.
WORDS_ON: dict[tuple[Situation, Kind], str] = {
    (Situation.FUNDED, Kind.PURSE): _("Prize money paid in by card"),
    (Situation.FUNDED, Kind.FEES): _("Platform fee, paid on top of the prize"),
    (Situation.FUNDED, Kind.STRIPE_FEES): _("Stripe's fee for the card payment"),
    (Situation.AWARDED, Kind.PURSE): _("Awarded to a winner"),
    (Situation.FORFEITED, Kind.PURSE): _("An award fell back into the purse"),
    (Situation.REFUND_DUE, Kind.FEES): _("Platform fee, set aside to go back"),
    (Situation.DISPUTE_BORNE, Kind.SPONSOR_DEBT): _("Owed after a lost dispute"),
}


def words_for(situation: str, kind: str) -> str:
    """The movement in words, on this kind of account."""
    why = Situation(situation)
    return WORDS_ON.get((why, Kind(kind))) or WORDS[why]


def code_of(kind: str) -> str:
    """The account's number in a journal."""
    return CODES[Kind(kind)][0]


def name_of(kind: str) -> str:
    """The account's name in a journal."""
    return CODES[Kind(kind)][1]
