"""What each judge gave each entry, after saying whether there is a conflict of interest."""

from hashlib import sha256
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Criterion
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from bounties.judging.models.panel import Judgeship
from bounties.judging.querysets import ScorecardQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow

SCORES_ARE_FIXED = """
IF (SELECT status FROM judging_scorecard
    WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.scorecard_id ELSE NEW.scorecard_id END))
    NOT IN ('clear', 'in_progress') THEN
    RAISE EXCEPTION 'the scores of a submitted or recused scorecard are fixed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'scores_are_fixed_once_submitted';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""
SCORECARD_IS_WHOLE = """
IF EXISTS (
    SELECT FROM judging_judgeship JOIN challenges_criterion USING (challenge_id)
    LEFT JOIN judging_score ON criterion_id = challenges_criterion.id AND scorecard_id = NEW.id
    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_score.id IS NULL
) THEN
    RAISE EXCEPTION 'a submitted scorecard scores every criterion'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_is_whole_once_submitted';
END IF;
RETURN NEW;
"""
SCORECARD_SAYS_WHY = """
IF NOT EXISTS (
    SELECT FROM judging_score WHERE scorecard_id = NEW.id AND char_length(btrim(comment, E' \\t\\n\\r')) >= 20
) THEN
    RAISE EXCEPTION 'a submitted scorecard has a comment of at least 20 characters for the entrant'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_says_why_once_submitted';
END IF;
RETURN NEW;
"""
SCORECARD_STAYS_HOME = """
IF NOT EXISTS (
    SELECT FROM judging_judgeship JOIN entries_entry USING (challenge_id)
    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_judgeship.status = 'accepted'
    AND entries_entry.id = NEW.entry_id
) THEN
    RAISE EXCEPTION 'a scorecard is by a judge of the challenge of its entry'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'scorecard_is_by_a_judge_of_its_challenge';
END IF;
RETURN NEW;
"""
SHORTEST_FEEDBACK = 20  # characters: one comment of a scorecard is at least so long, so that each entrant learns why


class ScorecardStatus(models.TextChoices):
    """From the statement to the lock: clear or recused is said before any score."""

    CLEAR = "clear", gettext_lazy("Clear")
    RECUSED = "recused", gettext_lazy("Recused")
    IN_PROGRESS = "in_progress", gettext_lazy("In progress")
    SUBMITTED = "submitted", gettext_lazy("Submitted")
    LOCKED = "locked", gettext_lazy("Locked")


SCORECARD_MOVES: dict[ScorecardStatus, set[ScorecardStatus]] = {
    ScorecardStatus.CLEAR: {ScorecardStatus.IN_PROGRESS, ScorecardStatus.RECUSED},
    ScorecardStatus.RECUSED: set(),
    ScorecardStatus.IN_PROGRESS: {ScorecardStatus.SUBMITTED, ScorecardStatus.RECUSED},
    ScorecardStatus.SUBMITTED: {ScorecardStatus.LOCKED},
    ScorecardStatus.LOCKED: set(),
}


class Scorecard(models.Model):
    """A judge's conflict statement on one entry, and with none the scores; what was submitted is final."""

    Status = ScorecardStatus
    MOVES: ClassVar = SCORECARD_MOVES

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    judgeship = models.ForeignKey(Judgeship, on_delete=models.PROTECT, related_name="scorecards")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="scorecards")
    status = models.CharField(max_length=16, choices=ScorecardStatus, default=ScorecardStatus.CLEAR)
    stated_at = models.DateTimeField(db_default=LaurelNow())
    submitted_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(blank=True, default="")  # the judge's own; nobody else ever reads them

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scorecard_is_one_per_judge_and_entry", fields=["judgeship", "entry"]),
            models.CheckConstraint(name="scorecard_status_is_known", condition=Q(status__in=ScorecardStatus.values)),
            models.CheckConstraint(
                name="scorecard_submitted_has_its_time",
                condition=Q(status__in=["submitted", "locked"]) ^ Q(submitted_at__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="scorecard_moves_legally",
                field="status",
                transitions=[(str(old), str(new)) for old, after in SCORECARD_MOVES.items() for new in sorted(after)],
            ),
            pgtrigger.Protect(
                name="scorecard_begins_with_a_statement",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status__in=["clear", "recused"]),
            ),
            pgtrigger.Trigger(
                name="scorecard_is_by_a_judge_of_its_challenge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SCORECARD_STAYS_HOME,
            ),
            pgtrigger.Trigger(
                name="scorecard_is_whole_once_submitted",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="in_progress", new__status="submitted"),
                func=SCORECARD_IS_WHOLE,
            ),
            pgtrigger.Trigger(
                name="scorecard_says_why_once_submitted",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="in_progress", new__status="submitted"),
                func=SCORECARD_SAYS_WHY,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{status} by {judgeship}"), status=self.get_status_display(), judgeship=self.judgeship_id)

    @property
    def fingerprint(self) -> str:
        """What the scores say now, in short: whoever changes them tells what they saw, so no window undoes another."""
        said = sorted(f"{one.criterion_id} {one.points.normalize():f} {one.comment}" for one in self.scores.all())
        return sha256("\n".join(said).encode()).hexdigest()[:16] if said else ""

    def move_to(self, status: ScorecardStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[ScorecardStatus(self.status)]:
            raise IllegalMove(
                _("A scorecard that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status = status


class Score(models.Model):
    """What a judge gave an entry on one criterion: 0 to 100 points, with two decimals at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="score_is_one_per_criterion", fields=["scorecard", "criterion"]),
            models.CheckConstraint(name="score_is_0_to_100", condition=Q(points__range=(0, 100))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="scores_are_fixed_once_submitted",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SCORES_ARE_FIXED,
            ),
        ]

    def __str__(self) -> str:
        return str(self.points)
