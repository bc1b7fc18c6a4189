"""Lives of a staged prize: every stage is paid for first, and who wins in one may enter the next."""

from datetime import UTC, datetime, timedelta
from typing import Any

from config.local.story.lives.playing import OPENS_AFTER, Ending, Life, Play

ENTER = 16  # seconds
CONCEPTS = [{"rank": 1, "amount": 2_000, "count": 2}]
PROTOTYPE = [{"rank": 1, "amount": 6_000}]


def by_people(play: Play) -> None:
    """Its sponsor lets both concepts pass, and awards the one prototype that comes."""
    _post(play, judge_seconds=12)
    _enter_concepts(play)
    _award(play)
    _take(play, "solver1", "solver2", rule="sponsor")
    _enter_prototype(play)
    _award(play)
    _take(play, "solver1", rule="sponsor")
    _require_both_paid(play)


def by_silence(play: Play) -> None:
    """Nobody decides either stage: each is divided among those who qualified, and so both concepts pass."""
    _post(play, judge_seconds=2)
    _enter_concepts(play)
    _take(play, "solver1", "solver2", rule="split_among_qualified")
    _enter_prototype(play)
    _take(play, "solver1", rule="split_among_qualified")
    _require_both_paid(play)


def _post(play: Play, *, judge_seconds: float) -> None:
    judging = timedelta(seconds=judge_seconds) * play.pace
    judge_by = datetime.now(UTC) + timedelta(seconds=OPENS_AFTER + ENTER) * play.pace + judging
    opens_at = judge_by + timedelta(seconds=1)
    closes_at = opens_at + timedelta(seconds=ENTER) * play.pace
    prototype: dict[str, Any] = {
        "title": "Prototype",
        "statement": "Build it, and show it at work.",
        "prizes": PROTOTYPE,
        "opens_at": opens_at.isoformat(),
        "closes_at": closes_at.isoformat(),
        "judge_by": (closes_at + judging).isoformat(),
    }
    terms: dict[str, Any] = {"prizes": CONCEPTS, "criteria": [], "stages": [prototype]}
    play.post(enter_seconds=ENTER, judge_seconds=judge_seconds, format="milestones", **terms)


def _enter_concepts(play: Play) -> None:
    play.enter("solver1", "A curtain of air", "Driven by the fan that is there already.")
    play.enter("solver2", "Turn the pallets", "Every second one.")
    play.wait_until("judging", "provisional")


def _enter_prototype(play: Play) -> None:
    play.turn_to_stage(2)
    play.wait_until("open")
    play.enter("solver1", "The curtain, built", "With its measurements.")
    play.wait_until("judging", "provisional")


def _award(play: Play) -> None:
    with play.telling.step("sponsor", "awards what was entered"):
        awards = [{"entry": entry, "rank": 1, "reason": "It works."} for entry in play.entries.values()]
        play.people["sponsor"].post(f"{play.path}/decide", awards=awards)


def _take(play: Play, *names: str, rule: str) -> None:
    play.wait_until("awarding")
    play.require_rule(rule)
    play.accept_awards(*names)


def _require_both_paid(play: Play) -> None:
    play.require_end("completed", paid=6_000)
    play.turn_to_stage(1)
    play.require_end("completed", paid=4_000)


LIVES = [
    Life("milestones", Ending.PEOPLE, by_people),
    Life("milestones", Ending.SILENCE, by_silence),
]
