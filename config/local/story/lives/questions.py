"""Lives of questions: anyone reads the answers, and an accepted one is paid at once."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

QUESTION: dict[str, Any] = {"format": "question", "prizes": [{"rank": 1, "amount": 5_001}]}


def by_people(play: Play) -> None:
    """The asker accepts one of two answers while the question is still open."""
    play.post(enter_seconds=60, judge_seconds=60, **QUESTION)
    _answer(play)
    with play.telling.step("sponsor", "accepts the second answer"):
        play.people["sponsor"].post(f"/answers/{play.entries['solver2']}/accept")
    play.require_end("completed", paid=5_001)
    play.require_rule("asker")


def by_silence(play: Play) -> None:
    """Nobody accepts: the answer that readers voted for gets half."""
    play.post(enter_seconds=10, judge_seconds=4, **QUESTION)
    _answer(play)
    for voter in ("judge1", "judge2"):
        with play.telling.step(voter, "votes for the first answer"):
            play.people[voter].put(f"/answers/{play.entries['solver1']}/vote", value=1)
    play.require_end("completed", paid=2_501, refunded=2_500)
    play.require_rule("top_answer")


def _answer(play: Play) -> None:
    play.enter("solver1", "Reset it", "Hold both buttons for ten seconds.")
    play.enter("solver2", "Update it", "The version before 17.4 lost the network on trains.")


LIVES = [
    Life("question", Ending.PEOPLE, by_people),
    Life("question", Ending.SILENCE, by_silence),
]
