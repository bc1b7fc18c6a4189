"""What whoever decides reads of an entry: what was handed in last, under its alias."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import F, Q
from django.http import Http404, HttpRequest

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_moderator, signed_in
from bounties.entries.models import Entry, EntryVersion
from bounties.errors import BountyError
from bounties.judging.judged import JUDGED, BlindEntry, blind_entries
from bounties.judging.policies import require_blind_reader


def arbiter_of(request: HttpRequest) -> User:
    """The reader, if they are an arbiter; for everyone else these pages are not there."""
    user = signed_in(request.user)
    if not is_arbiter(user):
        raise Http404
    return user


def moderator_of(request: HttpRequest) -> User:
    """The reader, if they are a moderator; for everyone else these pages are not there."""
    user = signed_in(request.user)
    if not is_moderator(user):
        raise Http404
    return user


def deciding_staff(request: HttpRequest) -> User:
    """The reader, if they are a moderator or an arbiter."""
    user = signed_in(request.user)
    if not (is_moderator(user) or is_arbiter(user)):
        raise Http404
    return user


def text_of(entry: Entry, reader: User) -> BlindEntry | None:
    """What was last handed in; None while it is sealed."""
    return texts_of([entry], reader).get(entry.pk)


def texts_of(entries: Sequence[Entry], reader: User) -> dict[UUID, BlindEntry]:
    """What was last handed in of entries of one challenge; nothing while they are sealed, for staff as for anyone.

    Files of an entry that is out cannot be fetched any more, so they are left out.
    """
    try:
        require_blind_reader(entries[0].challenge, reader)
    except BountyError:
        return {}
    is_latest = Q(number=F("entry__latest_version"))
    versions = EntryVersion.objects.filter(is_latest, entry__in=entries).select_related("entry__challenge")
    standing = {one.pk for one in entries if one.status in JUDGED}
    found = blind_entries(list(versions), reader)
    return {one.id: one if one.id in standing else replace(one, files=()) for one in found}


def entry_named(entry_id: UUID) -> Entry:
    """The entry with its challenge, or 404."""
    found = Entry.objects.select_related("challenge__sponsor").filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found
