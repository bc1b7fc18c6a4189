"""A web that has just begun is asked by everybody at once, as after each deployment: nobody meets what is half loaded.

Found by playing lives: one of two threads got 500 while the other loaded what draws the API's schema.
"""

import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from threading import Barrier

import pytest
import requests

from tests.bounties.building import make_challenge
from tests.workers.crew import Crew, wait_until

AT_ONCE = 32
ADDRESSES = (
    *("/", "/challenges", "/challenges?status=open&q=word", "/people", "/help", "/style", "/nowhere"),
    *(
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/admin/login/",
        "/api/v1/docs",
        "/api/v1/schema",
        "/metrics",
    ),
    *("/api/v1/challenges", "/api/v1/challenges?status=open", "/api/v1/challenges?statuss=open", "/api/v1/people?q=a"),
    *("/api/v1/service-plans", "/api/v1/business-calendars", "/api/v1/solvency?x=1", "/api/v1/payouts?x=1", "/readyz"),
)


@pytest.fixture
def web(committed_db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of one process with its threads, which has answered nobody yet."""
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    monkeypatch.setenv("WEB_THREADS", "16")
    make_challenge("open")
    crew = Crew(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    crew.serve(port)
    wait_until(lambda: _listens(port), seconds=60)
    yield f"http://127.0.0.1:{port}"
    crew.dismiss()


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_the_first_requests_may_come_all_at_once(web):
    start = Barrier(AT_ONCE)

    def ask(address: str) -> tuple[str, int]:
        start.wait(timeout=60)
        answer = requests.get(web + address, headers={"Accept-Language": "de"}, timeout=60, allow_redirects=False)
        return address, answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        heard = Counter(pool.map(ask, islice(cycle(ADDRESSES), AT_ONCE * 3)))
    assert {one: times for one, times in heard.items() if one[1] >= 500} == {}
