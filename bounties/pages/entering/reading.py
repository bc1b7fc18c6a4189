"""One's own entry with all that its page shows, in few queries."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Terms
from bounties.entries.models import WRITABLE, Amendment, Entry, EntryFile, Picture
from bounties.entries.policies import is_captain
from workers.clock import LaurelNow

NEWER = Terms.objects.filter(challenge=OuterRef("challenge"), is_material=True, number__gt=OuterRef("terms__number"))


def entry_of(user: User, entry_id: UUID) -> Any:
    """The entry as its team sees it, with the hour of the database's clock; 404 for everyone else."""
    proposed = Amendment.objects.filter(challenge=OuterRef("challenge"), status=Amendment.Status.OPEN)
    found = (
        Entry.objects.visible_to(user)
        .in_detail()
        .annotate(now=LaurelNow(), terms_changed=Exists(NEWER), is_asked_anew=Exists(proposed))
    )
    return get_object_or_404(found, pk=entry_id)


def may_write(entry: Any, user: User) -> bool:
    """Whether to show the editor; the service and the database's gate have the last word."""
    challenge = entry.challenge
    is_open = challenge.status == Challenge.Status.OPEN and challenge.closes_at > entry.now
    return is_captain(entry, user) and is_open and entry.status in WRITABLE


def files_of(entry: Entry) -> list[EntryFile]:
    """What the next version will have."""
    return [file for file in entry.files.all() if not file.removed_at]


def is_being_checked(files: list[EntryFile]) -> bool:
    """Whether a worker still looks at one of them."""
    pictures = [picture for file in files if (picture := getattr(file, "picture", None))]
    return any(picture.status == Picture.Status.WAITING for picture in pictures)
