"""The life of an entry to a contest: its statuses, and which may follow which."""

from django.db import models


class Status(models.TextChoices):
    """Where an entry is in its life."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LOCKED = "locked"
    QUALIFIED = "qualified"
    SHORTLISTED = "shortlisted"
    JUDGED = "judged"
    WINNER = "winner"
    PLACED = "placed"
    HONOURABLE = "honourable"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"
    DISQUALIFIED = "disqualified"


DECIDED = {Status.WINNER, Status.PLACED, Status.HONOURABLE, Status.NOT_SELECTED}
OUT = {Status.WITHDRAWN, Status.DISQUALIFIED}
MOVES: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
    Status.SUBMITTED: {Status.LOCKED, Status.WITHDRAWN},
    Status.LOCKED: {Status.QUALIFIED, Status.INELIGIBLE, *OUT},
    Status.QUALIFIED: {Status.SHORTLISTED, Status.JUDGED, *DECIDED, *OUT},
    Status.SHORTLISTED: {Status.JUDGED, *DECIDED, *OUT},
    Status.JUDGED: {*DECIDED, *OUT},
    # An appeal, a declined offer or a revoked award moves the places; a cheat is found at any time.
    Status.WINNER: {Status.JUDGED, Status.PLACED, Status.HONOURABLE, Status.NOT_SELECTED, *OUT},
    Status.PLACED: {Status.JUDGED, Status.WINNER, Status.HONOURABLE, Status.NOT_SELECTED, *OUT},
    Status.HONOURABLE: {Status.JUDGED, Status.WINNER, Status.PLACED, Status.NOT_SELECTED, *OUT},
    Status.NOT_SELECTED: {Status.JUDGED, Status.WINNER, Status.PLACED, Status.HONOURABLE, *OUT},
    Status.WITHDRAWN: set(),
    Status.INELIGIBLE: set(),
    Status.DISQUALIFIED: set(),
}
TRANSITIONS = [(str(old), str(new)) for old, following in MOVES.items() for new in sorted(following)]
# Was received in time and not taken back: what closing, amending and cancelling must know of.
COMPETING = [status for status in Status if status not in {Status.DRAFT, Status.WITHDRAWN}]
