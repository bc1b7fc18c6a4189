"""Searching the board: rare words, common ones, parts of words; and `icontains`, which looks at every row."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

import orjson
from django.db.models import Q

from bounties.challenges.api.rows import COLUMNS
from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS
from tests.bench.lanes.board import LIST
from tests.bench.lanes.lane import Answer, Call, Caller, Lane
from tests.bench.rows import RARELY, RAREST
from tests.bench.words import COMMON, WORDS, of_rank

MIXED = 50
WARMINGS = 40  # a phrase reads thousands of pages, and from a cold disk only some within the two seconds that it has


def terms() -> list[str]:
    """Fifty: common, middling, rare and unknown words, two and three together, a phrase, a part, one left out."""
    chance = random.Random(50)
    some = [of_rank(rank) for rank in (*range(0, 50, 5), *range(60, 11_000, 900))]
    pairs = [" ".join(chance.sample(COMMON, 2)) for _ in range(8)]
    more = [" ".join(chance.choices(WORDS, k=3)) for _ in range(4)]
    rest = [f'"{pairs[0]}"', f"{COMMON[0]} -{COMMON[1]}", f"{COMMON[2]} or {COMMON[3]}", COMMON[4][:4], "xyzzy"]
    return (some + pairs + more + rest + chance.choices(WORDS, k=MIXED))[:MIXED]


def searching(words: str, *, may_be_refused: bool = False) -> Callable[[], Call]:
    """The first page of what has these words; if told so, a refusal as too slow counts as what it cost."""

    def begin() -> Call:
        caller = Caller()
        path = f"{LIST}?q={words.replace(' ', '+')}"

        def call() -> None:
            answer = caller.get(path)
            if may_be_refused and _is_refusal(answer):
                print("refused:", words, flush=True)
            else:
                assert answer.status == HTTPStatus.OK, answer.body

        return call

    return begin


def _is_refusal(answer: Answer) -> bool:
    """The search took longer than it may (bounties/challenges/finding.py), as from a cold disk."""
    return answer.status == HTTPStatus.BAD_REQUEST and "q" in orjson.loads(answer.body)["errors"]


def rare() -> Call:
    """A word of seven summaries: what one side finds, the other finds too."""
    found = orjson.loads(Caller().get(f"{LIST}?q={RAREST}").body)["results"]
    assert 0 < len(found) <= RARELY, found
    return searching(RAREST)()


def worst() -> Call:
    """That of the fifty which takes longest here; which one it is, and each refusal, stands in the station's log."""
    costs = {words: _once(searching(words)()) for words in terms()}
    slowest = max(costs, key=costs.__getitem__)
    print("slowest:", sorted(((round(cost, 4), words) for words, cost in costs.items()), reverse=True)[:5], flush=True)
    return searching(slowest, may_be_refused=True)()


def _once(call: Call) -> float:
    """Seconds; from the disk, at first, it may be refused as too slow."""
    for _ in range(WARMINGS):
        with suppress(AssertionError):
            call()
            break
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def icontains() -> Call:
    """What a plain search filter does with the same rare word: both texts, in any case, anywhere."""
    found = Challenge.objects.listed().filter(Q(title__icontains=RAREST) | Q(summary__icontains=RAREST))
    page = found.order_by(*ORDERINGS[NEWEST]).values(*COLUMNS)

    def call() -> bytes:
        return orjson.dumps(list(page.all()[:21]))

    return call


LANES = {
    "search_rare": Lane(rare, 30),
    "search_common": Lane(searching(COMMON[0]), 30),
    "search_worst": Lane(worst, 3),
    "search_icontains": Lane(icontains, 1),
}
