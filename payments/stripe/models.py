"""What Stripe told us, kept before anything is done about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workers.clock import LaurelNow


class InboxEvent(models.Model):
    """One event of Stripe's, kept once however often and by whichever way it came. The row is the work to do."""

    class Way(models.TextChoices):
        """How it came."""

        WEBHOOK = "webhook", _("Webhook")
        POLL = "poll", _("Poll")

    id = models.CharField(primary_key=True, max_length=80)  # Stripe's own: evt_...
    type = models.CharField(max_length=80)
    account = models.CharField(max_length=40, blank=True)  # the connected account it is about; empty: the platform's
    object_id = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField()  # by Stripe's clock
    payload = models.JSONField()
    way = models.CharField(max_length=8, choices=Way)
    received_at = models.DateTimeField(db_default=LaurelNow())
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="inbox_event_is_stripes", condition=Q(id__startswith="evt_")),
            models.CheckConstraint(name="inbox_event_is_of_test_mode", condition=Q(payload__livemode=False)),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="inbox_unhandled", condition=Q(handled_at=None)),
            models.Index(fields=["object_id"], name="inbox_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.id}"


class PollCursor(models.Model):
    """How far the poller has read Stripe's list of events: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    created = models.DateTimeField()  # of the newest event read, or the oldest that could not be kept; Stripe's clock

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_poll_cursor", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"read up to {self.created}"
