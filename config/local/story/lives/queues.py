"""Lives of a queue: whoever is accepted first is paid at once; where reviewers are silent, the arbiter decides."""

from typing import Any

from config.local.story.lives.playing import Ending, Life, Play

QUEUE: dict[str, Any] = {"format": "first_correct", "prizes": [{"rank": 1, "amount": 4_000, "count": 2}]}


def by_people(play: Play) -> None:
    """The first is sent back and mended, the second accepted, the third turned down; the mended one takes the rest."""
    play.post(enter_seconds=90, judge_seconds=90, durations={"review": 60, "lease": 30, "arbiter": 30}, **QUEUE)
    for name in ("solver1", "solver2", "solver3"):
        play.enter(name, "A parser", f"Written by {name}.")
    with play.telling.step("sponsor", "asks the first for a test"):
        _decide(play, "sponsor", "solver1", "request-changes", reason="Add a test.")
    with play.telling.step("sponsor", "accepts the second, who is paid while the queue goes on"):
        _decide(play, "sponsor", "solver2", "accept")
    with play.telling.step("solver1", "hands in again, behind the third"):
        entry = play.entries["solver1"]
        solver = play.people["solver1"]
        seen = solver.get(f"/entries/{entry}")
        solver.patch(f"/entries/{entry}", body="With a test.", version=seen["version"])
        solver.post(f"/entries/{entry}/submit")
    with play.telling.step("sponsor", "turns the third down, and accepts the first"):
        _decide(play, "sponsor", "solver3", "reject", reason="It fails on empty input.")
        _decide(play, "sponsor", "solver1", "accept")
    play.require_end("completed", paid=8_000)
    play.require_rule("reviews")


def by_silence(play: Play) -> None:
    """No reviewer takes the entry: it comes to the arbiter, who accepts it; the prize that nobody won goes back."""
    play.post(enter_seconds=8, judge_seconds=4, durations={"review": 2, "lease": 2, "arbiter": 60}, **QUEUE)
    play.enter("solver1", "A parser", "Complete.")
    play.look(
        lambda: play.people["solver1"].get(f"/entries/{play.entries['solver1']}/position"),
        until=lambda seen: seen["is_with_the_arbiter"],
        what="the entry to come to the arbiter",
    )
    with play.telling.step("arbiter", "takes the entry, and accepts it"):
        _decide(play, "arbiter", "solver1", "accept")
    play.require_end("completed", paid=4_000, refunded=4_000)
    play.require_rule("reviews")


def _decide(play: Play, reviewer: str, solver: str, verdict: str, **said: str) -> None:
    person = play.people[reviewer]
    taken = person.post(f"{play.path}/queue/take")
    assert taken["id"] == play.entries[solver]
    person.post(f"/entries/{taken['id']}/{verdict}", **said)


LIVES = [
    Life("first_correct", Ending.PEOPLE, by_people),
    Life("first_correct", Ending.SILENCE, by_silence),
]
