"""An open board, with or without a pool, and people who vote."""

from datetime import timedelta
from typing import Any

import pytest

from bounties.accounts.models import User
from bounties.entries.models import Entry
from bounties.ideas import voting
from bounties.ideas.models import Idea
from bounties.ideas.points import moment_of
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, enter, open_stage
from workers.clock import laurel_now

HALF_LIFE = REPLY = 86_400  # seconds: no votes of one test are so far apart that a point fades by them


def board_stage(*, ideas: int = 2, threshold: int = 3, pool: int = 0, **terms: Any) -> Stage:
    """Open for thirty half-lives; without a pool unless it is given, in minor units for two places."""
    given = {"format": "ideas", "guarantee": "up_to", "criteria": (), "threshold": threshold}
    given |= {
        "prizes": ((1, pool, 1), (2, pool, 1)) if pool else (),
        "durations": {"half_life": HALF_LIFE, "reply": REPLY},
    }
    now = laurel_now()
    given |= {"closes_at": now + timedelta(days=30), "judge_by": now + timedelta(days=40)}
    stage = open_stage(**given | terms)
    for number in range(ideas):
        enter(stage, make_user(), title=f"Idea {number}")
    return stage


def vote(entry: Entry, value: int = 1, by: User | None = None) -> User:
    """By somebody new unless the test names them; returns who voted."""
    voter = by or make_user()
    voting.vote(entry_id=entry.pk, value=value, by=voter)
    return voter


def kept(entry: Entry) -> Idea:
    """What the board keeps of it now."""
    return Idea.objects.get(pk=entry.pk)


def points(entry: Entry) -> float:
    """What its votes are worth now."""
    return float(moment_of(entry.challenge).points(kept(entry).heat))


@pytest.fixture
def stage(db: None) -> Stage:
    return board_stage()
