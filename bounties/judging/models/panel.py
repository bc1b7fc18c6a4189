"""Who judges a challenge."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.errors import IllegalMove
from bounties.judging.querysets import JudgeshipQuerySet
from workers.clock import LaurelNow


class JudgeshipStatus(models.TextChoices):
    """What became of the invitation."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


JUDGESHIP_MOVES: dict[JudgeshipStatus, set[JudgeshipStatus]] = {
    JudgeshipStatus.INVITED: {JudgeshipStatus.ACCEPTED, JudgeshipStatus.DECLINED, JudgeshipStatus.LAPSED},
    JudgeshipStatus.ACCEPTED: set(),
    JudgeshipStatus.DECLINED: set(),
    JudgeshipStatus.LAPSED: set(),
}


class Judgeship(models.Model):
    """A user's seat on a challenge's panel; without an answer it lapses with the decision."""

    Status = JudgeshipStatus
    MOVES: ClassVar = JUDGESHIP_MOVES

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="judgeships")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="judgeships")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_chair = models.BooleanField(default=False)  # parts entries that are tied on every criterion
    status = models.CharField(max_length=16, choices=JudgeshipStatus, default=JudgeshipStatus.INVITED)
    invited_at = models.DateTimeField(db_default=LaurelNow())
    answered_at = models.DateTimeField(null=True, blank=True)

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
                condition=Q(status__in=["accepted", "declined"]) ^ Q(answered_at__isnull=True),
            ),
        ]
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
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} is {self.status}"

    def move_to(self, status: JudgeshipStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[JudgeshipStatus(self.status)]:
            raise IllegalMove(f"A judgeship that is {self.status} cannot become {status}.")
        self.status = status
