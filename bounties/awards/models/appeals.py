"""Appeals: what is contested, on which ground, what the other side says, and how it ended."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.awards.models.award import Award
from bounties.awards.models.involvement import FROM_APPEALS
from bounties.awards.querysets import AppealQuerySet
from bounties.challenges.models import Challenge
from bounties.challenges.models.involvement import uninvolved
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from payments.sentences import filled
from workers.clock import LaurelNow

IS_OF_ITS_CHALLENGE = """
IF NOT EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND challenge_id = NEW.challenge_id)
OR (NEW.award_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM awards_award WHERE id = NEW.award_id AND challenge_id = NEW.challenge_id)) THEN
    RAISE EXCEPTION 'an appeal, its entry and its award are of one challenge'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_of_one_challenge';
END IF;
RETURN NEW;
"""
# What annuls an award answers everyone who contested it: those appeals name the one that was heard.
IS_HEARD = """
IF NEW.arbiter_id IS NOT NULL AND NEW.settled_with_id IS NULL AND laurel_now() < NEW.answer_by AND EXISTS (
    SELECT FROM awards_appealanswer WHERE appeal_id = NEW.id AND text = '') THEN
    RAISE EXCEPTION 'the other side may still answer this appeal'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_decided_once_heard';
END IF;
RETURN NEW;
"""
ANSWER_IS_IN_TIME = """
IF laurel_now() >= (SELECT answer_by FROM awards_appeal WHERE id = NEW.appeal_id) THEN
    RAISE EXCEPTION 'the time to answer this appeal is over'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_is_answered_in_time';
END IF;
RETURN NEW;
"""


class Subject(models.TextChoices):
    """What an appeal contests: an award that somebody got, or a move that put one's own entry out."""

    AWARD = "award", gettext_lazy("Award")
    DISQUALIFICATION = "disqualification", gettext_lazy("Disqualification")
    SCREENING = "screening", gettext_lazy("Screening")
    REJECTION = "rejection", gettext_lazy("Rejection")  # in a queue where entries are accepted one by one


class Ground(models.TextChoices):
    """On which ground; `grounds.GROUNDS` says what each means and which evidence helps."""

    RULE_MISAPPLIED = "rule_misapplied", gettext_lazy("Rule Misapplied")
    CONFLICT_OF_INTEREST = "conflict_of_interest", gettext_lazy("Conflict Of Interest")
    SCORE_ERROR = "score_error", gettext_lazy("Score Error")
    PLAGIARISM = "plagiarism", gettext_lazy("Plagiarism")
    INELIGIBLE_WINNER = "ineligible_winner", gettext_lazy("Ineligible Winner")
    PROCEDURE = "procedure", gettext_lazy("Procedure")
    OTHER = "other", gettext_lazy("Other")


class AppealStatus(models.TextChoices):
    """What became of what it contests: it stands, it is undone, or the places were given anew by a re-review."""

    OPEN = "open", gettext_lazy("Open")
    UPHELD = "upheld", gettext_lazy("Upheld")
    ANNULLED = "annulled", gettext_lazy("Annulled")
    REVISED = "revised", gettext_lazy("Revised")


class AppealSide(models.TextChoices):
    """Who is asked to answer: the sponsor's managers, the winner, or the moderator who brought the charge."""

    SPONSOR = "sponsor", gettext_lazy("Sponsor")
    HOLDER = "holder", gettext_lazy("Holder")
    ACCUSER = "accuser", gettext_lazy("Accuser")


class Appeal(models.Model):
    """An entrant contests something; by `due_at` an arbiter without a part in it decides, else it stands.

    Within the appeal window the window stands still meanwhile.
    """

    Status = AppealStatus
    MOVES: ClassVar = {
        AppealStatus.OPEN: {AppealStatus.UPHELD, AppealStatus.ANNULLED, AppealStatus.REVISED},
        AppealStatus.UPHELD: set(),
        AppealStatus.ANNULLED: set(),
        AppealStatus.REVISED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="appeals")
    subject = models.CharField(max_length=16, choices=Subject, default=Subject.AWARD)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="appeals", null=True, blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="appeals")  # the appellant's own
    appellant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=24, choices=Ground, default=Ground.OTHER)
    reason = models.TextField()
    status = models.CharField(max_length=16, choices=AppealStatus, default=AppealStatus.OPEN)
    window_left = models.DurationField(null=True, blank=True)  # of the appeal window, given back when it goes on
    opened_at = models.DateTimeField(db_default=LaurelNow())
    answer_by = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    arbiter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )  # another appeal of the same award, whose verdict answered this one
    displaced = ArrayField(models.UUIDField(), default=list, blank=True)  # awards that it took, through nobody's fault
    verdict = models.TextField(blank=True)  # the arbiter's reason, for the parties
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="appeal_is_one_per_award_and_person", fields=["award", "appellant"]),
            models.UniqueConstraint(
                name="appeal_is_one_per_entry_at_a_time", fields=["entry"], condition=Q(award=None, status="open")
            ),
            models.CheckConstraint(name="appeal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="appeal_status_is_known", condition=Q(status__in=AppealStatus.values)),
            models.CheckConstraint(name="appeal_subject_is_known", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(name="appeal_ground_is_known", condition=Q(ground__in=Ground.values)),
            models.CheckConstraint(
                name="appeal_of_an_award_names_it_and_stops_its_window",
                condition=Q(subject="award", award__isnull=False, window_left__isnull=False)
                | (~Q(subject="award") & Q(award=None)),
            ),
            models.CheckConstraint(name="appeal_is_due_iff_open", condition=Q(status="open") ^ Q(due_at__isnull=True)),
            models.CheckConstraint(
                name="appeal_decided_has_its_time_and_verdict",
                condition=Q(status="open", decided_at=None, verdict="")
                | (~Q(status="open") & Q(decided_at__isnull=False) & ~Q(verdict="")),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="appeal_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="appeal_moves_legally",
                field="status",
                transitions=[("open", "upheld"), ("open", "annulled"), ("open", "revised")],
            ),
            pgtrigger.Protect(
                name="appeal_is_born_open", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__status="open")
            ),
            pgtrigger.ReadOnly(
                name="appeal_keeps_what_was_said",
                fields=[
                    *("challenge", "subject", "award", "entry", "appellant"),
                    *("ground", "reason", "window_left", "opened_at"),
                ],
            ),
            pgtrigger.Protect(name="appeal_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="appeal_is_of_one_challenge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=IS_OF_ITS_CHALLENGE,
            ),
            pgtrigger.Trigger(
                name="appeal_is_decided_once_heard",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="open") & ~pgtrigger.Q(new__status="open"),
                func=IS_HEARD,
            ),
            uninvolved(
                "appeal_is_decided_by_who_had_no_part",
                FROM_APPEALS,
                person="arbiter_id",
                operation=pgtrigger.UpdateOf("arbiter_id"),
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{status} against {contested}"),
            status=self.get_status_display(),
            contested=self.award_id or self.entry_id,
        )

    def move_to(self, status: AppealStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[AppealStatus(self.status)]:
            raise IllegalMove(
                _("An appeal that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, None


class AppealAnswer(models.Model):
    """One side that was asked, and what it said; a row without a text is a side that did not answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=8, choices=AppealSide)
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(name="appeal_asks_each_side_once", fields=["appeal", "side"]),
            models.CheckConstraint(name="appeal_side_is_known", condition=Q(side__in=AppealSide.values)),
            models.CheckConstraint(
                name="appeal_answer_has_its_author_and_time",
                condition=Q(text="", author=None, answered_at=None)
                | (~Q(text="") & Q(author__isnull=False, answered_at__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="appeal_answer_stays_with_its_side", fields=["appeal", "side"]),
            pgtrigger.Protect(
                name="appeal_is_answered_once",
                operation=pgtrigger.UpdateOf("text"),
                condition=~pgtrigger.Q(old__text=""),
            ),
            pgtrigger.Trigger(
                name="appeal_is_answered_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("text"),
                func=ANSWER_IS_IN_TIME,
            ),
            pgtrigger.Protect(name="appeal_answer_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{side} on {appeal}"), side=self.get_side_display(), appeal=self.appeal_id)
