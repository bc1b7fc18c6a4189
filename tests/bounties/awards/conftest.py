"""A judged challenge with its money held: three entries, scored 90, 80 and 70 by two judges."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from bounties.accounts.models import User
from bounties.awards import appealing, confirming, deciding, hearing, ruling
from bounties.awards.models import Appeal, AppealSide, Award
from bounties.awards.placing import Chosen
from bounties.entries.models import Entry, TeamShare
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from tests.keeping import held, stand_on
from workers.clock import laurel_now


def closed(_: None) -> Stage:
    """The entries are in, the money is held, and nobody has scored anything."""
    return hold_purse(judging_stage())


def scored(stage: Stage) -> Stage:
    """Every judge has."""
    stage.judge_all(90, 80, 70)
    return stage


LEVELS = {"level_closed": closed, "level_scored": scored}


def pytest_runtest_setup(item: pytest.Item) -> None:
    stand_on(LEVELS, item)


@pytest.fixture
def level_closed(db: None) -> Stage:
    return held(1)


@pytest.fixture
def level_scored(db: None) -> Stage:
    return held(2)


@pytest.fixture
def silent(level_closed: Stage) -> Stage:
    """Nobody has scored anything."""
    return level_closed


@pytest.fixture
def stage(level_scored: Stage) -> Stage:
    return level_scored


@pytest.fixture
def decided(stage: Stage) -> Stage:
    """Decided along the ranking: the appeal window runs."""
    decide(stage, [(0, 1), (1, 2)])
    stage.reload()
    return stage


@pytest.fixture
def offered(decided: Stage) -> Stage:
    """The appeal window is over."""
    pass_window(decided)
    return decided


def chosen(stage: Stage, pairs: Sequence[tuple[int, int]]) -> list[Chosen]:
    """Pairs of (number of the entry, rank)."""
    return [Chosen(stage.entries[number].pk, rank, f"Place {rank}.") for number, rank in pairs]


def team(entry: Entry, *parts: int) -> list[User]:
    """Make the entry a team's, as if it had been entered so: the members' basis points, the rest its captain's."""
    mates = [make_user() for _ in parts]
    whole = [*zip(mates, parts, strict=True), (entry.entrant, 10_000 - sum(parts))]
    entry.shares.all().delete()
    TeamShare.objects.bulk_create(
        TeamShare(entry=entry, email=user.email, user=user, share_bp=bp, consented_at=laurel_now())
        for user, bp in whole
        if bp
    )
    return mates


def decide(stage: Stage, pairs: Sequence[tuple[int, int]], *, by: object = None) -> None:
    """The sponsor's owner decides, or whoever is named."""
    deciding.decide(challenge_id=stage.challenge.pk, awards=chosen(stage, pairs), by=by or stage.owner)


def contest(stage: Stage, number: int = 0, *, by: User | None = None, **more: Any) -> Appeal:
    """An appeal against the award of the entry with this number, by the third entrant or whoever is named."""
    by = by or stage.entries[2].entrant
    return appealing.appeal(award_id=award_of(stage, number).pk, reason="It copies mine.", by=by, **more)


def hear(appeal: Appeal, stage: Stage) -> Appeal:
    """Everyone who was asked answers."""
    speakers = {AppealSide.SPONSOR: stage.owner, AppealSide.HOLDER: appeal.award and appeal.award.entry.entrant}
    for asked in appeal.answers.filter(text=""):
        hearing.answer(appeal_id=appeal.pk, text="It does not.", by=speakers[AppealSide(asked.side)])
    return appeal


def give_verdict(appeal: Appeal, arbiter: User, outcome: str = "upheld") -> Appeal:
    """What the arbiter says."""
    status = Appeal.Status(outcome)
    return ruling.decide_appeal(appeal_id=appeal.pk, outcome=status, verdict="I compared them.", by=arbiter)


def pass_due(stage: Stage) -> None:
    """Move the clock past whatever the challenge waits for."""
    due_at = stage.reload().due_at
    assert due_at
    move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)


def pass_window(stage: Stage) -> None:
    """Let the appeal window end, and the tick see it."""
    pass_due(stage)
    confirming.confirm_due()


def award_of(stage: Stage, number: int) -> Award:
    """The latest award of the entry with this number."""
    return Award.objects.filter(entry=stage.entries[number]).latest("created_at", "pk")


def statuses(stage: Stage) -> list[tuple[int, int, str]]:
    """(number of the entry, rank, status) of every award, oldest first."""
    numbers: dict[UUID, int] = {entry.pk: number for number, entry in enumerate(stage.entries)}
    awards = Award.objects.filter(challenge=stage.challenge).order_by("created_at", "rank", "slot", "pk")
    return [(numbers[award.entry_id], award.rank, award.status) for award in awards]
