"""What the guards of votes and comments refuse, past every service."""

from collections.abc import Callable
from typing import Any

from bounties.judging.models import AnswerComment, AnswerVote, Verdict
from tests.bounties.conftest import make_user

HERE = (AnswerComment, AnswerVote, Verdict)


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
