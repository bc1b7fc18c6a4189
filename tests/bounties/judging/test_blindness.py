"""Until the decision is locked, nothing that judges or the sponsor's side can fetch tells who entered.

Two worlds have the same entries under the same ids; in the second the entrants are swapped and came in the other order.
Every answer must be the same to the byte.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from bounties.entries.models import Entry
from tests.bounties.conftest import client_of, make_user
from tests.bounties.staging import Stage, open_stage
from workers.models import Event

API = "/api/v1"
TEXTS = [("Slope before level", "The slope of two sensors."), ("Weigh the ice", "A scale under the pallet.")]


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


def doors(stage: Stage) -> list[str]:
    """Everything about a challenge and its entries that there is to fetch."""
    challenge = f"{API}/challenges/{stage.challenge.pk}"
    entries = [f"{API}/entries/{entry.pk}" for entry in Entry.objects.order_by("pk")]
    return [
        challenge,
        *(
            f"{challenge}/{part}"
            for part in (
                "judging",
                "gallery",
                "ranking",
                "results",
                "questions",
                "judges",
                "entries",
                "calibration",
                "coverage",
            )
        ),
        *entries,
        f"{API}/challenges",
        f"{API}/judgeships",
        f"{API}/awards",
        f"{API}/appeals",
    ]


def seen(stage: Stage, readers: list) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Every reader's answer at every door."""
    found = {}
    for reader in readers:
        client = client_of(reader)
        for path in doors(stage):
            answer = client.get(path)
            found[reader.email, path] = (answer.status_code, mask(answer.content, answer))
    return found


def mask(content: bytes, answer) -> bytes:
    """Without the request's own id, which is new each time."""
    request_id = answer.json().get("request_id") if "problem" in answer["Content-Type"] else None
    return content.replace(str(request_id).encode(), b"") if request_id else content


@pytest.fixture
def world(db) -> tuple[Stage, list, list]:
    stage = open_stage()
    entrants = [make_user("ada"), make_user("zoe")]
    return stage, entrants, [stage.seat(make_user()), stage.seat(make_user())]


def play(stage: Stage, order: list, ids: list[uuid.UUID]) -> None:
    """The entrants come in this order; whoever comes first hands in the text and id that the plan gives them."""
    for entrant, place in order:
        title, body = TEXTS[place]
        entry = stage.enter_as(entrant, ids[place], title=title, body=body)
        assert entry.pk == ids[place]
    stage.pass_deadline()


def test_swapping_two_entrants_changes_no_byte_that_judges_or_sponsors_can_fetch(world):
    stage, (ada, zoe), judges = world
    readers = [stage.owner, *judges]
    ids = [uuid.UUID("10000000-0000-4000-8000-000000000000"), uuid.UUID("20000000-0000-4000-8000-000000000000")]
    found = []
    for order in ([(ada, 0), (zoe, 1)], [(ada, 1), (zoe, 0)]):
        with undone():
            play(stage, order, ids)
            before = seen(stage, readers)
            for judge in judges:
                for entry, points in zip(Entry.objects.order_by("pk"), (80, 80), strict=True):
                    stage.give(entry, judge, points)
            after = seen(stage, [stage.owner])
        found.append((before, after))
    assert found[0] == found[1]
    ranked = found[0][1][stage.owner.email, f"{API}/challenges/{stage.challenge.pk}/ranking"]
    assert ranked[0] == 200
    text = b"".join(content for answers in found[0] for _, content in answers.values())
    assert b"Slope before level" in text
    for secret in (ada.email, zoe.email, str(ada.pk), str(zoe.pk), ada.name, zoe.name):
        assert secret.encode() not in text


def test_no_event_that_the_judging_side_may_read_is_about_an_entry(world):
    stage, (ada, zoe), judges = world
    play(stage, [(ada, 0), (zoe, 1)], [uuid.uuid4(), uuid.uuid4()])
    for reader in (stage.owner, *judges):
        rows = client_of(reader).get(f"{API}/challenges/{stage.challenge.pk}/timeline").json()["results"]
        assert {row["name"].partition(".")[0] for row in rows} <= {"challenge", "judge", "question"}
    assert Event.objects.filter(name="entry.submitted", root=str(stage.challenge.pk)).count() == 2
