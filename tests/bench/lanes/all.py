"""Every lane by its name."""

from tests.bench.lanes import board, plain
from tests.bench.lanes.lane import Lane

LANES: dict[str, Lane] = {**board.LANES, **plain.LANES}
