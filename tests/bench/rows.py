"""Invented rows, always the same for the same number: people, sponsors, challenges with prizes and purses, entries.

A small share of challenges has just begun, most are over; a few sponsors post much, most little; words as in words.py.
Ids rise with time, as those of the service do.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tests.bench.words import sentence

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # of the youngest row; all of them lie in the five years before
YEARS = timedelta(days=5 * 365)
FEWEST_PEOPLE, ROWS_PER_PERSON, ROWS_PER_SPONSOR = 25_000, 10, 50
FORMATS = ["prize"] * 10 + ["ideation"] * 3 + ["first_correct"] * 4 + ["question"] * 6 + ["ideas", "request"]
CURRENCIES = ["usd"] * 6 + ["eur"] * 3 + ["gbp"]
TAGS = ["ai", "chemistry", "biology", "design", "energy", "water", "law", "health", "space", "food", "city", "sport"]
RAREST = "quixotic"  # in seven summaries, however many challenges there are
RARELY = 7
HASH = hashlib.sha256(b"terms").hexdigest()
LATELY = 0.06  # the share that is not over yet
OVER = ["completed"] * 80 + ["cancelled"] * 8 + ["expired"] * 7 + ["no_award"] * 2 + ["rejected"] * 3
YOUNG = ["open"] * 50 + ["judging"] * 20 + ["scheduled"] * 8 + ["draft"] * 12 + ["provisional"] * 4 + ["awarding"] * 4
YOUNG += ["in_review"] * 2
TIMED = {"open", "judging", "scheduled", "provisional"}
UNPUBLISHED = {"draft", "in_review", "rejected"}


class Told(NamedTuple):
    """One challenge with what hangs on it, before it is written in any table's columns."""

    id: str
    created_at: datetime
    status: str
    sponsor: str
    person: str
    format: str
    title: str
    summary: str
    currency: str
    tags: list[str]
    prizes: list[int]
    visibility: str
    entries: int


def person_id(number: int) -> str:
    return _id(NOW - YEARS, 1, number)


def sponsor_id(number: int) -> str:
    return _id(NOW - YEARS, 2, number)


def people(rows: int) -> int:
    return max(FEWEST_PEOPLE, rows // ROWS_PER_PERSON)


def sponsors(rows: int) -> int:
    return max(20, rows // ROWS_PER_SPONSOR)


def challenges(rows: int) -> Iterator[Told]:
    """From the oldest to the youngest."""
    chance = random.Random(f"challenges {rows}")
    crowd, houses, rarely = people(rows), sponsors(rows), max(1, rows // RARELY)
    for number in range(rows):
        created = NOW - YEARS + YEARS * (number / rows)
        place = chance.random()
        youth = chance.random() < LATELY if number < rows * (1 - LATELY) else chance.random() < 0.9
        status = chance.choice(YOUNG if youth and number > rows / 2 else OVER)
        amount = int(10 ** (3.7 + 2.5 * chance.random())) * 10
        yield Told(
            id=_id(created, 3, number),
            created_at=created,
            status=status,
            sponsor=sponsor_id(int(houses * place**3)),
            person=person_id(int(crowd * place)),
            format=chance.choice(FORMATS),
            title=sentence(chance, 4 + number % 5),
            summary=sentence(chance, 14 + number % 11) + (f" {RAREST}." if number % rarely == rarely // 2 else "."),
            currency=chance.choice(CURRENCIES),
            tags=chance.sample(TAGS, number % 4),
            prizes=[amount, amount // 2, amount // 4][: 1 + number % 3],
            visibility="public" if number % 25 else "unlisted",
            entries=0 if status in UNPUBLISHED or status == "expired" else min(12, int(chance.expovariate(0.8))),
        )


def _id(at: datetime, kind: int, number: int) -> str:
    """A version 7 UUID of that moment; kind and number make it unique, and it looks random like others."""
    noise = hashlib.blake2b(f"{kind}:{number}".encode(), digest_size=8).digest()
    tail = int.from_bytes(noise) & ((1 << 62) - 1) | 1 << 63
    milliseconds = int(at.timestamp() * 1000) + (number % 1000 if kind < 3 else 0)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | (number & 0xFFF) << 64 | tail))
