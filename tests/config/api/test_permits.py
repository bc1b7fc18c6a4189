"""Permits are numbered: none is given twice, whichever process asks, and most are given without asking the cache."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from uuid import uuid4

import pytest
from django.core.cache import cache

from config.api.permits import Permits


@pytest.fixture
def key() -> Iterator[str]:
    name = f"rate:test:{uuid4()}"
    yield name
    cache.delete(name)


def test_processes_and_threads_together_never_give_a_number_twice(key):
    processes = [Permits() for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda turn: processes[turn % 3].take(key, 1_000), range(300)))
    assert len(set(taken)) == 300
    unused = chain.from_iterable(chain.from_iterable(one.unused.values()) for one in processes)
    assert set(unused).isdisjoint(taken)
    assert cache.get(key) <= 300 + 10 * 4 * 3


def test_one_process_counts_one_by_one_and_asks_for_every_tenth(key):
    permits = Permits()
    assert [permits.take(key, 1_000) for _ in range(25)] == list(range(1, 26))
    assert cache.get(key) == 30


def test_a_small_limit_is_counted_exactly_over_all_processes(key):
    first, second = Permits(), Permits()
    assert [one.take(key, 100) for one in (first, second, first, second)] == [1, 2, 3, 4]


def test_what_is_remembered_has_an_end(key):
    permits = Permits()
    permits.unused = {(str(number), 1): None for number in range(20_000)}  # type: ignore[misc]
    permits.take(key, 1_000)
    assert list(permits.unused) == [(key, 1_000)]
