"""One person's vote for or against one idea."""

import uuid
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from bounties.ideas.models import gates
from bounties.ideas.models.idea import DIGITS, PLACES, Idea
from payments.sentences import filled
from workers.clock import LaurelNow

CAST = pgtrigger.Insert | pgtrigger.UpdateOf("value")
PLACED = pgtrigger.Insert | pgtrigger.UpdateOf("idea_id", "counts")


class IdeaVote(models.Model):
    """It counts for the idea it was cast for, or for the one that this was merged into; once per person there.

    A vote that was taken back is worth nothing and stays as a row; so does one that a merge set aside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="votes")  # for which it counts
    cast_for = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField()  # 1 for, -1 against, 0 taken back
    counts = models.BooleanField(default=True)  # not after a merge, if its voter has another there
    cast_at = models.DateTimeField(db_default=LaurelNow(), editable=False)  # set by the gate, as is its weight
    weight = models.DecimalField(
        max_digits=DIGITS, decimal_places=PLACES, default=Decimal(0), editable=False
    )  # see gates.py

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="idea_vote_counts_once_per_person", fields=["idea", "voter"], condition=Q(counts=True)
            ),
            models.UniqueConstraint(name="idea_vote_is_one_per_person", fields=["cast_for", "voter"]),
            models.CheckConstraint(name="idea_vote_is_for_or_against", condition=Q(value__in=[-1, 0, 1])),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="idea_vote_is_cast_on_an_open_board",
                when=pgtrigger.Before,
                operation=CAST,
                declare=[("board", "record")],
                func=gates.CAST_ON_AN_OPEN_BOARD,
            ),
            pgtrigger.Trigger(
                name="idea_vote_is_for_others",
                when=pgtrigger.Before,
                operation=PLACED,
                condition=pgtrigger.Q(new__counts=True),
                func=gates.IS_FOR_OTHERS,
            ),
            pgtrigger.Trigger(
                name="idea_vote_goes_with_its_idea",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("idea_id"),
                func=gates.GOES_WITH_ITS_IDEA,
            ),
            pgtrigger.Protect(
                name="idea_vote_is_weighed_by_the_clock", operation=pgtrigger.UpdateOf("weight", "cast_at")
            ),
            pgtrigger.ReadOnly(name="idea_vote_stays_its_voters", fields=["voter", "cast_for"]),
            pgtrigger.Protect(
                name="idea_vote_is_set_aside_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__counts=False, new__counts=True),
            ),
            pgtrigger.Protect(name="idea_vote_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="idea_votes_are_summed_up",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),
                func=gates.SUM_UP_NEW,
            ),
            pgtrigger.Trigger(
                name="idea_votes_are_summed_up_anew",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="removed", new="added"),
                func=gates.SUM_UP_CHANGED,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{value} for {subject}"), value=f"{self.value:+d}", subject=self.idea_id)
