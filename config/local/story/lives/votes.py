"""Lives of the public vote: the votes decide, or a jury among the first of them."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

PLACES = [{"rank": 1, "amount": 6_000}, {"rank": 2, "amount": 4_000}]
SECONDS = {"extension": 1, "arbiter": 1, "audit": 2, "jury": 60}
VOTERS = ("judge1", "judge2", "solver3")


def vote_by_people(play: Play) -> None:
    """The public votes, then the jury that the terms announced picks among the first."""
    _post(play, judge_seconds=70, ballot={"kind": "ranked", "jury_picks_among": 2})
    _enter(play)
    _vote(play, {"solver1": 1, "solver2": 2})
    play.look(
        lambda: play.people["moderator"].get(f"{play.path}/timeline")["results"],
        until=lambda rows: any(row["name"] == "ballot.tallied" for row in rows),
        what="the tally",
    )
    with play.telling.step("sponsor", "as the jury picks the second of the tally first"):
        picks = [{"entry": play.entries[name], "rank": rank} for name, rank in (("solver2", 1), ("solver1", 2))]
        play.people["sponsor"].post(f"{play.path}/decide", awards=[row | {"reason": "Bolder."} for row in picks])
    _take(play, rule="jury")


def vote_by_silence(play: Play) -> None:
    """The public votes, and nobody else does anything: the tally decides."""
    _post(play, judge_seconds=10, ballot={"kind": "plurality"})
    _enter(play)
    _vote(play, {"solver1": 1})
    _take(play, rule="tally")


def _post(play: Play, *, judge_seconds: float, ballot: dict[str, Any]) -> None:
    terms: dict[str, Any] = {"prizes": PLACES, "criteria": [], "ballot": ballot, "durations": SECONDS}
    play.post(enter_seconds=6, judge_seconds=judge_seconds, format="vote", **terms)


def _enter(play: Play) -> None:
    play.enter("solver1", "A fox in the snow", "Two colours, one line.")
    play.enter("solver2", "A snowman in the sun", "Three colours, no line.")
    play.wait_until("judging")


def _vote(play: Play, marks: dict[str, int]) -> None:
    said = [{"entry": play.entries[name], "mark": mark} for name, mark in marks.items()]
    for voter in VOTERS:
        with play.telling.step(voter, "votes"):
            play.people[voter].put(f"{play.path}/ballot", marks=said)


def _take(play: Play, *, rule: str) -> None:
    play.wait_until("awarding")
    play.require_rule(rule)
    play.accept_awards("solver1", "solver2")
    play.require_end("completed", paid=10_000)


LIVES = [
    Life("vote", Ending.PEOPLE, vote_by_people),
    Life("vote", Ending.SILENCE, vote_by_silence),
]
