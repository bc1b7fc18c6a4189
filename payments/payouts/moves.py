"""Where a payout and each of its legs may go from where they are; PostgreSQL holds the same tables by triggers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a payout stands."""

    CREATED = "created", _("Created")
    BLOCKED = "blocked", _("Blocked")  # `hold_reason` says by what
    READY = "ready", _("Ready")  # nothing bars it but approval
    APPROVED = "approved", _("Approved")
    SUBMITTING = "submitting", _("Submitting")  # a transfer may be under way
    TRANSFERRED = "transferred", _("Transferred")  # every leg has reached the payee's account at Stripe
    BANKED = "banked", _("Banked")  # Stripe paid it on to the bank
    UNKNOWN = "unknown", _("Unknown")  # Stripe gave no answer that says whether a transfer was made
    FAILED = "failed", _("Failed")  # Stripe refused for good
    RETURNED = "returned", _("Returned")  # the bank sent it back to the payee's account at Stripe, which tries again
    REVERSED = "reversed", _("Reversed")  # people took the transfers back: payable again
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")
    NEEDS_REVIEW = "needs_review", _("Needs review")  # a person must look before another transfer is tried


class Hold(TextChoices):
    """What blocks a payout."""

    NOTHING = "", _("Nothing keeps it back")
    KYC = "kyc", _("Waits for the payee's onboarding")  # the payee's account cannot take transfers yet
    TAX = "tax", _("Waits for the payee's tax form")
    COUNTRY = "country", _("Country out of reach")
    DISPUTE = "dispute", _("Payment disputed")  # its purse is frozen
    HOLD = "hold", _("Held by finance")  # finance said so
    FLAG = "flag", _("Flagged")  # someone or a rule doubts who is paid: two people must clear it
    COOLING = "cooling", _("Rests")  # it waits for its time, and goes on by itself
    BALANCE = "balance", _("Stripe's balance too small")  # Stripe's balance did not cover it; tried again by itself


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

    PLANNED = "planned", _("Planned")
    SUBMITTING = "submitting", _("Submitting")  # an attempt is open
    TRANSFERRED = "transferred", _("Transferred")
    REVERSED = "reversed", _("Reversed")  # taken back, whole
    NEEDS_REVIEW = "needs_review", _("Needs review")
    CANCELLED = "cancelled", _("Cancelled")


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

    OPEN = "open", _("Open")  # not known: it may have happened
    SUCCEEDED = "succeeded", _("Succeeded")
    REFUSED = "refused", _("Refused")  # Stripe said no: it did not happen
    ABSENT = "absent", _("Absent")  # Stripe was asked twice for its transfers, and it was not among them


OUTCOME_MOVES: dict[str, set[str]] = {
    Outcome.OPEN: {Outcome.SUCCEEDED, Outcome.REFUSED, Outcome.ABSENT},
    Outcome.ABSENT: {Outcome.SUCCEEDED},  # Stripe's list had it after all, when a person looked again
    Outcome.SUCCEEDED: set(),
    Outcome.REFUSED: set(),
}
