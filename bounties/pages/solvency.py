"""The public's page of solvency: its figures as money, and a small chart of each currency's last month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from payments.money import Money
from payments.reconciliation.models import SolvencyDay
from payments.reconciliation.solvency import Cover, Solvency, history, solvency

WIDTH, HEIGHT, MARGIN = 600, 160, 8  # of a chart, in its own units


@dataclass(frozen=True, slots=True)
class Line:
    """One currency at the last comparison, in words and money."""

    held: Money
    owed: Money
    stripe: Money
    ledger: Money
    difference: Money
    percent: str
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a currency."""

    day: date
    due: Money
    stripe: Money


@dataclass(frozen=True, slots=True)
class Chart:
    """One currency's days, and its two lines as the points of polylines."""

    currency: str
    days: list[Day]
    due: str
    stripe: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    figures: Solvency
    lines: list[Line]
    charts: list[Chart]


def page() -> Page:
    """The figures of the last comparison, and the days before it."""
    figures = solvency()
    days = groupby(history(), key=lambda row: row.currency)
    charts = [_chart(currency, list(rows)) for currency, rows in days]
    return Page(figures, [_line(cover) for cover in figures.covers], charts)


def _line(cover: Cover) -> Line:
    def money(amount: int) -> Money:
        return Money(amount, cover.currency)

    ratio = cover.ratio_bp
    return Line(
        held=money(cover.held),
        owed=money(cover.owed),
        stripe=money(cover.stripe),
        ledger=money(cover.ledger),
        difference=money(cover.difference),
        percent="" if ratio is None else f"{ratio // 100}.{ratio % 100:02d} %",
        is_covered=cover.is_covered,
    )


def _chart(currency: str, rows: Sequence[SolvencyDay]) -> Chart:
    due = [row.held + row.owed for row in rows]
    stripe = [row.stripe for row in rows]
    top = max([*due, *stripe, 1])
    days = [
        Day(row.day, Money(amount, currency), Money(row.stripe, currency))
        for row, amount in zip(rows, due, strict=True)
    ]
    return Chart(currency, days, _points(due, top), _points(stripe, top))


def _points(amounts: Sequence[int], top: int) -> str:
    """Left to right over the whole width; the largest amount at the top, zero at the bottom."""
    reach = max(len(amounts) - 1, 1)
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    shown = [*amounts, *amounts] if len(amounts) == 1 else amounts  # one day is a flat line
    return " ".join(
        f"{MARGIN + across * place // reach},{HEIGHT - MARGIN - up * max(amount, 0) // top}"
        for place, amount in enumerate(shown)
    )
