"""What an entry wins, and the bars that keep awards within the prizes that were promised and funded."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.awards import life
from bounties.awards.life import GONE, MOVES, TIMED, Status
from bounties.awards.querysets import AwardQuerySet
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from payments.money import Money
from payments.sentences import filled
from workers.clock import LaurelNow

WITHIN_ITS_PRIZE = """
IF NEW.kind = 'prize' AND NOT EXISTS (
    SELECT FROM challenges_prize
    WHERE challenge_id = NEW.challenge_id AND rank = NEW.rank AND count >= NEW.slot AND amount >= NEW.amount
) THEN
    RAISE EXCEPTION 'an award is one of the places, and no more than its prize'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_within_its_prize';
END IF;
IF NOT EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND challenge_id = NEW.challenge_id) THEN
    RAISE EXCEPTION 'an award is for an entry to its own challenge'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_for_an_entry_to_its_challenge';
END IF;
RETURN NEW;
"""
# The lock makes concurrent awards wait for each other, so that none of them sums without the others.
WITHIN_THE_PURSE = """
PERFORM 1 FROM challenges_challenge WHERE id = NEW.challenge_id FOR NO KEY UPDATE;
IF EXISTS (
    SELECT FROM challenges_challenge AS challenge
    WHERE challenge.id = NEW.challenge_id AND (
        challenge.currency <> NEW.currency
        OR challenge.prize_total < (
            SELECT sum(amount) FROM awards_award WHERE challenge_id = NEW.challenge_id
            AND status NOT IN ('annulled', 'declined', 'forfeited', 'revoked')
        )
    )
) THEN
    RAISE EXCEPTION 'the awards of a challenge are no more than its purse, in its currency'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'awards_are_within_the_purse';
END IF;
RETURN NULL;
"""
AT_ITS_PRICE = """
IF NEW.kind = 'prize' AND EXISTS (
    SELECT FROM entries_entryversion AS version JOIN entries_entry AS entry ON entry.id = version.entry_id
    WHERE entry.id = NEW.entry_id AND version.number = entry.latest_version AND version.price <> NEW.amount
) THEN
    RAISE EXCEPTION 'an offer is taken at its price'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_at_the_offered_price';
END IF;
RETURN NEW;
"""
# The least that the end of the time may leave: the entrant's signature for the work, and somebody who can be paid.
WITH_ITS_PAPERS = """
IF NEW.kind <> 'kill_fee' AND EXISTS (
    SELECT FROM challenges_challenge AS challenge
    JOIN entries_entry AS entry ON entry.id = NEW.entry_id
    WHERE challenge.id = NEW.challenge_id AND (
        'rights' = ANY(challenge.papers) AND NOT EXISTS (
            SELECT FROM awards_paper WHERE award_id = NEW.id AND kind = 'rights' AND user_id = entry.entrant_id
        )
        OR 'identity' = ANY(challenge.papers) AND NOT EXISTS (
            SELECT FROM awards_paper WHERE award_id = NEW.id AND kind = 'identity'
        )
    )
) THEN
    RAISE EXCEPTION 'an award is payable once what was asked of its winners is done'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'award_is_payable_with_its_papers';
END IF;
RETURN NEW;
"""
STANDS = ~Q(status__in=GONE)


class Award(models.Model):
    """What one entry wins, in minor units of the challenge's currency; only its status and its time ever change."""

    Status = Status
    MOVES: ClassVar = MOVES

    class Kind(models.TextChoices):
        """A place of the rubric, a part of an undecided purse, or the fee for a purse that was not awarded."""

        PRIZE = "prize", gettext_lazy("Prize")
        SPLIT = "split", gettext_lazy("Split")
        KILL_FEE = "kill_fee", gettext_lazy("Kill fee")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="awards")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PRIZE)
    rank = models.PositiveSmallIntegerField()
    slot = models.PositiveSmallIntegerField(default=1)  # counts the awards of one rank
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.TextField()
    status = models.CharField(max_length=16, choices=Status, default=Status.PROVISIONAL)
    due_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.ForeignKey(  # who asked for more time for the papers; null: nobody did
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(db_default=LaurelNow())

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "slot", "created_at"]
        constraints = [
            models.UniqueConstraint(name="award_is_one_per_entry", fields=["entry"], condition=STANDS),
            models.UniqueConstraint(
                name="award_is_one_per_place", fields=["challenge", "rank", "slot"], condition=STANDS
            ),
            models.CheckConstraint(name="award_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="award_place_counts_from_one", condition=Q(rank__gte=1, slot__gte=1)),
            models.CheckConstraint(name="award_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="award_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="award_is_due_iff_timed", condition=Q(status__in=TIMED) ^ Q(due_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="award_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="award_moves_legally",
                field="status",
                transitions=[(str(old), str(new)) for old, after in MOVES.items() for new in sorted(after)],
            ),
            pgtrigger.Protect(
                name="award_is_born_before_it_is_accepted",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__status__in=["proposed", "provisional", "revised", "offered"]),
            ),
            pgtrigger.ReadOnly(
                name="award_keeps_what_was_awarded",
                fields=["challenge", "entry", "kind", "rank", "slot", "amount", "currency", "reason"],
            ),
            pgtrigger.Protect(
                name="award_is_extended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__extended_by__isnull=False)
                & pgtrigger.Q(old__extended_by__df=pgtrigger.F("new__extended_by")),
            ),
            pgtrigger.Trigger(
                name="award_is_payable_with_its_papers",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Q(new__status="payable"),
                func=WITH_ITS_PAPERS,
            ),
            pgtrigger.Protect(name="award_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="award_is_within_its_prize",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WITHIN_ITS_PRIZE,
            ),
            pgtrigger.Trigger(
                name="award_is_at_the_offered_price",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=AT_ITS_PRICE,
            ),
            pgtrigger.Trigger(
                name="awards_are_within_the_purse",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=WITHIN_THE_PURSE,
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("Rank {rank} of {challenge}: {status}"),
            rank=self.rank,
            challenge=self.challenge_id,
            status=self.get_status_display(),
        )

    @property
    def money(self) -> Money:
        """What it is worth."""
        return Money(self.amount, self.currency)

    def move_to(self, status: life.Status, *, due_at: datetime | None = None) -> None:
        """Enter the next status in memory, or raise IllegalMove; the service saves. `due_at` as TIMED demands."""
        if status not in self.MOVES[Status(self.status)]:
            raise IllegalMove(
                _("An award that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, due_at
