"""An open queue with two prizes of 2,000, its money held, and what people do in it."""

from typing import Any

from bounties.accounts.models import User
from bounties.awards import granting
from bounties.awards.models import Award
from bounties.entries import submitting
from bounties.entries.models import Entry, EntryVersion
from bounties.judging import leasing, ruling
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, enter, hold_purse, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now

DAY = 86_400
TERMS: dict[str, Any] = {
    "format": "first_correct",
    "criteria": (),
    "prizes": ((1, 2_000, 2),),
    "durations": {"review": 5 * DAY, "lease": 3 * DAY, "arbiter": 2 * DAY},
}


def queue_stage(entries: int = 3, **terms: Any) -> Stage:
    """So many entries wait, in this order."""
    stage = hold_purse(open_stage(**TERMS | terms))
    for _ in range(entries):
        enter(stage, make_user())
    return stage


def take(stage: Stage, by: User | None = None) -> Entry:
    """The next entry."""
    return leasing.take(challenge_id=stage.challenge.pk, by=by or stage.owner)


def accept(stage: Stage, by: User | None = None, **more: Any) -> Award:
    """Take the next and accept it."""
    return granting.accept_entry(entry_id=take(stage, by).pk, by=by or stage.owner, **more)


def reject(stage: Stage, by: User | None = None) -> Entry:
    """Take the next and reject it."""
    entry = take(stage, by)
    ruling.reject(entry_id=entry.pk, reason="It does not compile.", by=by or stage.owner)
    return entry


def ask(stage: Stage, by: User | None = None) -> Entry:
    """Take the next and ask for changes."""
    entry = take(stage, by)
    ruling.request_changes(entry_id=entry.pk, reason="Add a test.", by=by or stage.owner)
    return entry


def improve(entry: Entry, body: str = "Better.") -> EntryVersion:
    """Hand in another version."""
    Entry.objects.filter(pk=entry.pk).update(body=body)
    return submitting.submit(entry_id=entry.pk, by=entry.entrant)


def statuses(stage: Stage) -> list[str]:
    """Of the entries, in the order in which they first came."""
    return [Entry.objects.get(pk=entry.pk).status for entry in stage.entries]


def wait(days: float) -> None:
    """Let time pass, and the tick see it."""
    move_clock(seconds=days * DAY)
    leasing.advance_due()


def until(moment: Any) -> float:
    """Days from now."""
    return float((moment - laurel_now()).total_seconds() / DAY)
