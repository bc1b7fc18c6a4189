"""docs/performance.md: its tables are written between markers, from what a run measured."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"
Told = Mapping[str, Any]


def write(told: Told, page: Path = PAGE) -> None:
    """Every table that the run has figures of; the others stay."""
    text = page.read_text()
    for name, table in TABLES.items():
        if told.get(name):
            text = _between(text, name, "\n".join(table(told)))
    page.write_text(text)


def _between(text: str, name: str, lines: str) -> str:
    begin, end = f"<!-- bench: {name} -->", f"<!-- end of {name} -->"
    before, found, rest = text.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{PAGE.name} has no place for {name}: it stands between {begin} and {end}.")
    return f"{before}{begin}\n{lines}\n{end}{after}"


def _measures(told: Told) -> Iterable[str]:
    yield (
        f"Of {told['day']}, {told['rounds']} rounds on {told['processors']} processors (load {told['load']:.1f} at the"
        f" end), seed {told['seed']}; in brackets the middle half of the rounds."
    )
    yield from ("", "| what | judged by | goal | stretch | measured | |", "|---|---|---|---|---|---|")
    for one in told["measures"]:
        middle, low, high = one["ratio"][one["figure"]]
        verdict = "**missed**" if not one["holds"] else "stretch" if one["stretches"] else "met"
        yield (
            f"| {one['says']} | {one['figure']} | {one['bound']} {one['limit']:g} | {one['stretch']:g}"
            f" | {middle:.2f} ({low:.2f} to {high:.2f}) | {verdict} |"
        )
    for fact in told["facts"]:
        verdict = "met" if fact["holds"] else "**missed**"
        yield f"| {fact['says']} | count | at most {fact['most']} | | {fact['value']} | {verdict} |"
    for lane, why in sorted(told["broken"].items()):
        yield f"| {lane} | | | | broken: {why.splitlines()[0]} | **broken** |"


def _growth(told: Told) -> Iterable[str]:
    sizes = sorted({int(size) for one in told["growth"] for size in one["costs"]})
    yield f"| hot path, in milliseconds | {' | '.join(f'{size:,}' for size in sizes)} | times |"
    yield f"|---|{'---|' * len(sizes)}---|"
    for one in told["growth"]:
        costs = [f"{one['costs'][str(size)][0] * 1000:.2f}" if str(size) in one["costs"] else "" for size in sizes]
        yield f"| {one['says']} | {' | '.join(costs)} | {one['times']:.2f} |"


def _pages(told: Told) -> Iterable[str]:
    yield from ("| page or answer | bytes | compressed | queries | ms |", "|---|---|---|---|---|")
    for one in told["pages"]:
        yield (
            f"| `{one['path']}` | {one['bytes']:,} | {one['compressed']:,} | {one['queries']} | {one['milliseconds']} |"
        )


def _processes(told: Told) -> Iterable[str]:
    yield from ("| process | seconds to start | MB, fresh | MB, after 200 requests |", "|---|---|---|---|")
    for one in told["processes"]:
        worked = one["worked"] if one["name"] == "web" else ""
        yield f"| {one['name']}: {one['says']} | {one['seconds']} | {one['fresh']} | {worked} |"


TABLES = {"measures": _measures, "growth": _growth, "pages": _pages, "processes": _processes}


def today() -> str:
    """For the table's head."""
    return datetime.now(UTC).date().isoformat()


def keep(told: Told, path: Path) -> Told:
    """bench.json; and what it says when it is read again."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n")
    read: Told = json.loads(path.read_text())
    return read
