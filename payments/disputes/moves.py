"""Where a dispute, finance's act in it, and a write-off may go from where they are; triggers hold the same tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a dispute stands, in Stripe's own words. One that is closed never opens again."""

    # an inquiry: the bank asks, and takes nothing
    WARNING_NEEDS_RESPONSE = "warning_needs_response", _("Warning needs response")
    WARNING_UNDER_REVIEW = "warning_under_review", _("Warning under review")
    WARNING_CLOSED = "warning_closed", _("Warning closed")
    NEEDS_RESPONSE = "needs_response", _("Needs response")  # the bank has taken the money
    UNDER_REVIEW = "under_review", _("Under review")  # evidence was sent
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    PREVENTED = "prevented", _("Prevented")  # settled with the bank before it became one


INQUIRING = [Status.WARNING_NEEDS_RESPONSE, Status.WARNING_UNDER_REVIEW]
DISPUTING = [Status.NEEDS_RESPONSE, Status.UNDER_REVIEW]
OPEN = [*INQUIRING, *DISPUTING]
ANSWERABLE = [Status.WARNING_NEEDS_RESPONSE, Status.NEEDS_RESPONSE]
CLOSED = [Status.WARNING_CLOSED, Status.WON, Status.LOST, Status.PREVENTED]
MOVES: dict[str, set[str]] = {
    Status.WARNING_NEEDS_RESPONSE: {Status.WARNING_UNDER_REVIEW, *DISPUTING, *CLOSED},
    Status.WARNING_UNDER_REVIEW: {*DISPUTING, *CLOSED},
    Status.NEEDS_RESPONSE: {Status.UNDER_REVIEW, Status.WON, Status.LOST, Status.PREVENTED},
    Status.UNDER_REVIEW: {Status.WON, Status.LOST, Status.PREVENTED},
    Status.WARNING_CLOSED: set(),
    Status.WON: set(),
    Status.LOST: set(),
    Status.PREVENTED: set(),
}


class Kind(TextChoices):
    """What finance does in a dispute."""

    EVIDENCE = "evidence", _("Evidence")
    ACCEPT = "accept", _("Accept")  # give in: it is lost


class ActStatus(TextChoices):
    """Where an act stands."""

    RESERVED = "reserved", _("Reserved")  # Stripe is to be told
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")


ACT_MOVES: dict[str, set[str]] = {
    ActStatus.RESERVED: {ActStatus.SENT, ActStatus.REFUSED},
    ActStatus.SENT: set(),
    ActStatus.REFUSED: set(),
}


class WriteOffStatus(TextChoices):
    """Where a write-off stands."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")  # by a second person: the debt is gone
    DECLINED = "declined", _("Declined")


WRITE_OFF_MOVES: dict[str, set[str]] = {
    WriteOffStatus.PROPOSED: {WriteOffStatus.AGREED, WriteOffStatus.DECLINED},
    WriteOffStatus.AGREED: set(),
    WriteOffStatus.DECLINED: set(),
}
