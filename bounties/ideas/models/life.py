"""What becomes of an idea: its public statuses, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What the sponsor says of it; `new` until somebody says anything."""

    NEW = "new", _("New")
    UNDER_REVIEW = "under_review", _("Under review")
    CONSIDERED = "considered", _("Considered")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    DELIVERED = "delivered", _("Delivered")
    NOT_PLANNED = "not_planned", _("Not planned")
    MERGED_INTO = "merged_into", _("Merged into")


MOVES: dict[Status, set[Status]] = {
    Status.NEW: {one for one in Status if one != Status.NEW},
    Status.UNDER_REVIEW: {
        *(Status.CONSIDERED, Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED, Status.NOT_PLANNED),
        Status.MERGED_INTO,
    },
    Status.CONSIDERED: {
        *(Status.UNDER_REVIEW, Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED, Status.NOT_PLANNED),
        Status.MERGED_INTO,
    },
    Status.PLANNED: {
        *(Status.CONSIDERED, Status.IN_PROGRESS, Status.DELIVERED, Status.NOT_PLANNED),
        Status.MERGED_INTO,
    },
    Status.IN_PROGRESS: {Status.PLANNED, Status.DELIVERED, Status.NOT_PLANNED, Status.MERGED_INTO},
    # What was delivered may turn out to be unfinished; whoever said no may change their mind.
    Status.DELIVERED: {Status.IN_PROGRESS},
    Status.NOT_PLANNED: {Status.UNDER_REVIEW, Status.CONSIDERED, Status.PLANNED, Status.MERGED_INTO},
    Status.MERGED_INTO: set(),
}
TRANSITIONS = [(str(old), str(new)) for old, following in MOVES.items() for new in sorted(following)]
