"""What happened, who is owed it, which processes are alive, the clock, and marks of what is often asked for."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from workers.clock import LaurelNow
from workers.querysets import DeliveryQuerySet
from workers.vocabulary import QUEUES, Audience


class Event(models.Model):
    """Something that happened: written once, in the transaction that made it so, and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)  # the model's label, like "challenges.challenge"
    subject_id = models.CharField(max_length=80)
    root = models.CharField(max_length=80)  # what it belongs to: the reference of a challenge
    actor_id = models.UUIDField(null=True)  # the user who did it; null: the clock or a process did
    payload = models.JSONField(default=dict)  # ids and numbers, never personal data
    audience = models.CharField(max_length=16, choices=Audience)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="event_audience_is_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(name="event_name_has_a_noun_and_a_verb", condition=Q(name__contains=".")),
        ]
        indexes = [models.Index(fields=["root", "at"], name="event_timeline")]
        triggers = [
            pgtrigger.Protect(name="event_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="events_are_never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'events are never truncated';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.subject_type} {self.subject_id}"


class Delivery(models.Model):
    """One handler is owed one event: waiting (perhaps leased), done, dead or skipped, but never gone.

    `started` counts runs that began, so that one that kills its worker each time dies too. `leased_until` without a
    token means that a worker was woken for it; with a token, that a worker has started it, whose number is the token's
    first eight digits (workers/presence.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # No index of its own: that of "one per event and handler" begins with it.
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    handler = models.CharField(max_length=160)
    queue = models.CharField(max_length=16)
    due_at = models.DateTimeField(db_default=LaurelNow())  # not before; moved by backoff
    started = models.PositiveIntegerField(db_default=0)
    errors = models.PositiveIntegerField(db_default=0)
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)  # by the real clock: leases are about processes, not deadlines
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(db_default="")
    skipped_reason = models.TextField(db_default="")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="delivery_is_one_per_event_and_handler", fields=["event", "handler"]),
            models.CheckConstraint(name="delivery_queue_exists", condition=Q(queue__in=QUEUES)),
            models.CheckConstraint(
                name="delivery_is_not_both_done_and_dead", condition=Q(done_at=None) | Q(dead_at=None)
            ),
            models.CheckConstraint(
                name="delivery_lease_has_a_term", condition=Q(lease_token=None) | Q(leased_until__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_that_ended_holds_no_lease",
                condition=Q(lease_token=None) | Q(done_at=None, dead_at=None),
            ),
            models.CheckConstraint(
                name="delivery_skipped_is_done", condition=Q(skipped_reason="") | Q(done_at__isnull=False)
            ),
            models.CheckConstraint(name="delivery_errs_only_when_started", condition=Q(errors__lte=F("started"))),
            models.CheckConstraint(name="delivery_dead_says_why", condition=Q(dead_at=None) | ~Q(last_error="")),
        ]
        indexes = [
            models.Index(fields=["queue", "due_at"], name="delivery_waiting", condition=Q(done_at=None, dead_at=None)),
            models.Index(fields=["dead_at"], name="delivery_dead", condition=Q(dead_at__isnull=False)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="new_deliveries_wake_the_relay",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="PERFORM pg_notify('laurel_deliveries', ''); RETURN NULL;",
            ),
            pgtrigger.Protect(
                name="delivery_is_never_lost",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.handler}"


class ProcessBeat(models.Model):
    """A sign of life of a relay, a worker or the schedule, by the real clock; written every two seconds."""

    class Kind(models.TextChoices):
        """What kind of process."""

        RELAY = "relay"
        WORKER = "worker"
        SCHEDULE = "schedule"  # the relay that leads it

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    host = models.CharField(max_length=120)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    lag_ms = models.PositiveIntegerField(db_default=0)  # schedule: how late its latest tick is

    class Meta:
        constraints = [models.UniqueConstraint(name="process_beats_once", fields=["kind", "host", "pid"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pid} on {self.host}"


class Presence(models.Model):
    """A worker that holds a lock of its session for as long as it is there; once missed, its leases are freed."""

    number = models.IntegerField(primary_key=True)  # at random, a process's own
    since = models.DateTimeField()  # by the real clock

    def __str__(self) -> str:
        return f"worker {self.number:08x}"


class Clock(models.Model):
    """How far `laurel_now()` is ahead of the real time; no row means not at all, and production never has one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    shift = models.DurationField()

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_clock", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.shift} ahead"


class Mark(models.Model):
    """That something often asked for changed; the sum of a topic's numbers is its mark (workers/marks.py)."""

    topic = models.CharField(max_length=40)
    number = models.BigIntegerField()  # random, so that two histories never have the same sum

    def __str__(self) -> str:
        return self.topic
