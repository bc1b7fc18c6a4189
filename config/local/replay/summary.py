"""What the replay says at its end: who was left out, what was funded otherwise than posted, and whether all agree."""

from collections.abc import Iterable, Iterator, Sequence

from config.local.replay.contests import Contest
from config.local.replay.figures import Outcome
from config.local.replay.published import rule_on
from config.local.replay.reading import LeftOut


def dollars(cents: int) -> str:
    """An amount as people write it."""
    return f"{cents / 100:,.2f}" if cents >= 0 else f"-{-cents / 100:,.2f}"


def left_out_lines(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Award rows without a contest."""
    for stray in left_out:
        told = f"{len(stray.lines):,} award rows of contest {stray.contest}, which has no row of its own: left out"
        yield f"{told} (lines {_ranges(stray.lines)}; {sum(stray.dollars):,.2f} USD)."


def deviation_lines(contests: Sequence[Contest]) -> Iterator[str]:
    """Where a contest was not simply funded as posted and paid as posted."""
    zero = sum(len(contest.sums) - len(contest.shares) for contest in contests)
    if zero:
        yield f"Sums of zero, which make no payout: {zero:,}."
    idle = [contest for contest in contests if not contest.pot]
    if idle:
        yield f"Nothing posted in dollars and nothing awarded, so no purse: {_names(idle)}."
    foreign = [contest for contest in contests if contest.posted is None and contest.pot]
    if foreign:
        yield f"Not posted in dollars, funded to what was paid: {_names(foreign)}."
    partly = [contest for contest in contests if contest.posted is not None and contest.remark]
    if partly:
        yield f"Posted in dollars and tokens, of which the dollars count: {_names(partly)}."
    more = [contest for contest in contests if contest.excess]
    if more:
        told = ", ".join(f"{contest.id} (+{dollars(contest.excess)})" for contest in more)
        yield f"Awarded more than posted, funded to what was paid ({len(more)}): {told}."
    less = [contest for contest in contests if contest.remainder]
    if less:
        back = dollars(sum(contest.remainder for contest in less))
        yield f"Paid less than funded, remainder sent back ({len(less)}): {back} in all."


def rule_lines(contests: Sequence[Contest]) -> Iterator[str]:
    """How the published sharing rule fares, and our own split of the same pools."""
    ruling = rule_on(contests)
    if not ruling.pools:
        yield "The files name no slices, so the published sharing rule was not tried."
        return
    yield (
        f"Award = pool x slice / sum of slices holds in {ruling.following} of {ruling.pools} pools; in those of "
        f"dollars it gives {ruling.equal:,} of {ruling.rows:,} rows to the cent."
    )
    yield (
        f"Our largest-remainder split of the same pools gives out each to the cent ({ruling.split_lost} lost), "
        f"{ruling.split_equal:,} rows the same and no row more than {ruling.split_off} cents off."
    )


def total_lines(contests: Sequence[Contest], outcome: Outcome) -> Iterator[str]:
    """The sums, which must close."""
    payouts = sum(line.payouts for line in outcome.lines)
    solvers = len({solver for contest in contests for solver in contest.shares})
    yield f"{len(contests):,} contests, {payouts:,} payouts to {solvers:,} solvers, in USD:"
    left = outcome.funded - outcome.paid - outcome.refunded
    for name, cents in (
        ("funded", outcome.funded), ("paid out", outcome.paid), ("sent back", outcome.refunded), ("left", left)
    ):  # fmt: skip
        yield f"  {name:<10}{dollars(cents):>16}"


def _names(contests: Sequence[Contest]) -> str:
    return ", ".join(f'{contest.id} ("{contest.amount_text}")' for contest in contests)


def _ranges(lines: Sequence[int]) -> str:
    """1, 2, 3, 7 as 1-3, 7."""
    told: list[list[int]] = []
    for line in lines:
        if told and told[-1][1] == line - 1:
            told[-1][1] = line
        else:
            told.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in told)
