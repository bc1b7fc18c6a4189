"""Who gets which place: pure functions from prizes, a ranking and a choice to proposals of awards."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from bounties.awards.models import Award
from bounties.errors import InvalidInput
from bounties.judging.ranking import Ranked
from payments.money import Money


@dataclass(frozen=True, slots=True)
class Place:
    """One award to be won: the `slot`th of those with this rank."""

    rank: int
    slot: int
    amount: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the decider says: this entry gets that rank, and less than its prize only where the purse allows."""

    entry: UUID
    rank: int
    reason: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An award to be made."""

    entry: UUID
    place: Place
    reason: str
    kind: str = Award.Kind.PRIZE


def places(prizes: Iterable[tuple[int, int, int]]) -> list[Place]:
    """Every place of the prizes (rank, amount, count), best first."""
    return [Place(rank, slot, amount) for rank, amount, count in sorted(prizes) for slot in range(1, count + 1)]


def fill(free: Sequence[Place], ranked: Iterable[Ranked], reason: str) -> list[Proposal]:
    """The places in the order of the ranking, as far as either goes."""
    best_first = sorted(ranked, key=lambda one: one.position)
    return [Proposal(one.entry_id, place, reason) for place, one in zip(free, best_first, strict=False)]


def divide(pot: Money, entries: Sequence[UUID], kind: str, reason: str) -> list[Proposal]:
    """Equal parts of the pot, exact to the last unit; none at all where a part is too small to be paid.

    To give it to fewer would need an order among equals; so nobody gets it, and it goes back to who paid it in.
    """
    shares = pot.split([1] * len(entries))
    if not all(share.is_payable for share in shares):
        return []
    return [
        Proposal(entry, Place(1, slot, share.amount), reason, kind)
        for slot, (entry, share) in enumerate(zip(entries, shares, strict=True), start=1)
    ]


def place(chosen: Sequence[Chosen], free: Sequence[Place], judged: Collection[UUID], currency: str) -> list[Proposal]:
    """Give each chosen entry a place of its rank; raises InvalidInput for what does not fit or cannot be paid."""
    if strange := [str(one.entry) for one in chosen if one.entry not in judged]:
        raise InvalidInput(_("No qualified entry of this challenge: {strange}."), field="awards", strange=strange)
    if len({one.entry for one in chosen}) < len(chosen):
        raise InvalidInput(_("An entry can win only one award. Name each one once."), field="awards")
    by_rank: dict[int, list[Place]] = {}
    for one in free:
        by_rank.setdefault(one.rank, []).append(one)
    return [_placed(one, by_rank, currency) for one in chosen]


def _placed(one: Chosen, by_rank: Mapping[int, list[Place]], currency: str) -> Proposal:
    if not by_rank.get(one.rank):
        raise InvalidInput(_("There is no prize, or none left, for rank {rank}."), field="awards", rank=one.rank)
    if not one.reason.strip():
        raise InvalidInput(_("Each award needs a reason; the parties read it."), field="awards")
    prize = by_rank[one.rank].pop(0)
    amount = prize.amount if one.amount is None else one.amount
    least = Money(amount, currency).least.amount
    if not least <= amount <= prize.amount:
        raise InvalidInput(
            _("The award for rank {rank} is {least} to {most}, not {amount}."),
            field="awards",
            rank=one.rank,
            least=least,
            most=prize.amount,
            amount=amount,
        )
    if not Money(amount, currency).is_payable:
        raise InvalidInput(
            _("An award in {currency} is a whole unit, not {amount}."), field="awards", currency=currency, amount=amount
        )
    return Proposal(one.entry, Place(prize.rank, prize.slot, amount), one.reason)


def departs(proposals: Iterable[Proposal], ranked: Iterable[Ranked]) -> bool:
    """Whether better places went to worse entries, or a better entry was passed over."""
    best_first = [one.entry_id for one in sorted(ranked, key=lambda one: one.position)]
    position = {entry: number for number, entry in enumerate(best_first)}
    awarded = sorted(proposals, key=lambda one: (one.place.rank, position.get(one.entry, len(position))))
    return [one.entry for one in awarded] != best_first[: len(awarded)]


def by_receipt(chosen: Sequence[Chosen], ranked: Sequence[Ranked]) -> list[Chosen]:
    """The same choice, with places that were chosen for entries of one shared rank given to those received first.

    Nobody who decides may know which of them that is. What was said of an entry goes with it, else with its place.
    """
    shared = {one.entry_id: one.rank for one in ranked}
    first = {rank: iter(_earliest(ranked, rank)) for rank in shared.values()}
    said = {one.entry: one.reason for one in chosen}
    settled = {}
    for number, one in sorted(enumerate(chosen), key=lambda pair: pair[1].rank):
        entry = next(first[shared[one.entry]]) if one.entry in shared else one.entry
        settled[number] = replace(one, entry=entry, reason=said.get(entry, one.reason))
    return [settled[number] for number in range(len(chosen))]


def _earliest(ranked: Sequence[Ranked], rank: int) -> list[UUID]:
    rivals = sorted((one for one in ranked if one.rank == rank), key=lambda one: one.position)
    return [one.entry_id for one in rivals]
