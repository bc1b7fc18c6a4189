"""What a challenge promises and by what it is measured; fixed, with the terms, once it was submitted."""

import pgtrigger
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from bounties.challenges.models import life
from bounties.challenges.models.challenge import Challenge

SUM_UP = """
UPDATE challenges_challenge SET prize_total = (
    SELECT coalesce(sum(amount * count), 0) FROM challenges_prize WHERE challenge_id = challenges_challenge.id
) WHERE id IN (
    CASE WHEN TG_OP = 'INSERT' THEN NEW.challenge_id ELSE OLD.challenge_id END,
    CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END
);
RETURN NULL;
"""
CHANGES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


# Nothing of it changes but its amount, which rises, before the entries close.
RISES = """
TG_OP = 'UPDATE' AND NEW.amount > OLD.amount
AND to_jsonb(NEW) - 'amount' = to_jsonb(OLD) - 'amount'
AND coalesce(nullif(paused_from, ''), status) IN ('scheduled', 'open')
"""
# Deferred: the purse's target and the prize rise in one transaction. Without a purse, or before it is held: no promise.
AS_LARGE_AS_THE_PURSE = """
IF EXISTS (
    SELECT FROM payments_purse AS purse JOIN challenges_challenge AS challenge ON purse.reference = challenge.id::text
    WHERE challenge.id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END)
    AND purse.status IN ('held', 'part_released', 'frozen') AND purse.target <> challenge.prize_total
) THEN
    RAISE EXCEPTION 'a held purse is as large as the prizes'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'purse_is_as_large_as_the_prizes';
END IF;
RETURN NULL;
"""


def fixed_outside(name: str, statuses: list[life.Status], *, unless: str = "FALSE") -> pgtrigger.Trigger:
    """A trigger of that name that refuses every change of a part while its challenge is in none of these statuses.

    `unless` is a condition, in SQL, under which a change is none that anyone must be protected from.
    """
    names = ", ".join(f"'{status}'" for status in statuses)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=CHANGES,
        func=f"""
        IF EXISTS (
            SELECT FROM challenges_challenge
            WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.challenge_id ELSE NEW.challenge_id END)
            AND status NOT IN ({names}) AND NOT ({unless})
        ) THEN
            RAISE EXCEPTION '{name.replace("_", " ")}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """,
    )


class Prize(models.Model):
    """One place: `count` awards of `amount` minor units each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="prizes")
    rank = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    count = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(name="prize_is_one_per_rank", fields=["challenge", "rank"]),
            models.CheckConstraint(name="prize_amount_is_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="prize_count_is_positive", condition=Q(count__gt=0)),
            models.CheckConstraint(name="prize_rank_counts_from_one", condition=Q(rank__gt=0)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="prizes_are_summed_up",
                when=pgtrigger.After,
                operation=CHANGES,
                func=SUM_UP,
            ),
            # The money is counted by them, so they change only in the drawer; what is paid for may rise.
            fixed_outside("prizes_are_fixed_once_submitted", life.UNSUBMITTED, unless=RISES),
            pgtrigger.Trigger(
                name="purse_is_as_large_as_the_prizes",
                when=pgtrigger.After,
                operation=CHANGES,
                timing=pgtrigger.Deferred,
                func=AS_LARGE_AS_THE_PURSE,
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"Place {self.rank}"


class Criterion(models.Model):
    """One measure of the rubric; the weights of a challenge sum to 100, the order is the priority in ties."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField()
    guidance = models.TextField(blank=True)
    priority = models.PositiveSmallIntegerField()  # counts from 0

    class Meta:
        ordering = ["priority"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(name="criterion_name_is_one_per_challenge", fields=["challenge", "name"]),
            models.UniqueConstraint(
                name="criterion_priority_is_one_per_challenge",
                fields=["challenge", "priority"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="criterion_weight_is_a_share_of_100", condition=Q(weight__range=(1, 100))),
            models.CheckConstraint(name="criterion_has_a_name", condition=~Q(name="")),
        ]
        triggers = [fixed_outside("rubric_is_fixed_once_judged_by", [*life.UNSUBMITTED, *life.AMENDABLE])]

    def __str__(self) -> str:
        return self.name
