"""What payers' banks take back, what finance answers, and the debts that nobody expects to be paid any more."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from payments.disputes.moves import (
    ACT_MOVES,
    CLOSED,
    MOVES,
    OPEN,
    WRITE_OFF_MOVES,
    ActStatus,
    Kind,
    Status,
    WriteOffStatus,
)
from payments.disputes.querysets import DisputeQuerySet
from payments.ledger.triggers import legal_moves, terms_kept
from payments.money import Money
from payments.purses.models import Contribution
from payments.sentences import filled
from workers.clock import LaurelNow

ENDED_IN_FULL = Q(withdrawn=F("reinstated") + F("taken") + F("borne"))


class Dispute(models.Model):
    """A payer's bank wants a contribution back, or only asks about it. Minor units of the purse's currency.

    `withdrawn` and `reinstated` are what Stripe moved; what it kept of a lost one is `taken` from the purse, and the
    rest `borne` by the platform, for which its payer is a debtor.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="disputes")
    dispute_id = models.CharField(max_length=80, unique=True)  # Stripe's own: dp_...
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=60)  # Stripe's code
    status = models.CharField(max_length=24, choices=Status)
    withdrawn = models.BigIntegerField(default=0)
    fee = models.BigIntegerField(default=0)  # what Stripe took for it
    reinstated = models.BigIntegerField(default=0)
    taken = models.BigIntegerField(default=0)
    borne = models.BigIntegerField(default=0)
    facts = models.TextField(blank=True)  # what the house knows of the matter, gathered for the bank
    evidence_due_by = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()  # by Stripe's clock
    due_at = models.DateTimeField(null=True)  # when somebody is reminded, or who bears it is asked again
    closed_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)  # when it was settled who bears a lost one
    created_at = models.DateTimeField(db_default=LaurelNow())

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="dispute_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="dispute_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="dispute_is_closed_iff_it_says_when",
                condition=Q(status__in=CLOSED) ^ Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="dispute_is_due_while_it_is_open", condition=~Q(status__in=OPEN) | Q(due_at__isnull=False)
            ),
            models.CheckConstraint(
                name="dispute_ends_no_more_than_it_took",
                condition=Q(fee__gte=0, reinstated__gte=0, taken__gte=0, borne__gte=0)
                & Q(withdrawn__gte=F("reinstated") + F("taken") + F("borne")),
            ),
            models.CheckConstraint(
                name="dispute_is_concluded_when_lost_and_all_is_borne",
                condition=(Q(concluded_at=None) & Q(taken=0, borne=0))
                | (Q(concluded_at__isnull=False, status="lost") & ENDED_IN_FULL),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="dispute_due", condition=Q(due_at__isnull=False)),
        ]
        triggers = [
            legal_moves("dispute", "status", MOVES),
            *terms_kept("dispute", "contribution_id", "dispute_id"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} ({self.get_status_display()})"

    @property
    def money(self) -> Money:
        """What the bank wants."""
        return Money(self.amount, self.contribution.purse.currency)

    @property
    def at_stake(self) -> int:
        """What Stripe took and nobody has given back or borne yet."""
        return self.withdrawn - self.reinstated - self.taken - self.borne


class DisputeAct(models.Model):
    """What a person of finance has Stripe told in a dispute: evidence for the bank, or that we give in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    request = models.JSONField()  # exactly what Stripe is asked
    status = models.CharField(max_length=8, choices=ActStatus, default=ActStatus.RESERVED)
    attempt = models.PositiveSmallIntegerField(default=1)  # a new key, once the old one only repeats a 500
    refusal = models.TextField(blank=True)  # Stripe's words
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="dispute_act_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="dispute_act_status_is_known", condition=Q(status__in=ActStatus.values)),
            models.CheckConstraint(name="dispute_act_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="dispute_act_is_alone_until_sent", fields=["dispute"], condition=Q(status="reserved")
            ),
        ]
        triggers = [
            legal_moves("dispute_act", "status", ACT_MOVES),
            *terms_kept("dispute_act", "dispute_id", "kind", "by_id", "reason", "request"),
        ]

    def __str__(self) -> str:
        return filled(gettext("{kind} for {dispute}"), kind=self.get_kind_display(), dispute=self.dispute_id)

    @property
    def stripe_key(self) -> str:
        """The idempotency key of the present attempt."""
        return f"dispute-act:{self.pk}:{self.attempt}"


class WriteOff(models.Model):
    """A debt, or a part of it, that nobody expects any more: one person proposes, another agrees. Minor units."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payer_reference = models.CharField(max_length=80)  # the sponsor, opaque here
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    reason = models.TextField()
    status = models.CharField(max_length=8, choices=WriteOffStatus, default=WriteOffStatus.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=LaurelNow())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="write_off_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="write_off_status_is_known", condition=Q(status__in=WriteOffStatus.values)),
            models.CheckConstraint(name="write_off_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="write_off_takes_two_people",
                condition=~Q(status="agreed") | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="write_off_is_decided_iff_it_says_by_whom",
                condition=Q(status="proposed", decided_by=None, decided_at=None, decision_reason="")
                | (
                    ~Q(status="proposed")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decision_reason="")
                ),
            ),
            models.UniqueConstraint(
                name="write_off_is_proposed_once_per_debt",
                fields=["payer_reference", "currency"],
                condition=Q(status="proposed"),
            ),
        ]
        triggers = [
            legal_moves("write_off", "status", WRITE_OFF_MOVES),
            *terms_kept("write_off", "payer_reference", "currency", "amount", "reason", "proposed_by_id"),
        ]

    def __str__(self) -> str:
        return filled(gettext("write-off of {money}"), money=self.money)

    @property
    def money(self) -> Money:
        """What is given up."""
        return Money(self.amount, self.currency)
