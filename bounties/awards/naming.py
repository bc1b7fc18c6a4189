"""What entries are called after the decision is final: winner, placed, not selected."""

from uuid import UUID

from django.db.models import QuerySet

from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.judged import judged_entries
from workers.events import emit_many

Status = Entry.Status
EVENTS = {
    Status.WINNER: "entry.won",
    Status.PLACED: "entry.placed",
    Status.NOT_SELECTED: "entry.not_selected",
}


def name_winners(*, challenge: Challenge) -> None:
    """The first rank wins, unless it was accepted already; other ranks are placed, the rest is not selected.

    Part of the services that change who holds which award; those that keep their name get no event. A kill
    fee is no place.
    """
    prizes = Award.objects.filter(challenge=challenge).live().exclude(kind=Award.Kind.KILL_FEE)
    entries = judged_entries(challenge)
    first = entries.filter(pk__in=prizes.filter(rank=1).values("entry_id"))
    _name(first.exclude(status=Status.ACCEPTED), Status.WINNER)
    _name(entries.filter(pk__in=prizes.exclude(rank=1).values("entry_id")), Status.PLACED)
    _name(entries.exclude(pk__in=prizes.values("entry_id")), Status.NOT_SELECTED)


def _name(entries: QuerySet[Entry], status: Entry.Status) -> None:
    changed: list[UUID] = list(entries.exclude(status=status).values_list("pk", flat=True))
    named = Entry.objects.filter(pk__in=changed)
    named.update(status=status)
    emit_many(EVENTS[status], subjects=named)
