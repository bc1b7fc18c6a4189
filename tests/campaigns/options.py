"""How long a campaign is and from which seed: as `make campaign` was told, or short where it is a slice among tests."""

import os
import random

IS_CAMPAIGN = bool(os.environ.get("CAMPAIGN_REPORT"))


def length(name: str, *, campaign: int, among_tests: int) -> int:
    """`make campaign KILLS=30`: so many; without KILLS as many as a campaign has; a slice among tests stays a slice."""
    return int(os.environ.get(f"CAMPAIGN_{name}") or campaign) if IS_CAMPAIGN else among_tests


def seed_of_this_run() -> int:
    """SEED=7 repeats the run that printed 7; else any."""
    return int(os.environ.get("CAMPAIGN_SEED") or random.randrange(1_000_000))


def job() -> tuple[int, int]:
    """Which of how many processes this is, of a campaign that `JOBS=2` spreads over two."""
    return int(os.environ.get("CAMPAIGN_JOB") or 0), int(os.environ.get("CAMPAIGN_JOBS") or 1)
