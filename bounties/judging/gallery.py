"""Pictures of entries, under their aliases and in their order: who may look, and at which.

Where a format's entries are open, everyone who sees the challenge does; where they are sealed, the judging side, blind
and after the deadline, or from then on everyone, if the format says so. Only what our own decoder drew is ever shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, QuerySet

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion, Picture, Rendition
from bounties.errors import BountyError
from bounties.judging import policies
from bounties.judging.aliases import alias_of
from bounties.judging.judged import JUDGED, judged_versions, pictures_by_file
from bounties.judging.reading import versions_for

Reader = User | AnonymousUser
SHOWN_AS_THEY_COME = [Entry.Status.SUBMITTED, Entry.Status.LOCKED, *JUDGED]
NOT_OPEN_YET = [Challenge.Status.APPROVED, Challenge.Status.FUNDING, Challenge.Status.SCHEDULED]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One entry's pictures, without anything that names its entrant."""

    id: UUID
    alias: str
    title: str
    pictures: Sequence[Picture]


def shown_versions(challenge: Challenge, reader: Reader) -> QuerySet[EntryVersion]:
    """What was last submitted of each entry that this reader may look at, in the order of aliases.

    Raises NotAllowed or NotJudging.
    """
    if challenge.rules.entries_are_sealed:
        if challenge.rules.entries_show_once_closed:
            policies.require_unsealed(challenge)
            return judged_versions(challenge)
        return versions_for(challenge, reader)
    shown = JUDGED if challenge.screening else SHOWN_AS_THEY_COME
    entries = Entry.objects.filter(challenge=challenge, status__in=shown)
    return EntryVersion.objects.filter(entry__in=entries, number=F("entry__latest_version")).order_by("entry_id")


def versions_with_pictures(challenge: Challenge, reader: Reader) -> QuerySet[EntryVersion]:
    """Those of them that have something to look at. Raises as `shown_versions` does."""
    drawn = Picture.objects.filter(file__entry=OuterRef("entry"), status=Picture.Status.DRAWN)
    return shown_versions(challenge, reader).filter(Exists(drawn))


def exhibits(versions: Sequence[EntryVersion]) -> list[Exhibit]:
    """Their drawn pictures; two queries however many they are."""
    pictures = pictures_by_file(file["id"] for version in versions for file in version.files)
    return [
        Exhibit(
            id=version.entry_id,
            alias=alias_of(version.entry_id),
            title=version.title,
            pictures=[pictures[file["id"]] for file in version.files if _is_drawn(pictures.get(file["id"]))],
        )
        for version in versions
    ]


def exhibition(challenge: Challenge, reader: Reader, *, at_most: int) -> list[Exhibit]:
    """The first of them, for a page; none for whom there is nothing to see."""
    if challenge.status in NOT_OPEN_YET or not _has_pictures(challenge):
        return []  # of most challenges, and then nobody need be asked who they are
    try:
        return exhibits(list(versions_with_pictures(challenge, reader)[:at_most]))
    except BountyError:
        return []


def _has_pictures(challenge: Challenge) -> bool:
    return Picture.objects.filter(file__entry__challenge=challenge, status=Picture.Status.DRAWN).exists()


def rendition_for(rendition_id: UUID, reader: Reader) -> Rendition:
    """A small copy, for its entry's team and whoever may look at the entry; DoesNotExist for everyone else."""
    rendition = Rendition.objects.select_related("picture__file__entry").get(pk=rendition_id)
    file = rendition.picture.file
    if Entry.objects.visible_to(reader).filter(pk=file.entry_id).exists():
        return rendition
    challenge = Challenge.objects.visible_to(reader).filter(pk=file.entry.challenge_id).first()
    if challenge is None:
        raise Rendition.DoesNotExist
    try:
        version = shown_versions(challenge, reader).filter(entry=file.entry_id).first()
    except BountyError as refusal:
        raise Rendition.DoesNotExist from refusal
    if version is None or str(file.pk) not in {one["id"] for one in version.files}:
        raise Rendition.DoesNotExist
    return rendition


def _is_drawn(picture: Picture | None) -> bool:
    return picture is not None and picture.status == Picture.Status.DRAWN
