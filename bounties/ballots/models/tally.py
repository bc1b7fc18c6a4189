"""The tally: counted once, when the audit is over."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext

from bounties.challenges.models import Challenge
from payments.sentences import filled
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
        return filled(gettext("Tally of {challenge}"), challenge=self.challenge_id)
