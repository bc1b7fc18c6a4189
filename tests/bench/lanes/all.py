"""Every lane by its name."""

from tests.bench.lanes import board, books, closing, plain, reading, search, submitting, telling, webhooks, working
from tests.bench.lanes.lane import Lane

ROOMS = (board, reading, search, plain, submitting, closing, telling, working, books, webhooks)
LANES: dict[str, Lane] = {name: lane for room in ROOMS for name, lane in room.LANES.items()}
