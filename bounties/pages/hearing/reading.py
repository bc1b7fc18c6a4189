"""What whoever decides reads of an entry: what was handed in last, under its alias."""

from dataclasses import replace
from uuid import UUID

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
    """What was last handed in; None while entries are sealed, where staff reads no more than anyone.

    Files of an entry that is out cannot be fetched any more, so they are left out.
    """
    try:
        require_blind_reader(entry.challenge, reader)
    except BountyError:
        return None
    version = EntryVersion.objects.filter(entry=entry, number=entry.latest_version).first()
    if version is None:
        return None
    version.entry = entry
    found = blind_entries([version], reader)[0]
    return found if entry.status in JUDGED else replace(found, files=())


def entry_named(entry_id: UUID) -> Entry:
    """The entry with its challenge, or 404."""
    found = Entry.objects.select_related("challenge__sponsor").filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found
