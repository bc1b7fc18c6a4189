"""Prize money held for one challenge: the purse, the contributions that fill it, and the refunds that empty it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Sum
from uuid_utils.compat import uuid7

from payments.ledger.triggers import legal_moves, terms_kept
from payments.money import Money
from payments.purses import triggers
from payments.purses.moves import (
    CONTRIBUTION_MOVES,
    PURSE_MOVES,
    REFUND_MOVES,
    UNPAID,
    ContributionStatus,
    Failure,
    Purpose,
    PurseStatus,
    RefundStatus,
)
from payments.purses.querysets import ContributionQuerySet, PurseQuerySet, RefundQuerySet
from workers.clock import LaurelNow

FAILURES = [why for why in Failure.values if why]


class Purse(models.Model):
    """The prize money of one challenge, which is known here only by an opaque reference."""

    Status = PurseStatus

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=80, unique=True)
    label = models.CharField(max_length=200)  # a snapshot of the challenge's title, for statements
    currency = models.CharField(max_length=3)
    target = models.BigIntegerField()  # the whole prize money, in minor units
    status = models.CharField(max_length=16, choices=PurseStatus, default=PurseStatus.INITIATED)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.PRIZE)
    # Set while frozen, and only then: whence it came, and what must go back as soon as it thaws, with or without fee.
    frozen_from = models.CharField(max_length=16, choices=PurseStatus, blank=True, default="")
    waiting_refund = models.CharField(max_length=60, blank=True, default="")  # the reason of who asked for it
    waiting_refund_with_fee = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=LaurelNow())

    objects = PurseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="purse_target_is_positive", condition=Q(target__gt=0)),
            models.CheckConstraint(name="purse_status_is_known", condition=Q(status__in=PurseStatus.values)),
            models.CheckConstraint(name="purse_has_a_reference", condition=~Q(reference="")),
            models.CheckConstraint(name="purse_purpose_is_known", condition=Q(purpose__in=Purpose.values)),
            models.CheckConstraint(name="purse_frozen_says_whence", condition=Q(status="frozen") ^ Q(frozen_from="")),
            models.CheckConstraint(
                name="purse_waits_to_give_back_only_while_frozen", condition=Q(status="frozen") | Q(waiting_refund="")
            ),
        ]
        triggers = [
            legal_moves("purse", "status", PURSE_MOVES),
            *terms_kept("purse", "reference", "currency", "purpose"),
            triggers.TARGET_ONLY_RISES_ONCE_PAID,
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def goal(self) -> Money:
        """The whole prize money."""
        return Money(self.target, self.currency)

    def paid_in(self) -> int:
        """What contributions brought and was not given or taken back, in minor units; what was awarded counts."""
        staying = F("amount") - F("refunded") - F("taken")
        return int(self.contributions.paid_in().aggregate(amount=Sum(staying))["amount"] or 0)

    @property
    def transfer_group(self) -> str:
        """Under which Stripe files this purse's charges and transfers; the two must agree."""
        return f"purse_{self.reference}"


class Contribution(models.Model):
    """One payer's part of a purse, paid on a hosted page, with the platform's fee on top.

    Amounts are minor units of the purse's currency. `drawn`, `refunded` and `taken` say how much of `amount` went to
    payouts, to refunds, and (by a lost dispute or for a debt) to the payer's bank or the platform. Money that went
    astray has a row of its own, one per charge, and is refunded whole.
    """

    Status = ContributionStatus

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="contributions")
    payer_reference = models.CharField(max_length=80)  # the sponsor, opaque here
    payer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # who pays for them
    amount = models.BigIntegerField()  # into the purse
    platform_fee = models.BigIntegerField()  # on top of it
    status = models.CharField(max_length=16, choices=ContributionStatus, default=ContributionStatus.PENDING)
    raises = models.CharField(max_length=80, blank=True)  # the raise that it pays; empty: it fills the target
    failure = models.CharField(max_length=12, choices=Failure, blank=True, default=Failure.NONE)
    client_key = models.CharField(max_length=255)  # the client's Idempotency-Key: a repeat resumes this row
    # The payment page that is open now
    attempt = models.PositiveSmallIntegerField(default=1)  # a new page under a new key, once the old one is closed
    request = models.JSONField()  # exactly what Stripe is asked under the attempt's key
    attempted_at = models.DateTimeField(db_default=LaurelNow())  # since when Stripe may know the attempt's key
    calling_until = models.DateTimeField(null=True)  # somebody is asking Stripe; null: nobody
    session_id = models.CharField(max_length=255, unique=True, null=True)  # cs_...
    checkout_url = models.TextField(blank=True)
    session_expires_at = models.DateTimeField(null=True)
    processing_since = models.DateTimeField(null=True)  # the page is filled in, and the payer's bank takes its days
    # What was paid
    payment_intent_id = models.CharField(max_length=80, blank=True)  # pi_...
    charge_id = models.CharField(max_length=80, unique=True, null=True)  # ch_...
    received = models.BigIntegerField(null=True)  # gross, as charged
    stripe_fee = models.BigIntegerField(null=True)
    instrument = models.CharField(max_length=12, blank=True, default="")  # an Instrument, if it has a fingerprint
    fingerprint = models.CharField(
        max_length=80, null=True
    )  # Stripe's: one card or account, one; null: Stripe has none
    drawn = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    taken = models.BigIntegerField(default=0)
    fee_taken = models.BigIntegerField(default=0)  # of the platform's fee, by a lost dispute
    created_at = models.DateTimeField(db_default=LaurelNow())
    settled_at = models.DateTimeField(null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="contribution_is_one_per_client_key", fields=["purse", "client_key"]),
            models.UniqueConstraint(
                name="contribution_is_pending_once_per_payer",
                fields=["purse", "payer_reference"],
                condition=Q(status="pending"),
            ),
            models.CheckConstraint(
                name="contribution_amounts_are_sane", condition=Q(amount__gt=0, platform_fee__gte=0)
            ),
            models.CheckConstraint(
                name="contribution_gives_no_more_than_it_has",
                condition=Q(drawn__gte=0, refunded__gte=0, taken__gte=0, fee_taken__gte=0)
                & Q(amount__gte=F("drawn") + F("refunded") + F("taken"), platform_fee__gte=F("fee_taken")),
            ),
            models.CheckConstraint(
                name="contribution_is_paid_by_a_charge",
                condition=Q(status__in=UNPAID, charge_id=None, received=None, stripe_fee=None, settled_at=None)
                | (
                    ~Q(status__in=UNPAID)
                    & Q(charge_id__isnull=False, received__gt=0, stripe_fee__gte=0, settled_at__isnull=False)
                ),
            ),
            triggers.FINGERPRINT_IS_OF_WHAT_PAID,
            models.CheckConstraint(
                name="contribution_settles_in_full",
                condition=~Q(status="settled") | Q(received=F("amount") + F("platform_fee")),
            ),
            models.CheckConstraint(
                name="contribution_is_processing_only_while_pending",
                condition=Q(status="pending") | Q(processing_since=None),
            ),
            models.CheckConstraint(
                name="contribution_failed_says_why",
                condition=Q(status="failed", failure__in=FAILURES) | (~Q(status="failed") & Q(failure="")),
            ),
            models.CheckConstraint(
                name="contribution_status_is_known", condition=Q(status__in=ContributionStatus.values)
            ),
        ]
        triggers = [
            legal_moves("contribution", "status", CONTRIBUTION_MOVES),
            *terms_kept(
                *("contribution", "purse_id", "payer_reference", "payer_id"),
                *("amount", "platform_fee", "raises", "client_key"),
            ),
            triggers.CHARGE_KEEPS_ITS_INSTRUMENT,
        ]

    def __str__(self) -> str:
        return f"{self.total.spoken()}: {self.purse}"

    @property
    def total(self) -> Money:
        """What the payer is asked for: prize money and the platform's fee."""
        return Money(self.amount + self.platform_fee, self.purse.currency)

    @property
    def left(self) -> int:
        """What no payout, no refund and no bank has taken, in minor units."""
        return self.amount - self.drawn - self.refunded - self.taken

    @property
    def stripe_key(self) -> str:
        """The idempotency key of the present attempt at a payment page."""
        return f"contribution:{self.pk}:{self.attempt}"


class Refund(models.Model):
    """One return of money to where one charge took it from; `fee` is the part of it that was the platform's fee."""

    Status = RefundStatus

    ASTRAY = "astray"  # our own reason: it came late, twice or in a wrong amount

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()  # of the purse's money
    fee = models.BigIntegerField(default=0)  # of the platform's fee
    reason = models.CharField(max_length=60)  # a code of whoever asked for it: why it goes back
    status = models.CharField(max_length=16, choices=RefundStatus, default=RefundStatus.RESERVED)
    attempt = models.PositiveSmallIntegerField(default=1)  # a new key, once the old one is of no use
    attempted_at = models.DateTimeField(null=True)  # since when Stripe knows the attempt's key
    request = models.JSONField()  # exactly what Stripe is asked under the attempt's key
    refund_id = models.CharField(max_length=80, unique=True, null=True)  # re_...
    refusal = models.TextField(blank=True)  # Stripe's words
    retries = models.PositiveSmallIntegerField(default=0)  # by people, after it was refused or came back
    past_ids = ArrayField(models.CharField(max_length=80), default=list)  # re_... that came back before it was retried
    created_at = models.DateTimeField(db_default=LaurelNow())

    objects = RefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="refund_moves_something", condition=Q(amount__gt=0, fee__gte=0)),
            models.CheckConstraint(
                name="refund_is_done_by_a_stripe_refund", condition=~Q(status="refunded") | Q(refund_id__isnull=False)
            ),
            models.CheckConstraint(name="refund_status_is_known", condition=Q(status__in=RefundStatus.values)),
        ]
        triggers = [
            legal_moves("refund", "status", REFUND_MOVES),
            *terms_kept("refund", "contribution_id", "amount", "fee", "reason"),
            triggers.REFUND_BY_HAND_TAKES_TWO,
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.pk}"

    @property
    def total(self) -> Money:
        """What the payer gets: prize money, and the platform's fee where it goes back."""
        return Money(self.amount + self.fee, self.contribution.purse.currency)

    @property
    def stripe_key(self) -> str:
        """The idempotency key of the present attempt."""
        return f"refund:{self.pk}:{self.attempt}"
