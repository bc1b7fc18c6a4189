"""The judged set: the entries that take part in judging, and what the judging side may see of them, which is blind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion, Picture, ScreeningStatus
from bounties.judging.aliases import alias_of, file_alias
from bounties.judging.models import Judgeship, Scorecard
from payments.money import Money

JUDGED = [
    Entry.Status.QUALIFIED,
    Entry.Status.SHORTLISTED,
    Entry.Status.JUDGED,
    Entry.Status.ACCEPTED,
    Entry.Status.WINNER,
    Entry.Status.PLACED,
    Entry.Status.HONOURABLE,
    Entry.Status.NOT_SELECTED,
]

NAMED = [Challenge.Status.AWARDING, Challenge.Status.COMPLETED]  # nobody scores anew any more


@dataclass(frozen=True, slots=True)
class BlindEntry:
    """An entry without anything that names its entrant: no time, no count of versions, only what was handed in."""

    id: UUID
    alias: str
    title: str
    body: str
    ai_use: str  # as disclosed
    price: Money | None  # of an offer
    files: Sequence[dict[str, Any]]
    scorecard: Scorecard | None  # the reader's own


@dataclass(frozen=True, slots=True)
class Submission:
    """What was last submitted of a judged entry, as a list of them is made: without its text and its files."""

    entry_id: UUID
    received_at: datetime  # parts ties; nobody who decides may see it
    title: str
    price: Money | None  # of an offer


def judged_entries(challenge: Challenge) -> QuerySet[Entry]:
    """Those in the judged set, in the order of their aliases, which is the order of their random ids."""
    return Entry.objects.filter(challenge=challenge, status__in=JUDGED).order_by("pk")


def judged_versions(challenge: Challenge) -> QuerySet[EntryVersion]:
    """What was last submitted of each entry in the judged set: the only version that anyone judges."""
    latest = EntryVersion.objects.filter(entry__in=judged_entries(challenge), number=F("entry__latest_version"))
    return latest.select_related("entry__challenge").order_by("entry_id")


def received_versions(challenge: Challenge) -> QuerySet[EntryVersion]:
    """What was last received of every entry that was not taken back, judged or not: the receipts that count."""
    entries = Entry.objects.competing().filter(challenge=challenge)
    return EntryVersion.objects.filter(entry__in=entries, number=F("entry__latest_version")).order_by("entry_id")


def screened_versions(challenge: Challenge) -> QuerySet[EntryVersion]:
    """What was last submitted of each entry that waits for its screener, in the order of aliases."""
    waiting = Entry.objects.filter(challenge=challenge, screening__status=ScreeningStatus.WAITING, status="locked")
    latest = EntryVersion.objects.filter(entry__in=waiting, number=F("entry__latest_version"))
    return latest.select_related("entry__challenge").order_by("entry_id")


def submissions_of(challenge: Challenge) -> list[Submission]:
    """Of every entry in the judged set, in the order of aliases; one query."""
    rows = judged_versions(challenge).values_list("entry_id", "received_at", "title", "price")
    return [
        Submission(entry, at, title, None if price is None else Money(price, challenge.currency))
        for entry, at, title, price in rows
    ]


def blind_entries(versions: Sequence[EntryVersion], reader: User) -> list[BlindEntry]:
    """What a judge, or someone on the sponsor's side, reads of these; four queries however many they are."""
    cards = Scorecard.objects.filter(judgeship__judge=reader, entry__in=[version.entry_id for version in versions])
    own = {card.entry_id: card for card in cards.prefetch_related("scores")}
    pictures = pictures_by_file(file["id"] for version in versions for file in version.files)
    return [
        BlindEntry(
            id=version.entry_id,
            alias=alias_of(version.entry_id),
            title=version.title,
            body=version.body,
            ai_use=version.ai_use,
            price=version.offered,
            files=[file | {"picture": pictures.get(file["id"])} for file in blind_files(version)],
            scorecard=own.get(version.entry_id),
        )
        for version in versions
    ]


def blind_files(version: EntryVersion) -> list[dict[str, Any]]:
    """Its files, numbered under its alias until the decision is final: who names a file often signs it."""
    if version.entry.challenge.phase in NAMED:
        return list(version.files)
    return [file | {"name": file_alias(version.entry_id, at, file["name"])} for at, file in enumerate(version.files, 1)]


def pictures_by_file(ids: Iterable[str]) -> dict[str, Picture]:
    """The pictures among these files, by the file's id."""
    found = Picture.objects.filter(file__in=list(ids)).prefetch_related("renditions")
    return {str(picture.file_id): picture for picture in found}


def entries_of(seat: Judgeship) -> QuerySet[Entry]:
    """What this judge is to score: every entry, unless each gets a few judges only, or the seat is of the reserve."""
    if seat.challenge.rules.has_queue:
        return Entry.objects.none()  # whoever reads the next one gives a verdict; nobody scores
    entries = judged_entries(seat.challenge)
    if seat.challenge.judges_per_entry or seat.is_reserve:
        return entries.filter(assignments__judgeship=seat)
    return entries


def owed_by(seat: Judgeship) -> QuerySet[Entry]:
    """What they have neither scored for good nor recused themselves from."""
    finished = Scorecard.objects.finished().filter(judgeship=seat)
    return entries_of(seat).exclude(pk__in=finished.values("entry_id"))


def seat_of(challenge: Challenge, judge: User) -> Judgeship | None:
    """The seat that this person accepted; whoever has none owes no scorecard."""
    seat = Judgeship.objects.accepted().filter(challenge=challenge, judge=judge).first()
    if seat:
        seat.challenge = challenge
    return seat
