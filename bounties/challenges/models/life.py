"""The life of a challenge: its statuses, which may follow which, and which wait for the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a challenge is in its life."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    FUNDING = "funding", _("Funding")
    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    JUDGING = "judging", _("Judging")
    PROVISIONAL = "provisional", _("Provisional")
    AWARDING = "awarding", _("Awarding")
    COMPLETED = "completed", _("Completed")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")
    NO_AWARD = "no_award", _("No award")


MOVES: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.IN_REVIEW, Status.CANCELLED},
    Status.IN_REVIEW: {Status.CHANGES_REQUESTED, Status.APPROVED, Status.REJECTED, Status.CANCELLED},
    Status.CHANGES_REQUESTED: {Status.IN_REVIEW, Status.CANCELLED},
    Status.REJECTED: set(),
    # Unpaid for 14 days, an approved challenge goes back to its drawer.
    Status.APPROVED: {Status.FUNDING, Status.SCHEDULED, Status.DRAFT, Status.CANCELLED},
    Status.FUNDING: {Status.SCHEDULED, Status.OPEN, Status.DRAFT, Status.CANCELLED},
    Status.SCHEDULED: {Status.OPEN, Status.PAUSED, Status.CANCELLED},
    Status.OPEN: {Status.JUDGING, Status.AWARDING, Status.EXPIRED, Status.PAUSED, Status.CANCELLED},
    Status.JUDGING: {Status.PROVISIONAL, Status.AWARDING, Status.NO_AWARD, Status.PAUSED, Status.CANCELLED},
    # An appeal that annuls the decision sends it back to the panel.
    Status.PROVISIONAL: {Status.AWARDING, Status.JUDGING, Status.NO_AWARD, Status.PAUSED},
    Status.AWARDING: {Status.COMPLETED, Status.NO_AWARD},
    Status.PAUSED: {Status.SCHEDULED, Status.OPEN, Status.JUDGING, Status.PROVISIONAL, Status.CANCELLED},
    Status.COMPLETED: set(),
    Status.CANCELLED: set(),
    Status.EXPIRED: set(),
    Status.NO_AWARD: set(),
}
TRANSITIONS = [(str(old), str(new)) for old, following in MOVES.items() for new in sorted(following)]
# Something happens by itself at `due_at`.
TIMED = [Status.APPROVED, Status.FUNDING, Status.SCHEDULED, Status.OPEN, Status.JUDGING, Status.PROVISIONAL]
# A moderator may stop its clock.
PAUSABLE = [status for status, following in MOVES.items() if Status.PAUSED in following]
# Its sponsor may still rewrite everything.
UNSUBMITTED = [Status.DRAFT, Status.CHANGES_REQUESTED]
# Public, and its terms may still change, within limits.
AMENDABLE = [Status.SCHEDULED, Status.OPEN]
# Shown on the board, money held.
LIVE = [Status.SCHEDULED, Status.OPEN, Status.JUDGING, Status.PROVISIONAL, Status.AWARDING, Status.PAUSED]
# May lack dates: it never got past its sponsor's drawer.
DATELESS = [*UNSUBMITTED, Status.CANCELLED]
