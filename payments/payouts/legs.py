"""How a payout leaves: a leg per contribution it draws on, and each leg's attempts at a transfer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from payments.errors import IllegalMove
from payments.ledger.triggers import legal_moves, terms_kept
from payments.money import Money
from payments.payouts.models import Payout
from payments.payouts.moves import LEG_LEFT, LEG_MOVES, OUTCOME_MOVES, LegStatus, Outcome
from payments.purses.models import Contribution
from payments.purses.releasing import give_back
from payments.sentences import filled
from workers.clock import LaurelNow


class TransferLeg(models.Model):
    """The part of a payout that is drawn on one contribution's charge, because a transfer draws on one charge only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="legs")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="legs")
    amount = models.BigIntegerField()  # minor units
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=LegStatus, default=LegStatus.PLANNED)
    transfer_id = models.CharField(max_length=80, unique=True, null=True)  # tr_...
    transferred_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="leg_status_is_known", condition=Q(status__in=LegStatus.values)),
            models.CheckConstraint(name="leg_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="leg_is_transferred_iff_it_has_a_transfer",
                condition=Q(status__in=LEG_LEFT, transfer_id__isnull=False, transferred_at__isnull=False)
                | (~Q(status__in=LEG_LEFT) & Q(transfer_id=None, transferred_at=None)),
            ),
            models.UniqueConstraint(
                name="leg_is_one_per_payout_and_contribution",
                fields=["payout", "contribution"],
                condition=~Q(status="cancelled"),
            ),
        ]
        triggers = [
            legal_moves("leg", "status", LEG_MOVES),
            *terms_kept("leg", "payout_id", "contribution_id", "amount", "currency"),
        ]

    def __str__(self) -> str:
        return filled(gettext("{money} of {payout}"), money=self.money, payout=self.payout_id)

    @property
    def money(self) -> Money:
        """The leg's amount as money."""
        return Money(self.amount, self.currency)

    def move_to(self, status: str) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in LEG_MOVES[self.status]:
            raise IllegalMove(
                _("A leg that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=LegStatus(status).label,
            )
        self.status = status


class TransferAttempt(models.Model):
    """One key and one exact request, committed before Stripe hears of it; repeated as it is until its outcome is known.

    Only when an attempt certainly did not happen (refused, or absent from Stripe's list) may the leg have another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    leg = models.ForeignKey(TransferLeg, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    idempotency_key = models.CharField(max_length=80, unique=True)
    request = models.JSONField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    is_spent = models.BooleanField(default=False)  # its key only repeats a 500: Stripe's list must decide
    absent_since = models.DateTimeField(null=True)  # when Stripe's list first did not have it
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(db_default=LaurelNow())  # a key is good for 24 hours from its first use
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="attempt_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="attempt_is_closed_iff_its_outcome_is_known",
                condition=Q(outcome="open") ^ Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(name="attempt_has_its_number", fields=["leg", "number"]),
            models.UniqueConstraint(name="attempt_is_alone_while_open", fields=["leg"], condition=Q(outcome="open")),
        ]
        triggers = [
            legal_moves("attempt", "outcome", OUTCOME_MOVES),
            *terms_kept("attempt", "leg_id", "number", "idempotency_key", "request", "made_at"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key


def give_up_legs(payout: Payout) -> None:
    """No transfer will be made of them: what they drew can be drawn or refunded again. The caller holds the locks."""
    for leg in payout.legs.filter(status=LegStatus.PLANNED).select_related("contribution"):
        leg.move_to(LegStatus.CANCELLED)
        leg.save(update_fields=["status"])
        give_back(contribution=leg.contribution, amount=leg.money)


def has_begun_to_leave(payout: Payout) -> bool:
    """Whether a part of it has reached its payee, or may have; the caller holds its lock."""
    return payout.legs.exclude(status__in=[LegStatus.PLANNED, LegStatus.CANCELLED]).exists()
