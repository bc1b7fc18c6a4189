"""What was received: immutable versions with their receipts, and the files that belong to them."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from bounties.entries.models.entry import Entry
from payments.money import Money
from payments.sentences import filled
from workers.clock import LaurelNow

# FOR SHARE, not the foreign key's own FOR KEY SHARE, which would let a version pass the closer. The clock is read after
# the lock is held: whoever waited for the closer finds the challenge closed, and the closer finds every version before.
GATE = """
SELECT challenge.status, challenge.closes_at INTO gate
FROM challenges_challenge AS challenge
WHERE challenge.id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id)
FOR SHARE;
NEW.received_at := laurel_now();
-- Mended after its screening: nothing of what was received may change, only files and what is said of AI be added.
IF gate.status = 'judging' AND EXISTS (
    SELECT FROM entries_screening AS screening
    JOIN entries_entryversion AS before ON before.entry_id = screening.entry_id AND before.number = NEW.number - 1
    WHERE screening.entry_id = NEW.entry_id AND screening.status = 'curing' AND screening.due_at > NEW.received_at
    AND before.title = NEW.title AND before.body = NEW.body AND before.price IS NOT DISTINCT FROM NEW.price
    AND NEW.files @> before.files
) THEN
    RETURN NEW;
END IF;
IF gate.status IS DISTINCT FROM 'open' OR NEW.received_at >= gate.closes_at THEN
    RAISE EXCEPTION 'the challenge takes no entries any more'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_version_received_in_time';
END IF;
RETURN NEW;
"""

WITHIN_THE_BUDGET = """
IF NEW.price > (
    SELECT coalesce(max(prize.amount), 0) FROM challenges_prize AS prize
    JOIN entries_entry AS entry ON entry.challenge_id = prize.challenge_id WHERE entry.id = NEW.entry_id
) THEN
    RAISE EXCEPTION 'an offer is at or under the ceiling'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_price_is_within_the_budget';
END IF;
RETURN NEW;
"""


class EntryVersion(models.Model):
    """One submission, never changed. Its receipt: entry, number, SHA-256 of canonical bytes, the database's time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField()
    ai_use = models.TextField(blank=True, default="")  # as the entrant disclosed it
    price = models.BigIntegerField(null=True)  # minor units of the challenge's currency; of an offer
    files = models.JSONField(default=list)  # [{id, name, size, sha256, media_type}], in order of id
    sha256 = models.CharField(max_length=64)  # hex
    received_at = models.DateTimeField(db_default=LaurelNow(), editable=False)  # set by the gate

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="entry_versions_are_numbered", fields=["entry", "number"]),
            models.CheckConstraint(name="entry_version_number_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="entry_version_price_is_positive", condition=Q(price__gt=0)),
            models.CheckConstraint(name="entry_version_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="entry_price_is_within_the_budget",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WITHIN_THE_BUDGET,
            ),
            pgtrigger.Trigger(
                name="entry_version_received_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("gate", "record")],
                func=GATE,
            ),
            pgtrigger.Protect(name="entry_version_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="entry_versions_are_never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'receipts are never truncated';",
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("Version {number} of {entry}"), number=self.number, entry=self.entry_id)

    @property
    def offered(self) -> Money | None:
        """What it asks for, where it is an offer."""
        return None if self.price is None else Money(self.price, self.entry.challenge.currency)


def random_name(file: "EntryFile", filename: str) -> str:
    """Where a file is stored: nothing of its given name, so that nothing of it can do harm."""
    key = uuid.uuid4().hex
    return f"entries/{key[:2]}/{key}"


class EntryFile(models.Model):
    """A file beside an entry's text: sniffed, hashed, stored under a random name, served only as an attachment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey(  # the first that it was submitted with; null: not submitted yet
        EntryVersion, on_delete=models.PROTECT, related_name="new_files", null=True
    )
    file = models.FileField(upload_to=random_name, max_length=120)
    name = models.CharField(max_length=120)  # as the entrant calls it
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # hex, of the bytes
    media_type = models.CharField(max_length=80)  # as sniffed from the bytes
    removed_at = models.DateTimeField(null=True, blank=True)  # not part of the next version
    created_at = models.DateTimeField(db_default=LaurelNow())

    authors: tuple[str, ...] = ()  # whom the document names; known only where it has just been uploaded

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="entry_file_holds_something", condition=Q(size__gt=0)),
            models.CheckConstraint(name="entry_file_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.name
