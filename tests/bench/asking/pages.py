"""What each public page and answer weighs: bytes, bytes compressed, queries and milliseconds of a second look.

Which there are, is read from the table of who may pass which door: every address that a visitor may read. Those that
need something the data set has not (an idea, an answer, a ballot) are left out.
"""

import gzip
import re
import time
from typing import Any

from tests.authorisation_table import API, PAGES
from tests.bench.lanes.lane import Caller, asked_by
from tests.bench.lanes.reading import challenge, person

NEEDS = {"challenges/similar": "?title=Water+sensor+data", "challenges": "", "leaderboards/answers": ""}
OF_OPERATORS = ("livez", "readyz", "metrics", "stripe/", "accounts/", "admin/", "mail/", "favicon.ico")


def weighed() -> list[dict[str, Any]]:
    """In the order of the table."""
    over, caller = challenge(), Caller()
    known = {
        "public": over.pk, "open": over.pk, "sponsor": over.sponsor_id, "handle": person(), "root": "",
    }  # fmt: skip
    return [told for path, accept in _addresses() if (told := _weigh(caller, path, accept, known))]


def _addresses() -> list[tuple[str, str]]:
    pages = [row.split() for row in PAGES.strip().splitlines()[1:]]
    answers = [row.split() for row in API.strip().splitlines()[1:] if row.startswith("GET")]
    html = [(path, "text/html") for path, visitor, *_ in pages if visitor == "200"]
    return html + [(f"api/v1/{path}", "application/json") for _, path, visitor, *_ in answers if visitor == "+"]


def _weigh(caller: Caller, path: str, accept: str, known: dict[str, Any]) -> dict[str, Any] | None:
    names = re.findall(r"{(\w+)}", path)
    if path.startswith(OF_OPERATORS) or not set(names) <= set(known):
        return None
    address = f"/{path.format(**known)}{NEEDS.get(path.removeprefix('api/v1/'), '')}"
    if caller.get(address, HTTP_ACCEPT=accept).status != 200:
        return None
    answers: list[Any] = []
    begun = time.perf_counter()
    statements = asked_by(lambda: answers.append(caller.get(address, HTTP_ACCEPT=accept)))
    taken = time.perf_counter() - begun
    return {
        "path": f"/{path.replace('{root}', '')}", "bytes": len(answers[0].body),
        "compressed": len(gzip.compress(answers[0].body, 6)), "queries": len(statements),
        "milliseconds": round(taken * 1000, 1),
    }  # fmt: skip
