"""What each movement is called by people, and the number and name of each account in a journal."""

from payments.ledger.chart import Kind, Situation

# Classes as bookkeepers number them: 1 what we have, 2 what we owe, 4 income, 5 expenses.
CODES: dict[Kind, tuple[str, str]] = {
    Kind.STRIPE_BALANCE: ("1010", "Stripe balance, available"),
    Kind.STRIPE_PENDING: ("1020", "Stripe balance, pending"),
    Kind.BANK: ("1100", "The platform's bank"),
    Kind.DISPUTES: ("1300", "Taken by open card disputes"),
    Kind.SPONSOR_DEBT: ("1400", "Owed by sponsors"),
    Kind.DEBT_PROVISION: ("1490", "Provision for sponsors' debts"),
    Kind.PURSE: ("2000", "Prize money held"),
    Kind.PAYABLE: ("2100", "Awarded, not yet transferred"),
    Kind.REFUNDS_DUE: ("2200", "Refunds on their way"),
    Kind.UNCLAIMED: ("2300", "Unclaimed money"),
    Kind.FEES: ("4000", "Platform fees"),
    Kind.STRIPE_FEES: ("5000", "Stripe's fees"),
    Kind.LOSSES: ("5100", "Losses borne by the platform"),
}
WORDS: dict[Situation, str] = {
    Situation.FUNDED: "Paid in by card",
    Situation.FUNDED_ASTRAY: "Paid in late, twice or in a wrong amount; it goes back",
    Situation.AVAILABLE: "Released by Stripe",
    Situation.AWARDED: "Awarded",
    Situation.FORFEITED: "An award fell back",
    Situation.TRANSFERRED: "Paid out to the winner",
    Situation.REFUND_DUE: "Set aside to go back to the payer",
    Situation.REFUNDED: "Refunded to the payer",
    Situation.REFUND_REFUSED: "A refund that Stripe could not make",
    Situation.REFUND_RETURNED: "A refund that came back",
    Situation.REFUND_RETRIED: "A refund that is tried once more",
    Situation.PAID_BY_HAND: "Paid from the platform's bank by hand",
    Situation.EXPIRED: "An award that nobody took in time",
    Situation.CLAIMED: "Claimed after all by who won it",
    Situation.REVERSED: "A payout that was taken back",
    Situation.DISPUTED: "Taken back by the card's bank while it is disputed",
    Situation.DISPUTE_WON: "Returned by the card's bank: the dispute was won",
    Situation.DISPUTE_TAKEN: "A lost dispute, borne by the purse",
    Situation.DISPUTE_BORNE: "A lost dispute, borne by the platform",
    Situation.DEBT_PAID: "A debt was paid",
    Situation.DEBT_SET_OFF: "Kept back for what its payer owed",
    Situation.PASSED_ON: "Passed on to the next in rank",
    Situation.DEBT_WRITTEN_OFF: "A debt was written off",
    Situation.FLOATED: "The platform's own money, put into Stripe",
    Situation.WITHDRAWN: "The platform's income, taken to its bank",
    Situation.STRIPE_BILLED: "Billed by Stripe",
    Situation.CORRECTED: "A mistake was put right",
}
# Where one situation touches accounts that people would call differently.
WORDS_ON: dict[tuple[Situation, Kind], str] = {
    (Situation.FUNDED, Kind.PURSE): "Prize money paid in by card",
    (Situation.FUNDED, Kind.FEES): "Platform fee, paid on top of the prize",
    (Situation.FUNDED, Kind.STRIPE_FEES): "Stripe's fee for the card payment",
    (Situation.AWARDED, Kind.PURSE): "Awarded to a winner",
    (Situation.FORFEITED, Kind.PURSE): "An award fell back into the purse",
    (Situation.REFUND_DUE, Kind.FEES): "Platform fee, set aside to go back",
    (Situation.DISPUTE_BORNE, Kind.SPONSOR_DEBT): "Owed after a lost dispute",
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
