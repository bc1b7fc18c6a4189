"""What the database keeps of a staged prize: its stages are paid for from the last, and opened from the first.

A stage is a challenge of its own, with its own purse, entries, panel and decision. These are parts of Challenge.
"""

import pgtrigger
from django.db import models
from django.db.models import Q

MOST_STAGES = 10

# Publishing a stage promises those after it, so their money is held before; so the first is published last.
HELD_FROM_THE_LAST = """
IF (
    jsonb_array_length(NEW.stages) > 0
    OR EXISTS (SELECT FROM challenges_challenge WHERE follows_id = NEW.id AND status <> 'cancelled')
) AND NOT EXISTS (
    SELECT FROM challenges_challenge WHERE follows_id = NEW.id AND status IN ('scheduled', 'paused')
) THEN
    RAISE EXCEPTION 'a stage is published only once the money of those after it is held'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_is_published_once_later_ones_are_held';
END IF;
RETURN NEW;
"""
OPENED_FROM_THE_FIRST = """
IF NOT EXISTS (
    SELECT FROM challenges_challenge WHERE id = NEW.follows_id AND status IN ('awarding', 'completed')
) THEN
    RAISE EXCEPTION 'a stage opens only once somebody has passed the one before'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_opens_once_the_one_before_is_decided';
END IF;
RETURN NEW;
"""

CONSTRAINTS = [
    models.CheckConstraint(
        name="stage_follows_another_iff_not_the_first",
        condition=Q(stage=1, follows=None) | Q(stage__range=(2, MOST_STAGES), follows__isnull=False),
    ),
    models.CheckConstraint(name="stages_are_said_in_the_first", condition=Q(stage=1) | Q(stages=[])),
    models.UniqueConstraint(
        name="stage_is_followed_by_one", fields=["follows"], condition=~Q(follows=None) & ~Q(status="cancelled")
    ),
]
TRIGGERS = [
    pgtrigger.ReadOnly(name="stage_keeps_its_place", fields=["stage", "follows"]),
    pgtrigger.Trigger(
        name="stage_is_published_once_later_ones_are_held",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__published_at__isnull=True, new__published_at__isnull=False),
        func=HELD_FROM_THE_LAST,
    ),
    pgtrigger.Trigger(
        name="stage_opens_once_the_one_before_is_decided",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__status="open", new__follows__isnull=False) & ~pgtrigger.Q(old__status="open"),
        func=OPENED_FROM_THE_FIRST,
    ),
]
