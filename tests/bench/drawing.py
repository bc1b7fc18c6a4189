"""docs/bench.svg: every ratio beside its limit, drawn by hand so that it needs no library."""

import math
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.bench.running import Result

ROW, LEFT, WIDTH, RIGHT = 26, 330, 400, 130
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2933 } .quiet { fill: #5f6c7b }
.holds { fill: #2f855a } .missed { fill: #c53030 } .limit { stroke: #1f2933; stroke-width: 2 }
.range { stroke: #1f2933; stroke-width: 1 } .ground { fill: #fff } .lane { fill: #eef1f4 }
@media (prefers-color-scheme: dark) {
 text { fill: #e4e7eb } .quiet { fill: #9aa5b1 } .ground { fill: #12161b } .lane { fill: #1f2731 }
 .limit, .range { stroke: #e4e7eb } .holds { fill: #48bb78 } .missed { fill: #fc8181 } }
"""
DECADES = 1.0  # of ten, to either side of the limit


def draw(results: Sequence[Result], path: Path) -> None:
    """One row per measure; the limit stands in the middle, and what keeps it lies left of it, on a scale of tens."""
    height = ROW * (len(results) + 2)
    rows = "\n".join(_row(result, ROW * (number + 1)) for number, result in enumerate(results))
    middle = LEFT + WIDTH / 2
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img">\n'
        f"<title>Laurel's speed as ratios, each beside its limit</title>\n<style>{STYLE}</style>\n"
        f'<rect class="ground" width="100%" height="100%"/>\n'
        f'<text x="{LEFT}" y="17" class="quiet">10 times within</text>'
        f'<text x="{middle}" y="17" text-anchor="middle" class="quiet">limit</text>'
        f'<text x="{LEFT + WIDTH}" y="17" text-anchor="end" class="quiet">10 times beyond</text>\n{rows}\n'
        f'<line class="limit" x1="{middle}" x2="{middle}" y1="{ROW}" y2="{height - ROW}"/>\n</svg>\n'
    )


def _row(result: Result, top: int) -> str:
    measure, ratio = result.measure, result.ratio
    at, low, high = (_place(result, value) for value in (ratio.median, ratio.low, ratio.high))
    middle, line = LEFT + WIDTH / 2, top + ROW / 2
    begin, end = sorted((at, middle))
    kind = "holds" if result.holds else "missed"
    return (
        f'<text x="{LEFT - 10}" y="{line + 4}" text-anchor="end">{escape(measure.says)}</text>'
        f'<rect class="lane" x="{LEFT}" y="{top + 4}" width="{WIDTH}" height="{ROW - 8}"/>'
        f'<rect class="{kind}" x="{begin:.1f}" y="{top + 6}" width="{end - begin:.1f}" height="{ROW - 12}"/>'
        f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{line}" y2="{line}"/>'
        f'<text x="{LEFT + WIDTH + 10}" y="{line + 4}" class="quiet">'
        f"{ratio.median:.2f}; {measure.bound} {measure.limit:g}</text>"
    )


def _place(result: Result, ratio: float) -> float:
    beyond = math.log10(max(ratio, 1e-9) / result.measure.limit)
    if result.measure.bound == "at least":
        beyond = -beyond
    return LEFT + WIDTH / 2 * (1 + max(-1.0, min(1.0, beyond / DECADES)))
