"""Flags: what looks wrong about a payee or a payout, and the two people who cleared it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import append_only, terms_kept
from payments.payees.models import Payee
from payments.payouts import triggers
from payments.payouts.models import Payout
from payments.sentences import filled
from workers.clock import LaurelNow


class Flag(models.Model):
    """A doubt that keeps money back: about one payout, or about all of a payee's.

    Raised by a rule or a person, once for each thing it is about (`subject`), so that what was cleared stays cleared.
    """

    class Kind(models.TextChoices):
        """What looks wrong."""

        SANCTION = "sanction", _("Sanction")  # the name or the country is on a list
        BOTH_SIDES = "both_sides", _("Both sides")  # who pays and who is paid look like one
        SAME_INSTRUMENT = "same_instrument", _("Same instrument")  # the same card or bank on both sides
        VELOCITY = "velocity", _("Velocity")  # more payouts in a day than usual
        OTHER = "other", _("Other")  # a person says what

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="flags")
    payout = models.ForeignKey(Payout, models.PROTECT, null=True, related_name="flags")  # null: all of the payee's
    subject = models.CharField(max_length=200)  # what it is about: an entry of a list, a person on the other side
    why = models.TextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: a rule
    raised_at = models.DateTimeField(db_default=LaurelNow())
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="flag_kind_is_known",
                condition=Q(kind__in=["sanction", "both_sides", "same_instrument", "velocity", "other"]),
            ),
            models.UniqueConstraint(
                name="flag_is_raised_once", fields=["payee", "payout", "kind", "subject"], nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["payee"], name="flag_raised", condition=Q(cleared_at=None))]
        triggers = [
            *terms_kept("flag", "kind", "payee_id", "payout_id", "subject", "why", "raised_by_id", "raised_at"),
            triggers.FLAG_IS_CLEARED_BY_TWO,
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"


class FlagClearance(models.Model):
    """One person's word that a flag is nothing. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    flag = models.ForeignKey(Flag, models.PROTECT, related_name="clearances")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [models.UniqueConstraint(name="flag_clearance_is_one_per_person", fields=["flag", "by"])]
        triggers = [*append_only("flag_clearance"), triggers.FLAG_IS_CLEARED_BY_NEITHER_SIDE]

    def __str__(self) -> str:
        return filled(gettext("clearance of {flag} by {by}"), flag=self.flag_id, by=self.by_id)
