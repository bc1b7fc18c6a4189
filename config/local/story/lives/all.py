"""Every life that can be played, and the playing of many at the same time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from config.local.story.actors import StoryFailed, TooLate
from config.local.story.lives import contests, ideas, questions, queues, requests, stages, votes
from config.local.story.lives.people import People
from config.local.story.lives.playing import Life, Play
from config.local.story.telling import Telling, wait_for

LIVES: list[Life] = [
    *stages.LIVES, *contests.LIVES, *requests.LIVES, *votes.LIVES, *questions.LIVES, *queues.LIVES, *ideas.LIVES,
]  # fmt: skip
AT_ONCE = 8
PACES = (1, 3)  # who comes too late on a busy machine plays once more, with so many times the time


def play_all(lives: Sequence[Life], web: str, telling: Telling) -> list[str]:
    """Play them side by side, tell one line each, then compare the books with Stripe; return what failed."""
    people = People(web)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failures = list(pool.map(lambda life: _play(life, people, telling), lives))
    with telling.step("finance", "compares the ledger with Stripe"):
        wait_for(
            lambda: people["finance1"].get("/finance/summary")["currencies"],
            until=lambda seen: all(row["difference"] == 0 for row in seen),
            what="a difference of 0",
            seconds=30,
        )
    return [failure for failure in failures if failure]


def _play(life: Life, people: People, telling: Telling) -> str:
    """What went wrong in this life; empty if nothing did. Its steps are told if it fails."""
    failed = ""
    for pace in PACES:
        own = Telling(quiet=True)
        try:
            life.play(Play(people, own, pace))
        except StoryFailed as failure:
            failed = "\n".join([f"{life}:", *own.lines, f"  {failure}"])
            if not isinstance(failure, TooLate):
                break
        else:
            ended = f"{life.format:<14} {life.ending:<8} ended as promised  ({own.elapsed:.1f} s)"
            telling.say(f"{telling.elapsed:6.1f} s  {ended}")
            return ""
    return failed
