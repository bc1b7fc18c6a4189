"""Where a purse, a contribution and a refund may go from where they are; triggers hold the same tables."""

from django.db.models import TextChoices


class PurseStatus(TextChoices):
    """Where a purse stands."""

    INITIATED = "initiated"  # nobody was asked to pay yet
    FUNDING = "funding"  # a payment page was made
    HELD = "held"  # the whole target is settled
    PART_RELEASED = "part_released"  # some of it was awarded
    CLOSED = "closed"  # nothing is held or payable any more, and no money is taken
    FROZEN = "frozen"  # money of it is disputed: it takes and awards, but nothing leaves


class Purpose(TextChoices):
    """What a purse is filled for."""

    PRIZE = "prize"
    DEBT = "debt"  # a payer makes good what the platform bore for them; its money is taken out at once


PURSE_MOVES: dict[str, set[str]] = {
    PurseStatus.INITIATED: {PurseStatus.FUNDING, PurseStatus.CLOSED},
    PurseStatus.FUNDING: {PurseStatus.HELD, PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.HELD: {PurseStatus.PART_RELEASED, PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.PART_RELEASED: {PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.FROZEN: {PurseStatus.FUNDING, PurseStatus.HELD, PurseStatus.PART_RELEASED, PurseStatus.CLOSED},
    PurseStatus.CLOSED: {
        PurseStatus.INITIATED,  # its challenge was drafted again before anything was awarded
        PurseStatus.PART_RELEASED,  # an award that had expired is claimed after all
    },
}


class ContributionStatus(TextChoices):
    """Where a contribution stands."""

    PENDING = "pending"  # a declined card leaves it here: the same page can be paid again
    SETTLED = "settled"  # its money is in the purse
    FAILED = "failed"  # given up before it was paid
    DISPUTED = "disputed"  # its card's bank has taken it for now
    WON = "won"  # the bank gave it back: as good as settled
    LOST = "lost"  # the bank kept it
    ASTRAY = "astray"  # made for money that came late, twice or in a wrong amount: all of it goes back
    REFUNDED = "refunded"  # all that was left of it went back


class Instrument(TextChoices):
    """What money comes from, as far as Stripe can tell one from another."""

    CARD = "card"
    BANK_ACCOUNT = "bank_account"


class Failure(TextChoices):
    """Why a contribution failed."""

    NONE = "", "It did not"
    GIVEN_UP = "given_up"  # by its payer, or because what it was for ended
    REFUSED = "refused"  # by the payer's bank, days after the page was filled in
    NOT_TAKEN = "not_taken"  # it was paid, but too late or with another amount: the money goes back by itself


CONTRIBUTION_MOVES: dict[str, set[str]] = {
    ContributionStatus.PENDING: {ContributionStatus.SETTLED, ContributionStatus.FAILED},
    ContributionStatus.SETTLED: {ContributionStatus.REFUNDED, ContributionStatus.DISPUTED},
    ContributionStatus.FAILED: set(),
    ContributionStatus.DISPUTED: {ContributionStatus.WON, ContributionStatus.LOST},
    ContributionStatus.WON: {ContributionStatus.REFUNDED, ContributionStatus.DISPUTED},
    ContributionStatus.LOST: set(),
    ContributionStatus.ASTRAY: set(),
    ContributionStatus.REFUNDED: set(),
}
UNPAID = [ContributionStatus.PENDING, ContributionStatus.FAILED]
PAID_IN = [
    ContributionStatus.SETTLED,
    ContributionStatus.DISPUTED,
    ContributionStatus.WON,
    ContributionStatus.LOST,
    ContributionStatus.REFUNDED,
]
DOUBTED = [ContributionStatus.DISPUTED, ContributionStatus.LOST]  # its charge may pay nobody


class RefundStatus(TextChoices):
    """Where a refund stands."""

    RESERVED = "reserved"  # set aside in refunds due
    SUBMITTING = "submitting"  # Stripe may have been asked
    REFUNDED = "refunded"  # it left for the payer
    UNCLAIMED = "unclaimed"  # Stripe can't return it: a person must
    BY_HAND = "by_hand"  # a person did, from the platform's bank
    CHARGED_BACK = "charged_back"  # its payer's bank did, by a dispute


REFUND_MOVES: dict[str, set[str]] = {
    RefundStatus.RESERVED: {RefundStatus.SUBMITTING},
    RefundStatus.SUBMITTING: {RefundStatus.REFUNDED, RefundStatus.UNCLAIMED},
    RefundStatus.REFUNDED: {RefundStatus.UNCLAIMED},
    RefundStatus.UNCLAIMED: {RefundStatus.RESERVED, RefundStatus.BY_HAND, RefundStatus.CHARGED_BACK},
    RefundStatus.BY_HAND: set(),
    RefundStatus.CHARGED_BACK: set(),
}
