"""What the comparison of entries keeps, and what it found."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.entries.models.entry import Entry
from bounties.entries.querysets import SimilarityFlagQuerySet
from bounties.errors import IllegalMove
from payments.sentences import filled
from workers.clock import LaurelNow

SAME_CHALLENGE = """
IF (SELECT count(DISTINCT challenge_id) FROM entries_entry WHERE id IN (NEW.entry_id, NEW.resembles_id)) <> 1 THEN
    RAISE EXCEPTION 'entries are compared within one challenge'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'similarity_is_within_one_challenge';
END IF;
RETURN NEW;
"""


class TextSketch(models.Model):
    """The latest submitted text of an entry, in a form in which thousands are compared; see similarity/shingling.py."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="sketch")
    hashes = models.BinaryField()


class FlagState(models.TextChoices):
    """What a moderator made of it."""

    OPEN = "open", gettext_lazy("Open")
    DISMISSED = "dismissed", gettext_lazy("Dismissed")
    UPHELD = "upheld", gettext_lazy("Upheld")


FLAG_MOVES: dict[FlagState, set[FlagState]] = {
    FlagState.OPEN: {FlagState.DISMISSED, FlagState.UPHELD},
    FlagState.DISMISSED: set(),
    FlagState.UPHELD: set(),
}


class SimilarityFlag(models.Model):
    """Two entries of different people that look alike. It does nothing by itself: a moderator looks, and says why."""

    State = FlagState
    MOVES: ClassVar = FLAG_MOVES

    class Kind(models.TextChoices):
        """In what: text runs, the looks of a picture, or a file that is the same to the byte."""

        TEXT = "text", gettext_lazy("Text")
        PICTURE = "picture", gettext_lazy("Picture")
        FILE = "file", gettext_lazy("File")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="likenesses")  # whose version raised it
    resembles = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    score = models.PositiveSmallIntegerField()  # percent
    state = models.CharField(max_length=12, choices=FlagState, default=FlagState.OPEN)
    raised_at = models.DateTimeField(db_default=LaurelNow())
    decided_by = models.ForeignKey(  # null: the entry went away, so nobody had to decide
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = SimilarityFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("entry", "resembles"), Greatest("entry", "resembles"), "kind", name="similarity_is_flagged_once"
            ),
            models.CheckConstraint(name="similarity_is_between_two", condition=~Q(entry=F("resembles"))),
            models.CheckConstraint(name="similarity_score_is_a_percentage", condition=Q(score__range=(1, 100))),
            models.CheckConstraint(name="similarity_kind_is_known", condition=Q(kind__in=["text", "picture", "file"])),
            models.CheckConstraint(name="similarity_state_is_known", condition=Q(state__in=FlagState.values)),
            models.CheckConstraint(
                name="similarity_is_decided_with_a_reason",
                condition=Q(state="open", decided_by=None, decided_at=None, reason="")
                | (~Q(state="open") & Q(decided_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["id"], name="similarity_open", condition=Q(state="open"))]
        triggers = [
            pgtrigger.FSM(
                name="similarity_is_decided_once",
                field="state",
                transitions=[(str(old), str(new)) for old, after in FLAG_MOVES.items() for new in sorted(after)],
            ),
            pgtrigger.Trigger(
                name="similarity_is_within_one_challenge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SAME_CHALLENGE,
            ),
            pgtrigger.Protect(name="similarity_flag_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{kind} {score} %"), kind=self.get_kind_display(), score=self.score)

    def move_to(self, state: FlagState) -> None:
        """Enter the next state in memory, or refuse; the service saves."""
        if state not in self.MOVES[FlagState(self.state)]:
            raise IllegalMove(
                _("A flag that is “{status}” cannot become “{wanted}”."),
                status=self.get_state_display(),
                wanted=state.label,
            )
        self.state = state
