"""What the guards of votes and comments refuse, past every service."""

from collections.abc import Callable
from typing import Any

from bounties.ballots.models import Ballot, Tally
from bounties.judging.models import AnswerComment, AnswerVote, Judgeship, PublicScore, Verdict
from tests.bounties.conftest import make_user

HERE = (AnswerComment, AnswerVote, PublicScore, Verdict)


def _vote(world: Any, **fields: Any) -> AnswerVote:
    given = {"entry": world.panel.entries[0], "voter": make_user(), "value": 1} | fields
    return AnswerVote.objects.create(**given)


def _voted_twice(world: Any) -> None:
    voter = make_user()
    for _ in range(2):
        _vote(world, voter=voter)


ANSWER_ACTS: dict[str, Callable[[Any], Any]] = {
    "answer_vote_is_one_per_person": _voted_twice,
    "answer_vote_is_for_or_against": lambda world: _vote(world, value=2),
    "answer_vote_comes_before_the_decision": lambda world: _vote(world, entry=world.decided.entries[0]),
    "answer_vote_is_for_others": lambda world: _vote(world, voter=world.panel.entries[0].entrant),
    "answer_comment_says_something": lambda world: AnswerComment.objects.create(
        entry=world.panel.entries[0], author=make_user(), body="", is_official=False
    ),
}


def _verdict(world: Any, **fields: Any) -> Verdict:
    """Of who reads the first entry of a queue."""
    given = {"version": world.taken.versions.get(), "given_by": world.taken.reviewer, "outcome": "rejected"}
    return Verdict.objects.create(**given | {"reason": "It fails."} | fields)


VERDICT_ACTS: dict[str, Callable[[Any], Any]] = {
    "verdict_is_by_who_reviews_it": lambda world: _verdict(world, given_by=make_user()),
    "verdict_is_one_per_version": lambda world: [_verdict(world), _verdict(world)],
    "verdict_says_why": lambda world: _verdict(world, reason=""),
    "verdict_outcome_is_known": lambda world: _verdict(world, outcome="perhaps"),
    "verdict_is_never_changed": lambda world: Verdict.objects.filter(pk=_verdict(world).pk).update(reason="Other."),
}


def _public_score(world: Any, points: int = 50, *, is_counted: bool = True) -> PublicScore:
    """Of the first entry, with the votes counted or not."""
    entry = world.panel.entries[0]
    placings = [{"position": 1, "entry": str(entry.pk), "score": "1", "votes": 1}]
    if is_counted:
        Tally.objects.create(challenge=world.panel.challenge, counted=1, voided=0, placings=placings)
    return PublicScore.objects.create(entry=entry, points=points)


def _sit_down_after_voting(world: Any) -> None:
    Ballot.objects.create(challenge=world.panel.challenge, voter=world.invited.judge)
    seat = Judgeship.objects.filter(pk=world.invited.pk)
    seat.update(status="accepted", answered_at="2026-11-21T00:00Z", due_at=None)


PUBLIC_ACTS: dict[str, Callable[[Any], Any]] = {
    "judge_has_not_voted": _sit_down_after_voting,
    "public_score_comes_with_the_tally": lambda world: _public_score(world, is_counted=False),
    "public_score_is_0_to_100": lambda world: _public_score(world, points=101),
    "public_score_is_never_changed": lambda world: PublicScore.objects.filter(pk=_public_score(world).pk).update(
        points=51
    ),
}
