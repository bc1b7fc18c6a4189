"""The tally: counted once, when the audit is over."""

import pgtrigger
from django.db import models

from bounties.challenges.models import Challenge
from workers.clock import LaurelNow


class Tally(models.Model):
    """What the votes said. `placings` is best first: position, entry, score (as text), votes."""

    challenge = models.OneToOneField(Challenge, on_delete=models.PROTECT, primary_key=True, related_name="tally")
    counted = models.PositiveIntegerField()  # ballots
    voided = models.PositiveIntegerField()  # ballots, kept and not counted
    placings = models.JSONField()
    tallied_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        verbose_name_plural = "tallies"
        triggers = [
            pgtrigger.Protect(name="tally_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Tally of {self.challenge_id}"
