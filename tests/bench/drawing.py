"""docs/bench.svg: every ratio beside its limit, and every hot path's growth; by hand, so that it needs no library."""

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.bench.growing import Curve
from tests.bench.running import Result

ROW, LEFT, WIDTH, RIGHT = 26, 340, 400, 150
HEAD, GAP = 34, 40  # pixels above the rows, and between the two parts
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2933 } .quiet { fill: #52606d } .head { font-weight: 600 }
.holds { fill: #2f855a } .missed { fill: #c53030 } .limit { stroke: #1f2933; stroke-width: 2 }
.range { stroke: #1f2933; stroke-width: 1 } .ground { fill: #fff } .lane { fill: #eef1f4 }
.curve { stroke: #2b6cb0; stroke-width: 2; fill: none } .point { fill: #2b6cb0 }
@media (prefers-color-scheme: dark) {
 text { fill: #e4e7eb } .quiet { fill: #9aa5b1 } .ground { fill: #12161b } .lane { fill: #1f2731 }
 .limit, .range { stroke: #e4e7eb } .holds { fill: #48bb78 } .missed { fill: #fc8181 }
 .curve { stroke: #63b3ed } .point { fill: #63b3ed } }
"""
DECADES = 1.0  # of ten, to either side of the limit
STEEPEST = 30.0  # times, at the top of a curve's row
MIDDLE = LEFT + WIDTH / 2


def draw(results: Sequence[Result], curves: Sequence[Curve], path: Path) -> None:
    """One row per measure, the limit in the middle, what keeps it left of it; then one row per hot path."""
    second = HEAD + ROW * len(results) + GAP
    height = second + HEAD + ROW * len(curves) + 10
    ratios = "\n".join(_row(result, HEAD + ROW * number) for number, result in enumerate(results))
    growth = "\n".join(_curve(curve, second + HEAD + ROW * number) for number, curve in enumerate(curves))
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img">\n'
        f"<title>Laurel's speed: ratios beside their limits, and growth from 1,000 to 1,000,000 challenges</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect class="ground" width="100%" height="100%"/>\n'
        f"{_words(LEFT, 22, '10 times within')}{_words(MIDDLE, 22, 'limit', 'middle')}"
        f"{_words(LEFT + WIDTH, 22, '10 times beyond', 'end')}\n{ratios}\n"
        f'<line class="limit" x1="{MIDDLE}" x2="{MIDDLE}" y1="{HEAD}" y2="{HEAD + ROW * len(results)}"/>\n'
        f"{_words(LEFT, second + 22, '1,000')}{_words(MIDDLE, second + 22, 'challenges', 'middle')}"
        f"{_words(LEFT + WIDTH, second + 22, '1,000,000', 'end')}\n{growth}\n</svg>\n"
    )


def _words(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="quiet">{words}</text>'


def _ground(words: str, top: float) -> str:
    return (
        f'<text x="{LEFT - 10}" y="{top + ROW / 2 + 4}" text-anchor="end">{escape(words)}</text>'
        f'<rect class="lane" x="{LEFT}" y="{top + 3}" width="{WIDTH}" height="{ROW - 6}"/>'
    )


def _row(result: Result, top: float) -> str:
    measure, ratio = result.measure, result.ratio
    at, low, high = (_place(result, value) for value in (ratio.median, ratio.low, ratio.high))
    begin, end = sorted((at, MIDDLE))
    kind, line = "holds" if result.holds else "missed", top + ROW / 2
    return (
        f"{_ground(measure.says, top)}"
        f'<rect class="{kind}" x="{begin:.1f}" y="{top + 6}" width="{end - begin:.1f}" height="{ROW - 12}"/>'
        f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{line}" y2="{line}"/>'
        f"{_words(LEFT + WIDTH + 10, line + 4, f'{ratio.median:.2f}; {measure.bound} {measure.limit:g}')}"
    )


def _place(result: Result, ratio: float) -> float:
    beyond = math.log10(max(ratio, 1e-9) / result.measure.limit)
    if result.measure.bound == "at least":
        beyond = -beyond
    return MIDDLE + WIDTH / 2 * max(-1.0, min(1.0, beyond / DECADES))


def _curve(curve: Curve, top: float) -> str:
    """Both scales are logarithms: what stays flat does not grow."""
    if not curve.costs:
        return _ground(curve.growth.says, top)
    first = curve.costs[min(curve.costs)].median
    points = [
        (LEFT + WIDTH * (math.log10(size) - 3) / 3, top + _height(cost.median / first))
        for size, cost in sorted(curve.costs.items())
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points)
    last = curve.costs[max(curve.costs)].median * 1000
    told = f"{first * 1000:.2f} to {last:.2f} ms"
    return (
        f'{_ground(curve.growth.says, top)}<polyline class="curve" points="{line}"/>{dots}'
        f"{_words(LEFT + WIDTH + 10, top + ROW / 2 + 4, told)}"
    )


def _height(times: float) -> float:
    share = math.log10(max(times, 1.0)) / math.log10(STEEPEST)
    return ROW - 6 - (ROW - 12) * min(1.0, share)
