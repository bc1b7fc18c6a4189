"""One award share to one payee, and who approved it."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from payments.errors import IllegalMove
from payments.ledger.triggers import append_only, legal_moves, terms_kept
from payments.money import Money
from payments.payees.models import Payee
from payments.payouts import triggers
from payments.payouts.moves import ARRIVED, ENDED, MOVES, PAYEES, TIMED, Hold, Status
from payments.payouts.querysets import PayoutQuerySet
from payments.purses.models import Purse
from payments.sentences import filled
from workers.clock import LaurelNow


class Payout(models.Model):
    """One award share to one payee, from the ledger's `payable` to the payee's account at Stripe.

    `due_at` is when something happens by itself: a payee whom one waits for is reminded, or it expires (`expires_at`),
    what Stripe refused for a passing reason is tried again, one whose transfer is under way is looked after.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="payouts")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="payouts")
    award_reference = models.CharField(max_length=80)
    amount = models.BigIntegerField()  # minor units
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=Status, default=Status.CREATED)
    hold_reason = models.CharField(max_length=8, choices=Hold, blank=True, default=Hold.NOTHING)
    due_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)  # until when the payee may do what only they can
    approvals_required = models.PositiveSmallIntegerField()  # distinct people: 0, 1 or 2, by its amount
    barred_approvers = ArrayField(models.UUIDField(), default=list)  # users on the side that pays
    round = models.PositiveSmallIntegerField(default=1)  # of approval; each hold begins another
    retries = models.PositiveIntegerField(default=0)  # answers of Stripe's, in a row, that settled nothing
    created_at = models.DateTimeField(db_default=LaurelNow())
    transferred_at = models.DateTimeField(null=True)
    banked_at = models.DateTimeField(null=True)
    bank_payout_id = models.CharField(max_length=80, blank=True)  # po_..., the last that carried it to the bank

    objects = PayoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="payout_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="payout_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payout_is_due_iff_timed", condition=Q(status__in=TIMED) ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="payout_expires_only_while_it_waits_for_its_payee",
                condition=Q(expires_at=None) | Q(status="blocked", hold_reason__in=PAYEES),
            ),
            models.CheckConstraint(
                name="payout_says_what_blocks_it",
                condition=Q(status="blocked", hold_reason__in=[hold for hold in Hold.values if hold])
                | (~Q(status="blocked") & Q(hold_reason="")),
            ),
            models.CheckConstraint(
                name="payout_has_arrived_iff_it_says_when",
                condition=Q(status__in=ARRIVED) ^ Q(transferred_at__isnull=True),
            ),
            models.CheckConstraint(
                name="payout_is_banked_after_transfer",
                condition=Q(banked_at=None) | Q(status__in=ARRIVED, banked_at__gte=F("transferred_at")),
            ),
            models.CheckConstraint(name="payout_needs_at_most_two", condition=Q(approvals_required__lte=2)),
            models.UniqueConstraint(
                name="payout_is_one_per_award_and_payee",
                fields=["award_reference", "payee"],
                condition=~Q(status__in=ENDED),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="payout_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["award_reference"], name="payout_of_award"),
            models.Index(fields=["purse"], name="payout_to_go", condition=Q(status__in=["ready", "approved"])),
        ]
        triggers = [
            legal_moves("payout", "status", MOVES),
            *terms_kept(
                "payout",
                *("purse_id", "payee_id", "award_reference", "amount", "currency"),
                "approvals_required",
            ),
            triggers.PAYOUT_IS_BORN_UNAPPROVED,
            triggers.PAYOUT_BARS_ONLY_MORE,
            triggers.PAYOUT_IS_APPROVED_BY_ENOUGH,
            triggers.PAYOUT_LEGS_SUM_TO_ITS_SHARE,
        ]

    def __str__(self) -> str:
        return filled(gettext("payout of {money} for {award}"), money=self.money, award=self.award_reference)

    @property
    def money(self) -> Money:
        """The share as money."""
        return Money(self.amount, self.currency)

    @property
    def transfer_ids(self) -> list[str]:
        """Stripe's transfers that carried it, in the order of the legs."""
        return [leg.transfer_id for leg in self.legs.all() if leg.transfer_id]

    def move_to(
        self,
        status: str,
        *,
        due_at: datetime | None = None,
        hold: str = Hold.NOTHING,
        expires_at: datetime | None = None,
    ) -> None:
        """Enter the next status in memory, or refuse; the service saves `MOVED`."""
        if status not in MOVES[self.status]:
            raise IllegalMove(
                _("A payout that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=Status(status).label,
            )
        self.status, self.due_at, self.hold_reason, self.expires_at = status, due_at, hold, expires_at


MOVED = ["status", "due_at", "hold_reason", "expires_at"]  # the fields that `move_to` sets


class PayoutApproval(models.Model):
    """One person's yes to one payout in one round. Never changed; who pays or is paid has no vote."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="approval_is_one_per_person_and_round", fields=["payout", "by", "round"]),
        ]
        triggers = [*append_only("approval"), triggers.APPROVER_IS_ON_NEITHER_SIDE]

    def __str__(self) -> str:
        return filled(gettext("approval of {payout} by {by}"), payout=self.payout_id, by=self.by_id)
