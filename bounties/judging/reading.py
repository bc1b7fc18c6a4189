"""What the judging side reads: the sponsor's side every entry, a judge their own, each with its files."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.artwork.bare import PARTS, bare
from bounties.entries.models import EntryFile, EntryVersion
from bounties.entries.policies import may_screen
from bounties.errors import NotAllowed
from bounties.judging import policies
from bounties.judging.judged import NAMED, blind_files, entries_of, judged_versions, screened_versions
from bounties.judging.models import Judgeship
from bounties.judging.queueing import versions_reviewed_by


def versions_for(challenge: Challenge, reader: User | AnonymousUser) -> QuerySet[EntryVersion]:
    """The versions that this reader may see, in the order of aliases. Raises NotAllowed, NotJudging."""
    if challenge.rules.has_queue:
        return _of_queue(challenge, reader)
    seat = policies.require_blind_reader(challenge, reader)
    versions = judged_versions(challenge)
    return versions.filter(entry__in=entries_of(seat)) if seat else versions


def version_to_score(seat: Judgeship, entry_id: UUID) -> EntryVersion:
    """What this judge is to score. Raises EntryVersion.DoesNotExist for what is not theirs, NotJudging when sealed."""
    policies.require_unsealed(seat.challenge)
    return judged_versions(seat.challenge).filter(entry__in=entries_of(seat)).get(entry_id=entry_id)


def _of_queue(challenge: Challenge, reader: User | AnonymousUser) -> QuerySet[EntryVersion]:
    """From the first entry on, and never more than one has to do with."""
    if not policies.is_on_the_judging_side(challenge, reader):
        raise NotAllowed(_("Only the judges and the sponsor's side read the entries."))
    return versions_reviewed_by(challenge, reader)


@dataclass(frozen=True, slots=True)
class Download:
    """A file as its reader may have it: until the decision is final an image is bare of what its camera wrote."""

    name: str
    media_type: str
    content: IO[bytes]


def blind_file(file_id: UUID, reader: User) -> Download:
    """The file under what it is called here, if it belongs to what is judged.

    Raises EntryFile.DoesNotExist for everyone and everything else.
    """
    file = EntryFile.objects.select_related("entry").get(pk=file_id)
    challenge = Challenge.objects.visible_to(reader).filter(pk=file.entry.challenge_id).first()
    if challenge is None or not policies.is_on_the_judging_side(challenge, reader):
        raise EntryFile.DoesNotExist
    versions = list(versions_for(challenge, reader).filter(entry_id=file.entry_id))
    if not versions and may_screen(challenge, reader):
        versions = list(screened_versions(challenge).filter(entry_id=file.entry_id))
    for one in (one for version in versions for one in blind_files(version)):
        if one["id"] == str(file.pk):
            return Download(one["name"], file.media_type, _content_of(file, challenge))
    raise EntryFile.DoesNotExist


def _content_of(file: EntryFile, challenge: Challenge) -> IO[bytes]:
    stored: Any = file.file
    if challenge.phase in NAMED or file.media_type not in PARTS:
        opened: IO[bytes] = stored.open()
        return opened
    with stored.open() as content:
        return BytesIO(bare(content.read(), file.media_type))
