"""The life of an award: its statuses, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an award is in its life."""

    PROPOSED = "proposed", _("Proposed")
    PROVISIONAL = "provisional", _("Provisional")
    APPEALED = "appealed", _("Appealed")
    UPHELD = "upheld", _("Upheld")
    REVISED = "revised", _("Revised")
    ANNULLED = "annulled", _("Annulled")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    VERIFYING = "verifying", _("Verifying")
    PAYABLE = "payable", _("Payable")
    PAYING = "paying", _("Paying")
    PAID = "paid", _("Paid")
    DECLINED = "declined", _("Declined")
    FORFEITED = "forfeited", _("Forfeited")
    REVOKED = "revoked", _("Revoked")
    # its winner could not be paid in 180 days, and nobody is next: kept for them
    UNCLAIMED = "unclaimed", _("Unclaimed")


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
