"""Stripe's news shuffled, repeated, lost and forged leave the books as those that came in order; so does none at all.

One story happens at Stripe; then the same database hears of it again and again in other ways, from a backup. A slice
runs with all tests; `make campaign NAME=webhooks [PURSES=165] [SHUFFLES=3] [SEED=7]` has a thousand events.
"""

import random

import pytest

from tests.campaigns.backups import Backup
from tests.campaigns.options import length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from tests.campaigns.telling import Story, books, forge, in_disorder, let_time_pass, send
from tests.payments.stripe.conftest import Webhooks

PURSES = length("PURSES", campaign=165, among_tests=5)
SHUFFLES = length("SHUFFLES", campaign=3, among_tests=1)
SEED = seed_of_this_run()
PATIENCE_SECONDS = 120  # of the clock; with no webhook at all


@pytest.fixture
def story(committed_db, simulator, ask, award, solver) -> Story:
    return Story(simulator, ask, award, solver, random.Random(SEED))


def test_the_books_are_those_of_the_order_in_which_it_happened(story):
    print(f"seed {SEED}")
    luck, webhooks, progress, before = random.Random(SEED), Webhooks(), Progress("webhooks", SHUFFLES), Backup()
    story.happen(PURSES)
    told = story.simulator.control.dump()["objects"]["event"]
    before.take()

    def hear(events, forged=0):
        """The books after hearing this, and how many seconds of the clock the rest took."""
        before.restore()
        for number, event in enumerate(events):
            send(webhooks, event)
            if forged and luck.random() < forged:
                forge(webhooks, event, number)
        seconds = let_time_pass(lambda: story.simulator.control.dump()["objects"]["transfer"])
        return books(), seconds

    in_order, first = hear(told)
    assert (in_order["unhandled"], in_order["forged"], in_order["breaches"]) == (0, 0, [])
    waits = []
    for number in range(SHUFFLES):
        shuffled, seconds = hear(in_disorder(told, luck), forged=0.05)
        assert shuffled == in_order
        waits.append(seconds)
        progress.at(number + 1)
    silent, without = hear([])
    figures = {
        "seed": SEED,
        "purses": PURSES,
        "events": len(told),
        "shuffles": SHUFFLES,
        "books_that_differ": 0,
        "seconds_in_order": first,
        "seconds_in_disorder": waits,
        "seconds_with_all_lost": without,
    }
    report("webhooks", figures)
    assert silent == in_order
    assert max(first, *waits, without) <= PATIENCE_SECONDS
