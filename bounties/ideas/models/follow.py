"""Whether somebody wants to hear what becomes of an idea."""

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

from bounties.entries.models import Entry
from workers.clock import LaurelNow


class IdeaFollow(models.Model):
    """What a person said of it themselves; who posted, voted or commented hears of it unless they said otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hears = models.BooleanField()
    said_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="idea_follow_is_one_per_person", fields=["entry", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'hears' if self.hears else 'does not hear'} of {self.entry_id}"
