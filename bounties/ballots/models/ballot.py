"""One ballot per person and challenge, everything that it ever said, and whether it was voided."""

import secrets
import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from bounties.ballots.models import gates
from bounties.ballots.querysets import BallotQuerySet, ChoiceQuerySet
from bounties.challenges.models import Challenge
from payments.sentences import filled
from workers.clock import LaurelNow

RECEIPT_BYTES = 16
VALID = Q(voided_at=None, voided_by=None, void_reason="")
VOID = Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")


def new_receipt() -> str:
    """128 random bits, by which its voter, and nobody else, finds the ballot in the recount."""
    return secrets.token_hex(RECEIPT_BYTES)


class Ballot(models.Model):
    """A voter's ballot in one challenge. A void one is kept, counted as void, and never valid again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ballots")
    receipt = models.CharField(max_length=32, default=new_receipt)  # hex
    latest = models.PositiveIntegerField(default=0)  # number of the Choice that stands
    voided_at = models.DateTimeField(null=True, blank=True)  # set by its guard
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    void_reason = models.TextField(blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ballot_is_one_per_person", fields=["challenge", "voter"]),
            models.UniqueConstraint(name="ballot_receipt_is_its_own", fields=["receipt"]),
            models.CheckConstraint(name="ballot_receipt_is_128_bits", condition=Q(receipt__regex=r"^[0-9a-f]{32}$")),
            models.CheckConstraint(name="ballot_void_says_when_who_and_why", condition=VALID | VOID),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="ballot_stays_its_voters", fields=["challenge", "voter", "receipt"]),
            pgtrigger.Protect(name="ballot_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ballot_is_void_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__voided_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="ballot_is_voided_in_the_audit",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__voided_at__isnull=True, new__voided_at__isnull=False),
                declare=[("gate", "record")],
                func=gates.IN_THE_AUDIT,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("Ballot {ballot}"), ballot=self.pk)

    @property
    def is_void(self) -> bool:
        """Whether a moderator took it out of the count."""
        return self.voided_at is not None


class Choice(models.Model):
    """What a ballot said at one time, never changed; the last one stands. `marks` is a number by entry id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="choices")
    number = models.PositiveIntegerField()
    marks = models.JSONField()
    cast_at = models.DateTimeField(db_default=LaurelNow(), editable=False)  # set by the gate

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ballot_choices_are_numbered", fields=["ballot", "number"]),
            models.CheckConstraint(name="ballot_choice_number_counts_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ballot_is_cast_in_its_window",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("gate", "record")],
                func=gates.IN_ITS_WINDOW,
            ),
            *(
                pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert, func=func)
                for name, func in {
                    "ballot_marks_fit_their_rules": gates.FIT_THEIR_RULES,
                    "ballot_marks_are_for_its_entries": gates.ARE_FOR_ITS_ENTRIES,
                    "ballot_marks_are_for_others": gates.ARE_FOR_OTHERS,
                }.items()
            ),
            pgtrigger.Protect(name="ballot_choice_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="ballot_choices_are_never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'ballots are never truncated';",
            ),
        ]

    def __str__(self) -> str:
        return f"Choice {self.number} of {self.ballot_id}"
