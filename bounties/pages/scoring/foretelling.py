"""What a decision would tell everyone: it is made by the same service, worded by the same table, and taken back.

By entry, never by person: who has two entries must not be known by what the second one is told.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.judging.aliases import alias_of
from bounties.judging.judged import judged_entries
from bounties.judging.standings import standings
from bounties.notifications import recipients as to
from bounties.notifications.wording import WORDING
from payments.money import Money

DECIDED = "challenge.decided"
WON, COMPENSATED, LEFT_WITHOUT = {to.winners}, {to.compensated}, {to.other_entrants, to.entrants_left_without}
LAST = (1_000_000, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """What one entrant would hear, by alias: the message, their award with its reason, their place by the scores."""

    alias: str
    title: str
    body: str
    money: Money | None
    reason: str
    rank: int | None


def foretell(challenge: Challenge, decide: Callable[[], object]) -> list[Told]:
    """Winners first. Raises whatever the decision itself would be refused for; nothing of it stays."""
    with transaction.atomic():
        try:
            decide()
            return _told(challenge)
        finally:
            transaction.set_rollback(True)


def _told(challenge: Challenge) -> list[Told]:
    awards = {award.entry_id: award for award in Award.objects.filter(challenge=challenge)}
    ranks = {one.entry_id: one.rank for one in standings(challenge)}
    entries = sorted(judged_entries(challenge).values_list("pk", flat=True), key=lambda pk: _place(awards.get(pk)))
    told = [_one(challenge, entry, awards.get(entry), ranks.get(entry)) for entry in entries]
    return _without_receipts(told)


def _without_receipts(told: list[Told]) -> list[Told]:
    """Entries of a shared rank that would not get the same: which came first is told with the decision, not before."""
    given: dict[int | None, set[Money | None]] = {}
    for one in told:
        given.setdefault(one.rank, set()).add(one.money)
    first = {rank: number for number, rank in reversed([*enumerate(one.rank for one in told)])}
    parted = {rank for rank, sums in given.items() if rank is not None and len(sums) > 1}
    hidden = [_tied(one) if one.rank in parted else one for one in told]
    places = {one.alias: first[one.rank] if one.rank in parted else number for number, one in enumerate(told)}
    return sorted(hidden, key=lambda one: (places[one.alias], one.alias))


def _tied(one: Told) -> Told:
    body = _("It shares its place by the scores. Of those the earliest received goes first; the decision shows which.")
    return replace(one, title=_("Tied"), body=body, money=None, reason="")


def _place(award: Award | None) -> tuple[int, int]:
    return (award.rank, award.slot) if award else LAST


def _one(challenge: Challenge, entry: UUID, award: Award | None, rank: int | None) -> Told:
    title, body = _message(challenge, _group(award))
    return Told(
        alias=alias_of(entry),
        title=title,
        body=body,
        money=award.money if award else None,
        reason=award.reason if award else "",
        rank=rank,
    )


def _group(award: Award | None) -> set[Callable[..., to.People]]:
    if award is None:
        return LEFT_WITHOUT
    return COMPENSATED if award.kind == Award.Kind.KILL_FEE else WON


def _message(challenge: Challenge, group: set[Callable[..., to.People]]) -> tuple[str, str]:
    """The line of the wording table for this group and format."""
    for telling in WORDING[DECIDED]:
        if telling.people in group and telling.where(challenge.rules):
            return _(telling.title).format(title=challenge.title), _(telling.body)
    return "", ""
