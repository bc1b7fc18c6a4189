"""What the guards of a queue refuse, past every service."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from bounties.entries.models import Amendment, AmendmentAnswer, DismissedReport, Entry, Message
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


def _amendment(world: Any, **fields: Any) -> Amendment:
    given = {"reason": "Why not?", "document": {}, "changed": ["title"], "due_at": laurel_now()} | fields
    return Amendment.objects.create(challenge=world.open, proposed_by=world.other, **given)


def _change_amendment(**fields: Any) -> Callable[[Any], Any]:
    return lambda world: Amendment.objects.filter(pk=_amendment(world).pk).update(**fields)


def _answer(world: Any) -> AmendmentAnswer:
    return AmendmentAnswer.objects.create(amendment=_amendment(world), entry=world.entry, agrees=True)


def answered_twice(world: Any) -> None:
    """The same entrant, another answer."""
    AmendmentAnswer.objects.create(amendment=_answer(world).amendment, entry=world.entry, agrees=False)


def over_again(world: Any) -> None:
    """What is over is opened again."""
    found = Amendment.objects.filter(pk=_amendment(world).pk)
    found.update(status="lapsed", due_at=None)
    found.update(status="open", due_at=laurel_now())


AMENDMENT_ACTS: dict[str, Callable[[Any], Any]] = {
    "amendment_is_one_at_a_time": lambda world: [_amendment(world), _amendment(world)],
    "amendment_says_why": lambda world: _amendment(world, reason=""),
    "amendment_status_is_known": lambda world: _amendment(world, status="lost", due_at=None),
    "amendment_is_due_iff_open": _change_amendment(due_at=None),
    "amendment_moves_legally": over_again,
    "amendment_keeps_what_was_proposed": _change_amendment(reason="Another."),
    "amendment_is_never_deleted": lambda world: _amendment(world).delete(),
    "amendment_answer_is_one_per_entry": answered_twice,
    "amendment_answer_is_never_changed": lambda world: AmendmentAnswer.objects.filter(pk=_answer(world).pk).update(
        agrees=False
    ),
}
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


def message(world: Any, **fields: Any) -> Message:
    given = {"entry": world.entry, "side": "entrant", "author": world.entry.entrant, "body": "Hello."}
    return Message.objects.create(**given | fields)


def unsaid(world: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM entries_message WHERE id = %s", [message(world).pk])


def dismissed(world: Any, **fields: Any) -> DismissedReport:
    given = {"reported_by": world.other, "reported_at": "2026-11-21T00:00Z", "report_reason": "Rude."}
    answer = {"message": message(world), "dismissed_by": world.entry.entrant, "reason": "It is not."}
    return DismissedReport.objects.create(**given | answer | fields)


def dismissed_again(world: Any) -> DismissedReport:
    return dismissed(world, message=dismissed(world).message)


MESSAGE_ACTS: dict[str, Callable[[Any], Any]] = {
    "message_says_something": lambda world: message(world, body=""),
    "message_side_is_known": lambda world: message(world, side="judge"),
    "message_reported_says_why": lambda world: message(world, report_reason="Rude."),
    "message_reported_names_by_whom": lambda world: message(world, reported_by=world.other),
    "report_is_dismissed_once_per_person": dismissed_again,
    "report_is_dismissed_with_a_reason": lambda world: dismissed(world, reason=""),
    "report_is_dismissed_by_somebody_else": lambda world: dismissed(world, dismissed_by=world.other),
    "dismissed_report_is_never_changed": lambda world: DismissedReport.objects.filter(pk=dismissed(world).pk).delete(),
    "message_hidden_says_why_and_by_whom": lambda world: message(world, hidden_reason="Rude."),
    "message_is_never_rewritten": lambda world: Message.objects.filter(pk=message(world).pk).update(body="x"),
    "message_is_never_deleted": unsaid,
}
