"""Two worlds with the same entries under the same ids; in the second the entrants are swapped, and began the other way.

The clock stands still in both and moves only when it is told to, so the hours in an answer are compared to the byte.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from string import Formatter
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from bounties.accounts.models import User
from bounties.ballots.models import Ballot
from bounties.ballots.recounting import hash_of
from bounties.entries import attaching, submitting
from bounties.entries.models import EntryFile, Rendition
from bounties.judging.models import Scorecard
from bounties.notifications.models import Notification
from bounties.service_levels.models import ServiceClock
from tests.bounties.conftest import client_of
from tests.bounties.drawing import image_bytes
from tests.bounties.staging import Stage
from tests.clock import move_clock

IDS = [UUID("10000000-0000-4000-8000-000000000000"), UUID("20000000-0000-4000-8000-000000000000")]
TEXTS = [("Slope before level", "The slope of two sensors."), ("Weigh the ice", "A scale under the pallet.")]
A_WHILE = 600  # seconds

# New with every request or, as the random mark of a list, with every world, whoever asks; nothing else may differ.
PER_REQUEST = {
    "X-Request-ID",
    "X-Correlation-ID",
    "Expires",
    "Set-Cookie",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
}
PER_REQUEST_TEXT = re.compile(
    rb'"request_id":"[^"]*"|nonce-[\w+/=-]+|nonce="[^"]*"|name="(?:csrfmiddlewaretoken|key)" value="[\w-]+"'
    rb'|W/"board\.\w+\.\w+'
)

STANDING_CLOCK = """
CREATE OR REPLACE FUNCTION laurel_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN RETURN timestamptz '{now}' + coalesce((SELECT shift FROM workers_clock), interval '0'); END $$
"""


class _Undone(Exception):
    """Ends a world."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        return


@dataclass(frozen=True)
class Reader:
    """Someone who must not learn who entered, with both ways in."""

    name: str
    api: Client
    browser: Client

    def get(self, path: str) -> Any:
        """By the token where it is the API, and signed in where it is a page."""
        return (self.api if path.startswith("/api/") else self.browser).get(path)


def reader(name: str, user: User) -> Reader:
    browser = Client()
    browser.force_login(user)
    return Reader(name, client_of(user), browser)


# A story brings the world from moment to moment, and says who then looks at what: doors as blind_doors has them.
Answer = tuple[int, dict[str, str], bytes]  # status, headers, body
Look = tuple[str, Iterable[Reader], Iterable[str]]
Story = Callable[[list[tuple[User, int]]], Iterator[Look]]


@dataclass
class World:
    """What was fetched: by moment, reader and door the status, the headers and the bytes."""

    stage: Stage
    found: dict[tuple[str, str, str], Answer] = field(default_factory=dict)

    def look(self, moment: str, readers: Iterable[Reader], doors: Iterable[str]) -> None:
        """Every reader opens every door."""
        names = drawn_names()
        objects = self.objects()
        paths = [path for door in doors for path in filled(door, objects)]
        for one in readers:
            cache.clear()  # what the other world left there, and the budget of requests
            for path in paths:
                key = (moment, one.name, named(path.encode(), names).decode())
                self.found[key] = told(one.get(path), names)

    def objects(self) -> dict[str, list[Any]]:
        """What stands for the names in braces."""
        return {
            "challenge": [self.stage.challenge.pk],
            "sponsor": [self.stage.sponsor.pk],
            "entry": IDS,
            "file": [*EntryFile.objects.order_by("entry_id").values_list("pk", flat=True)],
            "rendition": [*Rendition.objects.filter(size="small").values_list("pk", flat=True)],
        }


def filled(door: str, objects: dict[str, list[Any]]) -> list[str]:
    """The door's paths, one for every choice of its objects."""
    names = [name for _, name, _, _ in Formatter().parse(door) if name]
    choices = product(*(objects[name] for name in names))
    return ["/" + door.format(**dict(zip(names, chosen, strict=True))) for chosen in choices]


def drawn_names() -> dict[bytes, bytes]:
    """A name for whatever each world draws anew, and that tells nothing of entrants.

    Ids of entrants' files, which must be random; ids, with their hour, of what readers and clocks did; receipts.
    """
    files = {file.pk: f"file of {file.entry_id}" for file in EntryFile.objects.all()}
    drawings = Rendition.objects.select_related("picture__file")
    drawn = {one.pk: f"{one.size} of {one.picture.file.entry_id}" for one in drawings}
    assert {id_.version for id_ in (*files, *drawn)} <= {4}
    own = {one.pk: f"{one.judgeship_id} on {one.entry_id}" for one in Scorecard.objects.all()}
    own |= dict.fromkeys(ServiceClock.objects.values_list("pk", flat=True), "clock")
    own |= dict.fromkeys(Notification.objects.values_list("pk", flat=True), "news")
    receipts = {one.receipt: "receipt" for one in Ballot.objects.all()}
    hashes = {hash_of(one.challenge_id, one.receipt): "paper" for one in Ballot.objects.all()}
    return {str(was).encode(): name.encode() for was, name in (files | drawn | own | receipts | hashes).items()}


def named(content: bytes, names: dict[bytes, bytes]) -> bytes:
    """The content with such ids as names."""
    for id_, name in names.items():
        content = content.replace(id_, name)
    return content


def told(answer: Any, names: dict[bytes, bytes]) -> Answer:
    """All that the answer tells: the tag of bytes in which ids were named goes, as it tells the same as they do."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    content = named(raw, names)
    per_world = PER_REQUEST | ({"ETag"} if content != raw else set())
    headers = {name: value for name, value in answer.headers.items() if name not in per_world}
    headers = {name: PER_REQUEST_TEXT.sub(b"", value.encode()).decode() for name, value in headers.items()}
    return answer.status_code, headers, PER_REQUEST_TEXT.sub(b"", content)


def both(stage: Stage, entrants: tuple[User, User], story: Story) -> tuple[World, World]:
    """The story told twice, from the same hour on."""
    now = real_time()
    ada, zoe = entrants
    return tell(stage, now, story, [(ada, 0), (zoe, 1)]), tell(stage, now, story, [(ada, 1), (zoe, 0)])


def tell(stage: Stage, now: datetime, story: Story, order: list[tuple[User, int]]) -> World:
    """One world, which then never was."""
    world = World(stage)
    with undone():
        with connection.cursor() as cursor:
            cursor.execute(STANDING_CLOCK.format(now=now.isoformat()))
        stage.entries.clear()
        stage.reload()
        for moment, readers, doors in story(order):
            world.look(moment, readers, doors)
    return world


def real_time() -> datetime:
    """By the database, without any shift."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def arrive(stage: Stage, order: list[tuple[User, int]], *, with_pictures: bool = False, **draft: Any) -> None:
    """Each begins the entry of their place, in this order and a while apart."""
    for entrant, place in order:
        move_clock(seconds=A_WHILE)
        title, body = TEXTS[place]
        entry = stage.start_as(entrant, IDS[place], title=title, body=body, **draft)
        if with_pictures:
            upload = SimpleUploadedFile(f"{entrant.name}.png", image_bytes(seed=place), content_type="image/png")
            attaching.attach(entry_id=entry.pk, upload=upload, by=entrant)


def hand_in(order: list[tuple[User, int]]) -> None:
    """In this order, a while apart."""
    for entrant, place in order:
        move_clock(seconds=A_WHILE)
        submitting.submit(entry_id=IDS[place], by=entrant)


def told_apart(one: World, other: World) -> dict[str, str]:
    """The doors behind which the worlds differ, each with who sees first what."""
    assert one.found.keys() == other.found.keys()
    apart: dict[str, str] = {}
    for (moment, name, path), here in one.found.items():
        there = other.found[moment, name, path]
        if here != there:
            apart.setdefault(path, f"{moment}, {name}: {difference(here, there)}")
    return apart


def difference(here: Answer, there: Answer) -> str:
    """Where two answers begin to differ."""
    if here[0] != there[0]:
        return f"{here[0]} or {there[0]}"
    headers = {*here[1].items()} ^ {*there[1].items()}
    if headers:
        return f"headers {sorted(headers)}"
    at = next((at for at, (a, b) in enumerate(zip(here[2], there[2], strict=False)) if a != b), len(here[2]))
    return f"...{here[2][max(at - 40, 0) : at + 40]!r} or ...{there[2][max(at - 40, 0) : at + 40]!r}"
