"""A submitted entry is compared with those that others submitted to the same challenge."""

from collections.abc import Iterator
from heapq import nlargest
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from bounties.entries.models import Entry, EntryFile, EntryVersion, Picture, SimilarityFlag, TextSketch
from bounties.entries.similarity.shingling import likeness, packed, sketch_of, unpacked
from workers.events import emit

LEAST_TEXT = 30  # percent of runs that both have; independent answers to one question share two or three
MOST_BITS = 6  # of a picture's 64 that may differ
PLAIN_BITS = 4  # a picture with fewer edges than this resembles every other plain one
COMMON = 5  # a file that more than so many others have is material that all were given
MOST_FLAGS = 20  # of one kind for one version
Kind = SimilarityFlag.Kind
Found = tuple[str, UUID, int]  # kind, the other entry, percent
# Two copies handed in at once must not overlook each other.
ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended('similarity ' || %s, 0))"


@transaction.atomic
def compare(*, entry_id: UUID) -> int:
    """Flag what the entry's latest version resembles; return how many flags are new. A repeat finds nothing new.

    An entrant's own entries are not compared with each other, nor what was withdrawn.
    """
    entry = Entry.objects.competing().filter(pk=entry_id).first()
    if entry is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ONE_BY_ONE, [str(entry.challenge_id)])
    version = entry.versions.get(number=entry.latest_version)
    others = Entry.objects.competing().filter(challenge=entry.challenge_id).exclude(entrant=entry.entrant_id)
    found = [*_in_text(version, others), *_in_pictures(version, others), *_in_files(version, others)]
    return sum(_flag(entry, kind, other, score) for kind, other, score in found)


def _in_text(version: EntryVersion, others: QuerySet[Entry]) -> list[Found]:
    mine = sketch_of(version.body)
    TextSketch.objects.update_or_create(entry_id=version.entry_id, defaults={"hashes": packed(mine)})
    if not mine:
        return []
    stored = TextSketch.objects.filter(entry__in=others).values_list("entry_id", "hashes")
    scores = (
        (Kind.TEXT.value, other, round(100 * likeness(mine, unpacked(bytes(hashes))))) for other, hashes in stored
    )
    return _highest(found for found in scores if found[2] >= LEAST_TEXT)


def _in_pictures(version: EntryVersion, others: QuerySet[Entry]) -> list[Found]:
    drawn = Picture.objects.filter(status=Picture.Status.DRAWN)
    own = drawn.filter(file__in=[file["id"] for file in version.files]).values_list("fingerprint", flat=True)
    mine = [value for value in (int(one, 16) for one in own) if _has_edges(value)]
    if not mine:
        return []
    theirs = drawn.filter(file__entry__in=others, file__version__isnull=False, file__removed_at=None)
    best: dict[UUID, int] = {}
    for other, fingerprint in theirs.values_list("file__entry", "fingerprint"):
        bits = min((value ^ int(fingerprint, 16)).bit_count() for value in mine)
        best[other] = min(bits, best.get(other, 64))
    return _highest(
        (Kind.PICTURE.value, other, round(100 - 100 * bits / 64)) for other, bits in best.items() if bits <= MOST_BITS
    )


def _in_files(version: EntryVersion, others: QuerySet[Entry]) -> list[Found]:
    hashes = [file["sha256"] for file in version.files]
    same = EntryFile.objects.filter(entry__in=others, sha256__in=hashes, version__isnull=False, removed_at=None)
    rare = same.order_by().values("sha256").annotate(owners=Count("entry", distinct=True)).filter(owners__lte=COMMON)
    owners = same.filter(sha256__in=rare.values("sha256")).order_by().values_list("entry", flat=True).distinct()
    return [(Kind.FILE.value, other, 100) for other in owners[:MOST_FLAGS]]


def _has_edges(fingerprint: int) -> bool:
    return PLAIN_BITS <= fingerprint.bit_count() <= 64 - PLAIN_BITS


def _highest(found: Iterator[Found]) -> list[Found]:
    return nlargest(MOST_FLAGS, found, key=lambda one: one[2])


def _flag(entry: Entry, kind: str, other: UUID, score: int) -> bool:
    """Raise a flag, or the score of one that is still open; whether it is new."""
    known = SimilarityFlag.objects.between(entry.pk, other).filter(kind=kind)
    if known.exists():
        known.filter(state=SimilarityFlag.State.OPEN, score__lt=score).update(score=score)
        return False
    flag = SimilarityFlag.objects.create(entry=entry, resembles_id=other, kind=kind, score=score)
    emit("similarity.flagged", subject=flag, payload={"kind": kind, "score": score})
    return True
