"""Who asks, and who stands on which side of a challenge."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.challenges.models.challenge import Challenge
from payments.sentences import filled
from workers.clock import LaurelNow


class Question(models.Model):
    """A question to the sponsor; it and its answer are read by everyone, its asker is named to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    asked_at = models.DateTimeField(db_default=LaurelNow())
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_asks_something", condition=~Q(body="")),
            models.CheckConstraint(
                name="question_answer_has_author_and_time",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["challenge", "id"], name="question_board")]

    def __str__(self) -> str:
        return self.body[:80]


class Side(models.Model):
    """Nobody stands on both sides: one row per person and challenge, so an entrant can't judge and a judge can't enter.

    Written by sides.take_side when someone drafts an entry, consents to a team share or accepts a judgeship.
    """

    class Kind(models.TextChoices):
        """The two sides that a person can choose; a sponsor's members are known by their membership."""

        ENTRANT = "entrant", _("Entrant")
        JUDGE = "judge", _("Judge")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="sides")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="person_stands_on_one_side", fields=["challenge", "user"]),
            models.CheckConstraint(name="side_is_known", condition=Q(kind__in=["entrant", "judge"])),
        ]
        triggers = [
            # Waits for the person who is just joining; who joins waits for who is just entering (accounts.Membership).
            pgtrigger.Trigger(
                name="entrant_is_no_member_of_a_payer",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="entrant"),
                func="""
                PERFORM FROM accounts_user WHERE id = NEW.user_id FOR SHARE;
                IF EXISTS (
                    SELECT FROM accounts_membership AS member JOIN challenges_challenge AS entered
                        ON entered.id = NEW.challenge_id
                    WHERE member.user_id = NEW.user_id
                    AND (entered.sponsor_id = member.sponsor_id OR EXISTS (
                        SELECT FROM challenges_backing
                        WHERE challenge_id = entered.id AND sponsor_id = member.sponsor_id
                    ))
                ) THEN
                    RAISE EXCEPTION 'A member of who pays for a challenge does not enter it'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'entrant_is_no_member_of_a_payer';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.kind}"


class Backing(models.Model):
    """A sponsor that pays, or asked to pay, for a challenge besides its own sponsor: from then on it is on that side.

    Its members can't enter, nor approve payouts of it, whatever became of the payment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="backings")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="backings")
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="backing_is_one_per_sponsor", fields=["challenge", "sponsor"]),
        ]
        triggers = [
            pgtrigger.Protect(name="backing_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{sponsor} backs {challenge}"), sponsor=self.sponsor_id, challenge=self.challenge_id)
