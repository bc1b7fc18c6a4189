"""The table that a run prints, and bench.json."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.costs import Spread
from tests.bench.running import Result, plainly


def show(results: Sequence[Result], console: Console) -> None:
    """One row per measure; the judged figure first."""
    table = Table(title="Ratios of medians, round by round; in brackets the middle half", title_justify="left")
    for name in ("what", "ours", "rival", "judged by", "ratio", "limit", "", "client", "both", "wall"):
        table.add_column(name, justify="left" if name in ("what", "judged by") else "right", no_wrap=name != "what")
    for result in results:
        measure, figure = result.measure, result.measure.figure
        table.add_row(
            f"{measure.name}: {measure.says}", _time(result.ours[figure]), _time(result.rival[figure]), figure,
            f"{result.ratio.median:.2f} ({result.ratio.low:.2f}-{result.ratio.high:.2f})",
            f"{measure.bound} {measure.limit:g}", _verdict(result),
            *(f"{result.ratios[name].median:.2f}" for name in ("client", "both", "wall")),
        )  # fmt: skip
    console.print(table)


def _verdict(result: Result) -> str:
    if result.keeps(result.measure.stretch):
        return "[green]stretch[/]"
    return "[green]holds[/]" if result.holds else "[red]missed[/]"


def _time(seconds: Spread) -> str:
    value = seconds.median
    return f"{value * 1e6:.0f} µs" if value < 1e-3 else f"{value * 1e3:.2f} ms" if value < 1 else f"{value:.2f} s"


def write(results: Sequence[Result], about: dict[str, Any], path: Path) -> None:
    """bench.json: what was run how, and every figure."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**about, "measures": [plainly(result) for result in results]}, indent=1) + "\n")
