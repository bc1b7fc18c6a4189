"""Lives of idea boards: votes raise an idea, its sponsor answers, and a pool is awarded or goes back."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

BOARD: dict[str, Any] = {
    "format": "ideas",
    "guarantee": "up_to",
    "prizes": [{"rank": 1, "amount": 20_000}, {"rank": 2, "amount": 10_000}],
    "threshold": 2,
}


def by_people(play: Play) -> None:
    """The raised idea is planned and awarded; the second place is left, and goes back."""
    play.post(enter_seconds=12, judge_seconds=60, durations={"half_life": 3_600}, **BOARD)
    raised = _raise_the_first(play)
    with play.telling.step("sponsor", "says that it is planned"):
        play.people["sponsor"].post(f"/ideas/{raised}/answer", status="planned", note="In spring.")
    play.wait_until("judging")
    with play.telling.step("sponsor", "awards it"):
        awards = [{"entry": raised, "rank": 1, "reason": "Most people asked for it."}]
        play.people["sponsor"].post(f"{play.path}/decide", awards=awards)
    play.wait_until("awarding")
    play.require_rule("sponsor")
    play.accept_awards("solver1")
    play.require_end("completed", paid=20_000, refunded=10_000)


def by_silence(play: Play) -> None:
    """The sponsor says nothing: the raised idea is shown as overdue, and the whole pool goes back."""
    play.post(enter_seconds=12, judge_seconds=2, durations={"half_life": 3_600, "reply": 1}, **BOARD)
    raised = _raise_the_first(play)
    with play.telling.step("judge1", "sees that the answer is overdue"):
        play.look(
            lambda: play.people["judge1"].get(f"/ideas/{raised}"),
            until=lambda seen: bool(seen["is_overdue"]),
            what="the idea to be overdue",
        )
    play.require_end("no_award", paid=0, refunded=30_000)
    play.require_rule("pool_returned")


def _raise_the_first(play: Play) -> str:
    """Two ideas, and two votes for the first."""
    raised = play.enter("solver1", "A splash stick", "So that nothing spills on the way.")
    play.enter("solver2", "Free refills", "For whoever brings a cup.")
    for voter in ("judge1", "judge2"):
        with play.telling.step(voter, "votes for the first idea"):
            seen = play.people[voter].put(f"/ideas/{raised}/vote", value=1)
    assert seen["status"] == "under_review", seen
    return raised


LIVES = [Life("ideas", Ending.PEOPLE, by_people), Life("ideas", Ending.SILENCE, by_silence)]
