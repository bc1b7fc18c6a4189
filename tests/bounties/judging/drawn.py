"""Which of the stories of two worlds a run tells, and to whom: all in the campaign, else what its seed draws."""

import random
from collections.abc import Iterable
from typing import Any

import pytest

from tests.bounties.judging.swapping import World, both, filled, told_apart
from tests.campaigns.options import IS_CAMPAIGN, seed_of_this_run
from tests.campaigns.reporting import report

SEED = seed_of_this_run()
STORIES = ["queue", "votes", "jury", "offers"]
luck = random.Random(SEED)


def drawn(number: int, among: list[Any]) -> list[Any]:
    """So many of them by the run's seed; all in the campaign."""
    return among if IS_CAMPAIGN else luck.sample(among, number)


TOLD = drawn(1, STORIES)


def story_of(name: str) -> pytest.MarkDecorator:
    """Told where the seed drew it."""
    reason = f"{' and '.join(TOLD)} was drawn; make campaign NAME=blind tells every story"
    return pytest.mark.skipif(name not in TOLD, reason=reason)


def compared(*told: Any, leaking: Iterable[str] = ()) -> tuple[World, World]:
    """Both worlds, and a line for the campaign's report. `leaking`: doors at which a leak was planted, to be seen."""
    one, other = both(*told)
    apart, leaks = told_apart(one, other).keys(), {path for door in leaking for path in filled(door, one.objects())}
    figures = {"seed": SEED, "answers": len(one.found), "apart": len(apart - leaks)}
    report("blind", figures | ({"planted_leaks_seen": f"{len(apart & leaks)} of {len(leaks)}"} if leaks else {}))
    return one, other
