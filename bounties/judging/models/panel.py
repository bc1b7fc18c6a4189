"""Who judges a challenge."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.errors import IllegalMove
from bounties.judging.querysets import JudgeshipQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow

# Whoever votes or sits down holds the challenge's lock, so that each sees what the other did.
HAS_NOT_VOTED = """
IF EXISTS (SELECT FROM ballots_ballot WHERE challenge_id = NEW.challenge_id AND voter_id = NEW.judge_id) THEN
    RAISE EXCEPTION 'whoever voted in a challenge does not judge it, too'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'judge_has_not_voted';
END IF;
RETURN NEW;
"""


class JudgeshipStatus(models.TextChoices):
    """What became of the invitation."""

    INVITED = "invited", gettext_lazy("Invited")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    DECLINED = "declined", gettext_lazy("Declined")
    LAPSED = "lapsed", gettext_lazy("Lapsed")
    REPLACED = "replaced", gettext_lazy("Replaced")  # silent for too long: somebody from the reserve has the seat


JUDGESHIP_MOVES: dict[JudgeshipStatus, set[JudgeshipStatus]] = {
    JudgeshipStatus.INVITED: {JudgeshipStatus.ACCEPTED, JudgeshipStatus.DECLINED, JudgeshipStatus.LAPSED},
    JudgeshipStatus.ACCEPTED: {JudgeshipStatus.REPLACED},
    JudgeshipStatus.DECLINED: set(),
    JudgeshipStatus.LAPSED: {JudgeshipStatus.INVITED},
    JudgeshipStatus.REPLACED: set(),
}


class Judgeship(models.Model):
    """A seat on a challenge's panel, offered to whoever owns an address; without an answer in time it lapses.

    Who that is stays unknown to the sponsor until they accept: an invitation tells nobody who has an account.
    """

    Status = JudgeshipStatus
    MOVES: ClassVar = JUDGESHIP_MOVES

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="judgeships")
    email = models.EmailField()
    judge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judgeships", null=True, blank=True
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_chair = models.BooleanField(default=False)  # parts entries that are tied on every criterion
    is_reserve = models.BooleanField(default=False)  # scores nothing until called upon
    status = models.CharField(max_length=16, choices=JudgeshipStatus, default=JudgeshipStatus.INVITED)
    invited_at = models.DateTimeField(db_default=LaurelNow())
    answered_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # of an invitation: when it lapses

    objects = JudgeshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="judgeship_is_one_per_person", fields=["challenge", "judge"]),
            models.UniqueConstraint(
                name="panel_has_one_chair",
                fields=["challenge"],
                condition=Q(is_chair=True, status__in=["invited", "accepted"]),
            ),
            models.CheckConstraint(name="judgeship_status_is_known", condition=Q(status__in=JudgeshipStatus.values)),
            models.CheckConstraint(
                name="judgeship_answer_has_its_time",
                condition=Q(status__in=["accepted", "declined", "replaced"]) ^ Q(answered_at__isnull=True),
            ),
            models.UniqueConstraint(name="judgeship_is_one_per_address", fields=["challenge", "email"]),
            models.CheckConstraint(name="judgeship_address_is_lower_case", condition=Q(email=Lower(F("email")))),
            models.CheckConstraint(
                name="judgeship_answered_has_its_person",
                condition=Q(status__in=["invited", "lapsed"]) | Q(judge__isnull=False),
            ),
            models.CheckConstraint(
                name="judgeship_is_due_iff_invited", condition=Q(status="invited") ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(name="chair_is_no_reserve", condition=Q(is_chair=False) | Q(is_reserve=False)),
        ]
        indexes = [models.Index(fields=["due_at"], name="judgeship_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="judgeship_moves_legally",
                field="status",
                transitions=[(str(old), str(new)) for old, after in JUDGESHIP_MOVES.items() for new in sorted(after)],
            ),
            pgtrigger.Protect(
                name="judgeship_is_born_invited",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status="invited"),
            ),
            pgtrigger.Trigger(
                name="judge_has_not_voted",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="invited", new__status="accepted"),
                func=HAS_NOT_VOTED,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{email}: {status}"), email=self.email, status=self.get_status_display())

    def move_to(self, status: JudgeshipStatus, *, due_at: datetime | None = None) -> None:
        """Enter the next status in memory, or refuse; the service saves. Only an invitation is due."""
        if status not in self.MOVES[JudgeshipStatus(self.status)]:
            raise IllegalMove(
                _("A judgeship that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, due_at
