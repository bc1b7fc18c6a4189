"""Every lane by its name."""

from tests.bench.lanes import board, closing, plain, search, submitting, telling, webhooks
from tests.bench.lanes.lane import Lane

ROOMS = (board, search, plain, submitting, closing, telling, webhooks)
LANES: dict[str, Lane] = {name: lane for room in ROOMS for name, lane in room.LANES.items()}
