"""The life of an entry, to a contest or in a queue: its statuses, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an entry is in its life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    LOCKED = "locked", _("Locked")
    QUALIFIED = "qualified", _("Qualified")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    JUDGED = "judged", _("Judged")
    WINNER = "winner", _("Winner")
    PLACED = "placed", _("Placed")
    HONOURABLE = "honourable", _("Honourable")
    NOT_SELECTED = "not_selected", _("Not selected")
    QUEUED = "queued", _("Queued")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    INELIGIBLE = "ineligible", _("Ineligible")
    DISQUALIFIED = "disqualified", _("Disqualified")


DECIDED = {Status.WINNER, Status.PLACED, Status.HONOURABLE, Status.NOT_SELECTED}
OUT = {Status.WITHDRAWN, Status.DISQUALIFIED}
MOVES: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
    Status.SUBMITTED: {Status.LOCKED, Status.QUEUED, *OUT},
    Status.LOCKED: {Status.QUALIFIED, Status.INELIGIBLE, *OUT},
    Status.QUALIFIED: {Status.SHORTLISTED, Status.JUDGED, Status.ACCEPTED, *DECIDED, *OUT},
    Status.SHORTLISTED: {Status.JUDGED, *DECIDED, *OUT},
    Status.JUDGED: {*DECIDED, *OUT},
    # An appeal, a declined offer or a revoked award moves the places; a cheat is found at any time.
    Status.WINNER: {Status.JUDGED, Status.PLACED, Status.HONOURABLE, Status.NOT_SELECTED, *OUT},
    Status.PLACED: {Status.JUDGED, Status.WINNER, Status.HONOURABLE, Status.NOT_SELECTED, *OUT},
    Status.HONOURABLE: {Status.JUDGED, Status.WINNER, Status.PLACED, Status.NOT_SELECTED, *OUT},
    Status.NOT_SELECTED: {Status.JUDGED, Status.WINNER, Status.PLACED, Status.HONOURABLE, *OUT},
    # A resubmission goes to the back of the queue; a lease that runs out gives the entry back to where it was.
    Status.QUEUED: {Status.SUBMITTED, Status.IN_REVIEW, Status.NOT_SELECTED, *OUT},
    Status.IN_REVIEW: {
        *(Status.QUEUED, Status.ACCEPTED, Status.REJECTED, Status.CHANGES_REQUESTED, Status.NOT_SELECTED),
        *OUT,
    },
    Status.CHANGES_REQUESTED: {Status.SUBMITTED, Status.NOT_SELECTED, *OUT},
    # Accepted means won: it is not taken back, but finance may revoke the award, or a cheat be found.
    Status.ACCEPTED: {Status.NOT_SELECTED, Status.DISQUALIFIED},
    # Put out wrongly, as an appeal found: handed in anew, or back where it would be by now.
    Status.REJECTED: {Status.CHANGES_REQUESTED, Status.DISQUALIFIED},
    Status.WITHDRAWN: set(),
    # Mended once, it is screened again.
    Status.INELIGIBLE: {Status.LOCKED, *OUT},
    Status.DISQUALIFIED: {
        *(Status.SUBMITTED, Status.CHANGES_REQUESTED, Status.LOCKED, Status.QUALIFIED, Status.JUDGED),
        Status.NOT_SELECTED,
    },
}
TRANSITIONS = [(str(old), str(new)) for old, following in MOVES.items() for new in sorted(following)]
# Waits for its turn, or is being read by a reviewer.
IN_QUEUE = [Status.QUEUED, Status.IN_REVIEW]
# Nobody has decided on it yet, so its team may still form.
UNDECIDED = [Status.DRAFT, Status.SUBMITTED, *IN_QUEUE, Status.CHANGES_REQUESTED]
# May be changed and handed in again while the challenge is open; never under the eyes of who reads it.
WRITABLE = [Status.DRAFT, Status.SUBMITTED, Status.QUEUED, Status.CHANGES_REQUESTED]
# Something happens by itself at `due_at`.
TIMED = [*IN_QUEUE]
# Its entrant may begin another.
LEAVES_ROOM = [Status.WITHDRAWN, Status.REJECTED]
# Was received in time and not taken back: what closing, amending and cancelling must know of.
COMPETING = [status for status in Status if status not in {Status.DRAFT, Status.WITHDRAWN}]
