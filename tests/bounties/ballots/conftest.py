"""A vote between three entries, open for the public."""

from typing import Any

import pytest

from bounties.accounts.models import User
from bounties.ballots import casting, waking
from bounties.ballots.models import Ballot
from bounties.ballots.policies import hours_of
from bounties.ballots.tracing import Origin
from bounties.challenges.models import Challenge
from bounties.challenges.terms import CriterionTerms
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from tests.keeping import held, stand_on
from workers.clock import laurel_now

HERE = Origin(device="a browser", address="192.0.2.7")


def vote_stage(*, entries: int = 3, **terms: Any) -> Stage:
    """Closed, and votes are taken now."""
    given = {"format": "vote", "criteria": (), "prizes": ((1, 100_000, 1), (2, 50_000, 1)), "judges": 0}
    return judging_stage(entries=entries, **given | terms)


def jury_stage(**terms: Any) -> Stage:
    """The same with its money held, and two judges who score, too; both sides count for half."""
    rubric = (CriterionTerms("Works", 60), CriterionTerms("Can be explained", 40))
    given = {"criteria": rubric, "aggregation": "jury_and_public", "judges": 2}
    return hold_purse(vote_stage(**given | terms))


def vote(stage: Stage, by: User | None = None, origin: Origin | None = None, **marks: int) -> Ballot:
    """Cast a ballot; `e0=1` marks the first entry. Without a name it is somebody new, from nowhere."""
    said = {stage.entries[int(name[1:])].pk: mark for name, mark in marks.items()}
    return casting.cast(challenge_id=stage.challenge.pk, marks=said, origin=origin or Origin(), by=by or make_user())


def votes(stage: Stage, *numbers: int) -> None:
    """So many new people vote for the first entry, so many for the second, and so on."""
    for entry, times in enumerate(numbers):
        for _ in range(times):
            vote(stage, **{f"e{entry}": 1})


def pass_to(stage: Stage, hour: str) -> Challenge:
    """Move the clock to one of the ballot's hours, and do what is to be done then."""
    moment = getattr(hours_of(stage.reload()), hour)
    move_clock(seconds=(moment - laurel_now()).total_seconds() + 0.01)
    waking.wake(challenge_id=stage.challenge.pk, hour=hour)
    return stage.reload()


def audited(stage: Stage) -> Stage:
    """The window has closed."""
    pass_to(stage, "ends_at")
    return stage


def tallied(stage: Stage) -> Stage:
    """The audit is over."""
    pass_to(stage, "tallied_at")
    return stage


def voted_and_scored(stage: Stage) -> Stage:
    """Of 3, 6 and 0 votes the public's scores are 50, 100 and 0; the jury gave 90, 20 and 80: 70, 60 and 40 in all."""
    votes(stage, 3, 6)
    stage.judge_all(90, 20, 80)
    return stage


LEVELS = {"level_jury": lambda _: jury_stage(), "level_spoken": voted_and_scored}


def pytest_runtest_setup(item: pytest.Item) -> None:
    stand_on(LEVELS, item)


@pytest.fixture
def level_jury(db: None) -> Stage:
    return held(1)


@pytest.fixture
def level_spoken(db: None) -> Stage:
    return held(2)


@pytest.fixture
def jury(level_jury: Stage) -> Stage:
    """A jury that may score, a public that may vote, and nobody has yet."""
    return level_jury


@pytest.fixture
def spoken(level_spoken: Stage) -> Stage:
    """Both have."""
    return level_spoken


@pytest.fixture
def stage(db: None) -> Stage:
    return vote_stage()


@pytest.fixture
def funded(db: None) -> Stage:
    return hold_purse(vote_stage())
