"""Where a purse, a contribution and a refund may go from where they are; triggers hold the same tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PurseStatus(TextChoices):
    """Where a purse stands."""

    INITIATED = "initiated", _("Initiated")  # nobody was asked to pay yet
    FUNDING = "funding", _("Funding")  # a payment page was made
    HELD = "held", _("Held")  # the whole target is settled
    PART_RELEASED = "part_released", _("Part released")  # some of it was awarded
    CLOSED = "closed", _("Closed")  # nothing is held or payable any more, and no money is taken
    FROZEN = "frozen", _("Frozen")  # money of it is disputed: it takes and awards, but nothing leaves


class Purpose(TextChoices):
    """What a purse is filled for."""

    PRIZE = "prize", _("Prize")
    DEBT = "debt", _("Debt")  # a payer makes good what the platform bore for them; its money is taken out at once


PURSE_MOVES: dict[str, set[str]] = {
    PurseStatus.INITIATED: {PurseStatus.FUNDING, PurseStatus.CLOSED},
    PurseStatus.FUNDING: {PurseStatus.HELD, PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.HELD: {PurseStatus.PART_RELEASED, PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.PART_RELEASED: {PurseStatus.CLOSED, PurseStatus.FROZEN},
    PurseStatus.FROZEN: {PurseStatus.FUNDING, PurseStatus.HELD, PurseStatus.PART_RELEASED, PurseStatus.CLOSED},
    PurseStatus.CLOSED: {
        PurseStatus.INITIATED,  # a debt was paid, and now another is to be
        PurseStatus.PART_RELEASED,  # an award that had expired is claimed after all
    },
}


class ContributionStatus(TextChoices):
    """Where a contribution stands."""

    PENDING = "pending", _("Pending")  # a declined card leaves it here: the same page can be paid again
    SETTLED = "settled", _("Settled")  # its money is in the purse
    FAILED = "failed", _("Failed")  # given up before it was paid
    DISPUTED = "disputed", _("Disputed")  # its card's bank has taken it for now
    WON = "won", _("Won")  # the bank gave it back: as good as settled
    LOST = "lost", _("Lost")  # the bank kept it
    ASTRAY = "astray", _("Astray")  # made for money that came late, twice or in a wrong amount: all of it goes back
    REFUNDED = "refunded", _("Refunded")  # all that was left of it went back


class Instrument(TextChoices):
    """What money comes from, as far as Stripe can tell one from another."""

    CARD = "card", _("Card")
    BANK_ACCOUNT = "bank_account", _("Bank account")


class Failure(TextChoices):
    """Why a contribution failed."""

    NONE = "", _("It did not")
    GIVEN_UP = "given_up", _("Given up")  # by its payer, or because what it was for ended
    REFUSED = "refused", _("Refused")  # by the payer's bank, days after the page was filled in
    # it was paid, but too late or with another amount: the money goes back by itself
    NOT_TAKEN = "not_taken", _("Not taken")


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

    RESERVED = "reserved", _("Reserved")  # set aside in refunds due
    SUBMITTING = "submitting", _("Submitting")  # Stripe may have been asked
    REFUNDED = "refunded", _("Refunded")  # it left for the payer
    UNCLAIMED = "unclaimed", _("Unclaimed")  # Stripe can't return it: a person must
    BY_HAND = "by_hand", _("By hand")  # a person did, from the platform's bank
    CHARGED_BACK = "charged_back", _("Charged back")  # its payer's bank did, by a dispute


REFUND_MOVES: dict[str, set[str]] = {
    RefundStatus.RESERVED: {RefundStatus.SUBMITTING},
    RefundStatus.SUBMITTING: {RefundStatus.REFUNDED, RefundStatus.UNCLAIMED},
    RefundStatus.REFUNDED: {RefundStatus.UNCLAIMED},
    RefundStatus.UNCLAIMED: {RefundStatus.RESERVED, RefundStatus.BY_HAND, RefundStatus.CHARGED_BACK},
    RefundStatus.BY_HAND: set(),
    RefundStatus.CHARGED_BACK: set(),
}
