"""The life of an award: its statuses, and which may follow which."""

from django.db import models


class Status(models.TextChoices):
    """Where an award is in its life."""

    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    APPEALED = "appealed"
    UPHELD = "upheld"
    REVISED = "revised"
    ANNULLED = "annulled"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    VERIFYING = "verifying"
    PAYABLE = "payable"
    PAYING = "paying"
    PAID = "paid"
    DECLINED = "declined"
    FORFEITED = "forfeited"
    REVOKED = "revoked"
    UNCLAIMED = "unclaimed"  # its winner could not be paid in 180 days, and nobody is next: kept for them


MOVES: dict[Status, set[Status]] = {
    Status.PROPOSED: {Status.PROVISIONAL, Status.REVOKED},
    Status.PROVISIONAL: {Status.APPEALED, Status.OFFERED, Status.REVOKED},
    Status.APPEALED: {Status.UPHELD, Status.REVISED, Status.ANNULLED},
    # Another entrant may still appeal within the window.
    Status.UPHELD: {Status.APPEALED, Status.OFFERED, Status.REVOKED},
    Status.REVISED: {Status.APPEALED, Status.OFFERED, Status.REVOKED},
    Status.ANNULLED: set(),
    Status.OFFERED: {Status.ACCEPTED, Status.DECLINED, Status.FORFEITED, Status.REVOKED},
    Status.ACCEPTED: {Status.VERIFYING, Status.PAYABLE},
    Status.VERIFYING: {Status.PAYABLE, Status.FORFEITED, Status.REVOKED},
    Status.PAYABLE: {Status.PAYING},
    Status.PAYING: {Status.PAID, Status.UNCLAIMED, Status.FORFEITED, Status.REVOKED},
    Status.UNCLAIMED: {Status.PAYING, Status.REVOKED},
    # Finance took the payment back: paid again, kept, or for somebody else.
    Status.PAID: {Status.PAYING, Status.UNCLAIMED, Status.REVOKED},
    Status.DECLINED: set(),
    Status.FORFEITED: set(),
    Status.REVOKED: set(),
}
# Something happens by itself at `due_at`; before the offer it is the challenge that is timed.
TIMED = [Status.OFFERED, Status.VERIFYING]
# Stands for the time being, and may be contested within the window.
STANDING = [Status.PROVISIONAL, Status.UPHELD, Status.REVISED]
# Its money is free again.
GONE = [Status.ANNULLED, Status.DECLINED, Status.FORFEITED, Status.REVOKED]
# Its money belongs to the winner: no other entry's fate can take it back.
SETTLED = [Status.ACCEPTED, Status.VERIFYING, Status.PAYABLE, Status.PAYING, Status.PAID, Status.UNCLAIMED]
# Won for good, whether or not its winner has the money yet.
ENDED = [Status.PAID, Status.UNCLAIMED]
# What the challenge still waits for before it is completed.
UNFINISHED = [status for status in Status if status not in {*GONE, *ENDED}]
