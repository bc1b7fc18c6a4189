"""Charts as shapes: where each bar and line stands in a picture of fixed size. Templates make SVG of them."""

from dataclasses import dataclass
from math import ceil, log10

from payments.money import Money
from payments.statements.figures import Figures

WIDTH, HEIGHT = 720, 260  # of the picture, in its own units
LEFT, RIGHT, TOP, BOTTOM = 96, 8, 12, 28  # around the field
MOST_LABELS = 8  # along the bottom
STEPS = 4  # lines across the field


@dataclass(frozen=True, slots=True)
class Bar:
    """One value; `place` numbers its series from 1."""

    x: float
    y: float
    width: float
    height: float
    place: int
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series as the points of a polyline."""

    points: str
    place: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A label, and where it stands."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes of one chart, and the numbers it shows."""

    name: str  # for the ids in the page
    title: str
    description: str
    figures: Figures
    currency: str
    bars: list[Bar]
    lines: list[Line]
    across: list[Mark]
    along: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def table(self) -> list[tuple[str, list[Money]]]:
        """The same numbers to read; days on which nothing moved are left out of long ones."""
        rows = [(label, [Money(value, self.currency) for value in values]) for label, values in self.figures.rows]
        return rows if len(rows) <= MOST_LABELS * 4 else [row for row in rows if any(row[1])]


@dataclass(frozen=True, slots=True)
class Field:
    """The part of the picture in which values stand, from the lowest to the highest."""

    lowest: int
    highest: int
    count: int

    def y(self, value: int) -> float:
        """How far down a value stands."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def x(self, place: float) -> float:
        """How far right the middle of a label stands."""
        return round(LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / self.count, 1)


def draw(name: str, title: str, description: str, *, figures: Figures, currency: str, as_line: bool = False) -> Drawing:
    """The chart of some figures: bars side by side, or a line for what stands."""
    field = _field(figures)
    return Drawing(
        name=name,
        title=title,
        description=description,
        figures=figures,
        currency=currency,
        bars=[] if as_line else _bars(figures, field, currency),
        lines=_lines(figures, field) if as_line else [],
        across=_across(field, currency),
        along=_along(figures, field),
    )


def _field(figures: Figures) -> Field:
    values = [value for series in figures.series for value in series.values]
    return Field(-_rounded(-min(values)), _rounded(max(values)) or 1, len(figures.labels))


def _rounded(value: int) -> int:
    """The next number with at most two digits that count: 1,234 gives 1,300; below zero nothing."""
    if value <= 0:
        return 0
    step = 10 ** max(int(log10(value)) - 1, 0)
    return ceil(value / step) * step


def _bars(figures: Figures, field: Field, currency: str) -> list[Bar]:
    slot = (WIDTH - LEFT - RIGHT) / field.count
    width = round(max(slot * 0.8 / len(figures.series), 1), 1)
    return [
        Bar(
            x=round(LEFT + label * slot + slot * 0.1 + place * width, 1),
            y=min(field.y(value), field.y(0)),
            width=width,
            height=round(abs(field.y(value) - field.y(0)), 1),
            place=place + 1,
            title=f"{figures.labels[label]}, {series.name}: {Money(value, currency).spoken()}",
        )
        for place, series in enumerate(figures.series)
        for label, value in enumerate(series.values)
        if value
    ]


def _lines(figures: Figures, field: Field) -> list[Line]:
    return [
        Line(" ".join(f"{field.x(place)},{field.y(value)}" for place, value in enumerate(series.values)), number)
        for number, series in enumerate(figures.series, start=1)
    ]


def _across(field: Field, currency: str) -> list[Mark]:
    values = {field.lowest + (field.highest - field.lowest) * step // STEPS for step in range(STEPS + 1)}
    return [Mark(LEFT - 6, field.y(value), Money(value, currency).spoken()) for value in sorted(values)]


def _along(figures: Figures, field: Field) -> list[Mark]:
    every = ceil(len(figures.labels) / MOST_LABELS)
    shown = range(0, len(figures.labels), every)
    return [Mark(field.x(place), HEIGHT - 8, figures.labels[place]) for place in shown]
