"""What the public's votes give an entry, where a jury's scores count beside them."""

import pgtrigger
from django.db import models
from django.db.models import Q

from bounties.entries.models import Entry

HIGHEST = 100
# A tally of a later room: that room writes both in one transaction, and nobody else writes either.
COMES_WITH_THE_TALLY = """
IF NOT EXISTS (
    SELECT FROM entries_entry AS entry JOIN ballots_tally AS tally ON tally.challenge_id = entry.challenge_id
    WHERE entry.id = NEW.entry_id AND tally.placings @> jsonb_build_array(jsonb_build_object('entry', entry.id::text))
) THEN
    RAISE EXCEPTION 'the public scores what it voted about, once the votes are counted'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'public_score_comes_with_the_tally';
END IF;
RETURN NEW;
"""


class PublicScore(models.Model):
    """0 to 100 points, from the tally alone; none where too few people voted. `blending` has the scale."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="public_score")
    points = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        constraints = [
            models.CheckConstraint(name="public_score_is_0_to_100", condition=Q(points__range=(0, HIGHEST))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="public_score_comes_with_the_tally",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=COMES_WITH_THE_TALLY,
            ),
            pgtrigger.Protect(name="public_score_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.points)
