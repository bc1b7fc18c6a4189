"""What the guards of a queue refuse, past every service."""

from collections.abc import Callable
from typing import Any

from bounties.entries.models import Entry
from tests.bounties.building import make_entry
from workers.clock import laurel_now


def _set(**fields: Any) -> Callable[[Any], Any]:
    return lambda world: Entry.objects.filter(pk=world.entry.pk).update(**fields)


def out_of_turn(world: Any) -> None:
    """Accept the second of two while the first waits."""
    second, now = make_entry(world.open), laurel_now()
    queue = Entry.objects.filter(pk__in=[world.entry.pk, second.pk])
    queue.update(status="queued", due_at=now, decide_by=now)
    queue.update(status="in_review", reviewer=world.other)
    queue.filter(pk=second.pk).update(status="accepted", due_at=None, decide_by=None, reviewer=None)


QUEUE_ACTS: dict[str, Callable[[Any], Any]] = {
    "entry_is_due_iff_timed": _set(due_at="2026-11-21T00:00Z"),
    "entry_in_a_queue_has_its_hour": _set(decide_by="2026-11-21T00:00Z"),
    "entry_in_review_has_its_reviewer": lambda world: _set(reviewer=world.other)(world),
    "entry_is_accepted_in_its_turn": out_of_turn,
}
OFFER_ACTS: dict[str, Callable[[Any], Any]] = {
    "entry_price_is_positive": _set(price=0),
    "entry_version_price_is_positive": lambda world: world.version(price=0),
    "entry_price_is_within_the_budget": lambda world: world.version(price=100_001),
}
