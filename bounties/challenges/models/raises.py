"""More money for a place, while it can still be won."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.challenges.models.challenge import Challenge
from payments.sentences import filled
from workers.clock import LaurelNow


class Raise(models.Model):
    """A sponsor's wish that each award of a rank be worth so many minor units more; it is kept once it is paid."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="raises")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()  # of each award of that rank
    client_key = models.CharField(max_length=255)  # the client's Idempotency-Key: a repeat resumes this row
    created_at = models.DateTimeField(db_default=LaurelNow())
    applied_at = models.DateTimeField(null=True, blank=True)  # when it was paid, and the prize rose

    class Meta:
        constraints = [
            models.UniqueConstraint(name="raise_is_one_per_client_key", fields=["challenge", "client_key"]),
            models.CheckConstraint(name="raise_amount_is_positive", condition=Q(amount__gt=0)),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="raise_keeps_its_terms",
                fields=["challenge", "sponsor", "asked_by", "rank", "amount", "client_key", "created_at"],
            ),
            pgtrigger.Protect(
                name="raise_is_applied_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__applied_at__isnull=False),
            ),
            pgtrigger.Protect(name="raise_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("Rank {rank} of {challenge} by {amount}"),
            rank=self.rank,
            challenge=self.challenge_id,
            amount=self.amount,
        )
