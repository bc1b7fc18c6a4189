"""The rule by which the contests were shared: award = pool x slice / sum of slices, within (contest, risk pool, coin).

High and medium risks share one pool. The rule is tried on the published figures, and our own largest-remainder split on
the same pools: it must give out each pool to the cent.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from config.local.replay.contests import CURRENCY, Award, Contest
from config.local.replay.pots import DOLLAR_COINS
from payments.money import Money

SHARED = {"3": "high and medium", "2": "high and medium"}
TOLERANCE = Decimal("0.005")  # of a coin: the published figures are rounded
FINE = 10**40  # slices have fewer decimals: as whole numbers they are exact weights


@dataclass(slots=True)
class Ruling:
    """How many pools follow the rule, and how our figures and the published ones compare in those of dollar coins."""

    pools: int = 0
    following: int = 0
    rows: int = 0  # of pools in dollar coins that follow the rule
    equal: int = 0  # rows whose published cents are the rule's, rounded
    split_equal: int = 0  # rows to which our split of the pool's cents gives the same
    split_off: int = 0  # the most cents by which it gives another amount
    split_lost: int = 0  # cents of a pool that our split gave nobody, or twice: 0


def rule_on(contests: Iterable[Contest]) -> Ruling:
    """Try the rule on every pool of these contests that says its slices."""
    ruling = Ruling()
    for contest in contests:
        pools: dict[tuple[str, str], list[Award]] = defaultdict(list)
        for award in contest.awards:
            pools[SHARED.get(award.pool, award.pool), award.coin].append(award)
        for (_, coin), awards in pools.items():
            if all(award.slice is not None and award.amount is not None for award in awards):
                _try(ruling, awards, in_dollars=coin in DOLLAR_COINS)
    return ruling


def _try(ruling: Ruling, awards: list[Award], *, in_dollars: bool) -> None:
    pool, slices = sum(award.amount or 0 for award in awards), sum(award.slice or 0 for award in awards)
    due = [(award.slice or 0) * pool / slices if slices else Decimal(0) for award in awards]
    ruling.pools += 1
    if any(abs((award.amount or 0) - share) > TOLERANCE for award, share in zip(awards, due, strict=True)):
        return
    ruling.following += 1
    if in_dollars and slices:
        _compare(ruling, awards, due)


def _compare(ruling: Ruling, awards: list[Award], due: list[Decimal]) -> None:
    published = [_cents(award.dollars) for award in awards]
    split = Money(sum(published), CURRENCY).split([int((award.slice or 0) * FINE) for award in awards])
    off = [abs(ours.amount - theirs) for ours, theirs in zip(split, published, strict=True)]
    ruling.rows += len(awards)
    ruling.equal += sum(_cents(share) == theirs for share, theirs in zip(due, published, strict=True))
    ruling.split_equal += off.count(0)
    ruling.split_off = max(ruling.split_off, *off)
    ruling.split_lost += abs(sum(part.amount for part in split) - sum(published))


def _cents(dollars: Decimal) -> int:
    return int((dollars * 100).quantize(Decimal(1), ROUND_HALF_UP))
