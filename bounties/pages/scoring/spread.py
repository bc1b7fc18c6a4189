"""How far judges are apart, drawn: for each entry a line from the lowest to the highest, and a dot for each judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bounties.judging.standings import RankingRow

LEFT, WIDTH, ROW, HEAD = 200, 600, 26, 20  # of the drawing, in its own units
SCALE = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its row in the ranking, and where its marks are."""

    row: RankingRow
    y: int
    lowest: float
    highest: float
    score: float
    dots: Sequence[float]
    totals: Sequence[Decimal]  # as the table has them, lowest first


@dataclass(frozen=True, slots=True)
class Spread:
    """The whole drawing."""

    lines: Sequence[Line]
    width: int
    height: int
    ticks: Sequence[tuple[int, float]]


def spread_of(rows: Sequence[RankingRow]) -> Spread:
    """In the order of the ranking; points are 0 to 100 from left to right."""
    lines = [_line(number, row) for number, row in enumerate(rows)]
    return Spread(lines, LEFT + WIDTH, HEAD + ROW * len(lines) + 6, [(tick, _at(Decimal(tick))) for tick in SCALE])


def _line(number: int, row: RankingRow) -> Line:
    dots = [_at(total) for total in row.totals]
    return Line(
        row=row,
        y=HEAD + ROW * number + ROW // 2,
        lowest=dots[0] if dots else _at(row.score),
        highest=dots[-1] if dots else _at(row.score),
        score=_at(row.score),
        dots=dots,
        totals=row.totals,
    )


def _at(points: Decimal) -> float:
    """Where so many points are; a rule whose scores leave 0 to 100 ends at the edge."""
    within = min(max(points, Decimal(0)), Decimal(100))
    return round(LEFT + 8 + float(within) * (WIDTH - 24) / 100, 1)
