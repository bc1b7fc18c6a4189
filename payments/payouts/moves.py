"""Where a payout and each of its legs may go from where they are; PostgreSQL holds the same tables by triggers."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where a payout stands."""

    CREATED = "created"
    BLOCKED = "blocked"  # `hold_reason` says by what
    READY = "ready"  # nothing bars it but approval
    APPROVED = "approved"
    SUBMITTING = "submitting"  # a transfer may be under way
    TRANSFERRED = "transferred"  # every leg has reached the payee's account at Stripe
    BANKED = "banked"  # Stripe paid it on to the bank
    UNKNOWN = "unknown"  # Stripe gave no answer that says whether a transfer was made
    FAILED = "failed"  # Stripe refused for good
    RETURNED = "returned"  # the bank sent it back to the payee's account at Stripe, which tries again
    REVERSED = "reversed"  # people took the transfers back: payable again
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NEEDS_REVIEW = "needs_review"  # a person must look before another transfer is tried


class Hold(TextChoices):
    """What blocks a payout."""

    NOTHING = "", "Nothing keeps it back"
    KYC = "kyc", "Waits for the payee's onboarding"  # the payee's account cannot take transfers yet
    TAX = "tax", "Waits for the payee's tax form"
    COUNTRY = "country", "Country out of reach"
    DISPUTE = "dispute", "Payment disputed"  # its purse is frozen
    HOLD = "hold", "Held by finance"  # finance said so
    FLAG = "flag", "Flagged"  # someone or a rule doubts who is paid: two people must clear it
    COOLING = "cooling", "Rests"  # it waits for its time, and goes on by itself
    BALANCE = "balance", "Stripe's balance too small"  # Stripe's balance did not cover it; tried again by itself


PAYEES = [Hold.KYC, Hold.TAX, Hold.COUNTRY]  # what only the payee can take away; it waits, and then it expires

MOVES: dict[str, set[str]] = {
    Status.CREATED: {Status.BLOCKED, Status.READY, Status.CANCELLED},
    Status.BLOCKED: {Status.READY, Status.BLOCKED, Status.CANCELLED, Status.EXPIRED},
    Status.READY: {Status.APPROVED, Status.BLOCKED, Status.CANCELLED},
    Status.APPROVED: {Status.SUBMITTING, Status.BLOCKED, Status.CANCELLED},
    Status.SUBMITTING: {
        Status.SUBMITTING,
        Status.TRANSFERRED,
        Status.UNKNOWN,
        Status.FAILED,
        Status.BLOCKED,
        Status.NEEDS_REVIEW,
    },
    Status.UNKNOWN: {
        Status.SUBMITTING,
        Status.TRANSFERRED,
        Status.UNKNOWN,
        Status.FAILED,
        Status.BLOCKED,
        Status.NEEDS_REVIEW,
    },
    Status.NEEDS_REVIEW: {Status.SUBMITTING, Status.UNKNOWN, Status.TRANSFERRED, Status.FAILED},
    Status.FAILED: {Status.READY, Status.BLOCKED, Status.CANCELLED},
    Status.TRANSFERRED: {Status.BANKED, Status.RETURNED, Status.REVERSED},
    Status.BANKED: {Status.RETURNED, Status.REVERSED},
    Status.RETURNED: {Status.BANKED, Status.REVERSED},  # never again ready: its money is with the payee
    Status.REVERSED: set(),
    Status.CANCELLED: set(),
    Status.EXPIRED: set(),
}
TIMED = [Status.BLOCKED, Status.SUBMITTING, Status.UNKNOWN]
NOT_LEFT = [Status.BLOCKED, Status.READY, Status.APPROVED]
DOUBTFUL = [Status.SUBMITTING, Status.UNKNOWN]  # a transfer may be under way
ENDED = [Status.CANCELLED, Status.EXPIRED, Status.REVERSED]  # a new payout of the same share may be made
ARRIVED = [Status.TRANSFERRED, Status.BANKED, Status.RETURNED, Status.REVERSED]


class LegStatus(TextChoices):
    """Where one leg stands."""

    PLANNED = "planned"
    SUBMITTING = "submitting"  # an attempt is open
    TRANSFERRED = "transferred"
    REVERSED = "reversed"  # taken back, whole
    NEEDS_REVIEW = "needs_review"
    CANCELLED = "cancelled"


LEG_MOVES: dict[str, set[str]] = {
    LegStatus.PLANNED: {LegStatus.SUBMITTING, LegStatus.CANCELLED},
    LegStatus.SUBMITTING: {LegStatus.PLANNED, LegStatus.TRANSFERRED, LegStatus.NEEDS_REVIEW},
    LegStatus.NEEDS_REVIEW: {LegStatus.PLANNED, LegStatus.TRANSFERRED},
    LegStatus.TRANSFERRED: {LegStatus.REVERSED},
    LegStatus.REVERSED: set(),
    LegStatus.CANCELLED: set(),
}


LEG_LEFT = [LegStatus.TRANSFERRED, LegStatus.REVERSED]  # a transfer was made
LEG_ENDED = [LegStatus.TRANSFERRED, LegStatus.REVERSED, LegStatus.CANCELLED]


class Outcome(TextChoices):
    """What became of one attempt at a transfer."""

    OPEN = "open"  # not known: it may have happened
    SUCCEEDED = "succeeded"
    REFUSED = "refused"  # Stripe said no: it did not happen
    ABSENT = "absent"  # Stripe was asked twice for its transfers, and it was not among them


OUTCOME_MOVES: dict[str, set[str]] = {
    Outcome.OPEN: {Outcome.SUCCEEDED, Outcome.REFUSED, Outcome.ABSENT},
    Outcome.ABSENT: {Outcome.SUCCEEDED},  # Stripe's list had it after all, when a person looked again
    Outcome.SUCCEEDED: set(),
    Outcome.REFUSED: set(),
}
