"""The table that a run prints, with what was met and what was missed; and all of it as plain values."""

from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.costs import Spread
from tests.bench.facts import Fact
from tests.bench.growing import Curve
from tests.bench.running import Result, Run, plainly


def show(run: Run, facts: Sequence[Fact], console: Console) -> None:
    """One row per measure; the judged figure first."""
    table = Table(title="Ratios of medians, round by round; in brackets the middle half", title_justify="left")
    for name in ("what", "ours", "rival", "judged by", "ratio", "limit", "", "client", "both", "wall"):
        table.add_column(name, justify="left" if name in ("what", "judged by") else "right", no_wrap=name != "what")
    for result in run.results:
        measure, figure = result.measure, result.measure.figure
        table.add_row(
            f"{measure.name}: {measure.says}", _time(result.ours[figure]), _time(result.rival[figure]), figure,
            f"{result.ratio.median:.2f} ({result.ratio.low:.2f}-{result.ratio.high:.2f})",
            f"{measure.bound} {measure.limit:g}", _verdict(result),
            *(f"{result.ratios[name].median:.2f}" for name in ("client", "both", "wall")),
        )  # fmt: skip
    for fact in facts:
        verdict = "[green]met[/]" if fact.holds else "[red]missed[/]"
        table.add_row(f"{fact.name}: {fact.says}", "", "", "count", str(fact.value), f"at most {fact.most}", verdict)
    for lane in sorted(run.broken):
        table.add_row(f"{lane}: see above", "", "", "", "", "", "[red]broken[/]")
    console.print(table)
    if run.curves:
        console.print(_grown(run.curves))


def _grown(curves: Sequence[Curve]) -> Table:
    table = Table(title="Python and PostgreSQL together, by the number of challenges", title_justify="left")
    sizes = sorted({size for one in curves for size in one.costs})
    for name in ("hot path", *(f"{size:,}" for size in sizes), "times"):
        table.add_column(name, justify="left" if name == "hot path" else "right")
    for one in curves:
        costs = [_time(one.costs[size]) if size in one.costs else "" for size in sizes]
        table.add_row(one.growth.says, *costs, f"{one.times:.2f}")
    return table


def _verdict(result: Result) -> str:
    if result.keeps(result.measure.stretch):
        return "[green]stretch[/]"
    return "[green]met[/]" if result.holds else "[red]missed[/]"


def _time(seconds: Spread) -> str:
    value = seconds.median
    return f"{value * 1e6:.0f} µs" if value < 1e-3 else f"{value * 1e3:.2f} ms" if value < 1 else f"{value:.2f} s"


def told(run: Run, facts: Sequence[Fact]) -> dict[str, Any]:
    """For bench.json and docs/performance.md."""
    return {
        "measures": [plainly(result) for result in run.results],
        "facts": [asdict(fact) | {"holds": fact.holds} for fact in facts],
        "growth": [
            {
                "lane": one.growth.lane, "says": one.growth.says, "times": one.times,
                "costs": {str(size): astuple(cost) for size, cost in one.costs.items()},
            }
            for one in run.curves
        ],
        "broken": run.broken,
    }  # fmt: skip
