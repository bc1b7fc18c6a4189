"""Lives of the contests: entries are sealed, judged together, and decided at once."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

POOL = [{"rank": 1, "amount": 5_000, "count": 2}]
RUBRIC = [{"name": "Works", "weight": 60}, {"name": "Can be explained", "weight": 40}]
IDEATION: dict[str, Any] = {"format": "ideation", "prizes": POOL, "criteria": []}
PRIZE: dict[str, Any] = {"format": "prize", "prizes": POOL, "criteria": RUBRIC}
JUDGES = ("judge1", "judge2")


def ideation_by_people(play: Play) -> None:
    """Without a rubric its sponsor awards the whole pool."""
    play.post(enter_seconds=6, judge_seconds=60, **IDEATION)
    _enter(play)
    _award(play)
    _take(play, rule="sponsor")


def ideation_by_silence(play: Play) -> None:
    """Nobody decides: extended, escalated, then split."""
    play.post(enter_seconds=6, judge_seconds=2, **IDEATION)
    _enter(play)
    _take(play, rule="split_among_qualified")


def prize_by_people(play: Play) -> None:
    """A panel scores, and its sponsor follows the ranking."""
    play.post(enter_seconds=6, judge_seconds=60, **PRIZE)
    _seat(play)
    _enter(play)
    _score(play)
    _award(play)
    _take(play, rule="ranking")


def prize_by_silence(play: Play) -> None:
    """A panel scores, but its sponsor never decides: the scores do."""
    play.post(enter_seconds=6, judge_seconds=8, **PRIZE)
    _seat(play)
    _enter(play)
    _score(play)
    _take(play, rule="mean_of_scorecards")


def _enter(play: Play) -> None:
    play.enter("solver1", "Warm the door", "A curtain of air at the door, driven by the fan that is there already.")
    play.enter("solver2", "Turn the pallets", "The warm corner changes if every second pallet is turned.")
    play.wait_until("judging")


def _seat(play: Play) -> None:
    for judge in JUDGES:
        with play.telling.step(judge, "is invited and accepts"):
            seat = play.people["sponsor"].post(f"{play.path}/judges", email=play.people[judge].email)
            play.people[judge].post(f"/judgeships/{seat['id']}/accept")


def _score(play: Play) -> None:
    for judge in JUDGES:
        with play.telling.step(judge, "scores both entries, blind"):
            for entry in play.entries.values():
                scores = [
                    {"criterion": row["id"], "score": 80, "comment": "Good, and clearly told."}
                    for row in play.challenge["criteria"]
                ]
                play.people[judge].put(f"/entries/{entry}/scorecard", conflict=False, scores=scores, submit=True)


def _award(play: Play) -> None:
    with play.telling.step("sponsor", "awards both entries, with reasons"):
        awards = [{"entry": entry, "rank": 1, "reason": "We will try it."} for entry in play.entries.values()]
        play.people["sponsor"].post(f"{play.path}/decide", awards=awards)


def _take(play: Play, *, rule: str) -> None:
    play.wait_until("awarding")
    play.require_rule(rule)
    play.accept_awards("solver1", "solver2")
    play.require_end("completed", paid=10_000)


LIVES = [
    Life("prize", Ending.PEOPLE, prize_by_people),
    Life("prize", Ending.SILENCE, prize_by_silence),
    Life("ideation", Ending.PEOPLE, ideation_by_people),
    Life("ideation", Ending.SILENCE, ideation_by_silence),
]
