"""Every operation of the API, called with whatever its schema allows and forbids: what test_schema.py plays.

Schemathesis draws the requests, which go to the whole application in this process, as the people of the table of
authorisation, around its objects. To draw one costs as much as to send it, so each is sent as everyone. What a request
changed is undone. The published schema leaves answers open, so that
they may grow; here each is closed: a field that the schema doesn't name is a breach.
"""

import logging
import re
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Self

import schemathesis
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, openapi
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from bounties.accounts import issuing
from config.wsgi import application
from tests.authorisation_table import API, PEOPLE
from tests.bounties.world import World
from tests.conformance import closed_document
from tests.servers import ROOT

CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def load() -> Any:
    """The whole schema, as Schemathesis knows it, in front of the whole application."""
    return openapi.from_dict(deepcopy(closed_document()), config=schemathesis.Config())


@dataclass
class Prober:
    """The people with their tokens, the objects, and what was found."""

    world: World
    faults: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)  # by whoever asked
    failed: Counter[str] = field(default_factory=Counter)  # the same, 500 and above
    examples: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    raised: str = ""

    def __post_init__(self) -> None:
        people = {name: person for name, person in self.world.people.items() if person}
        self.tokens = {name: issuing.issue(user=person, name="probe")[1] for name, person in people.items()}

    def __enter__(self) -> Self:
        """Keep the test's own connection, in whose transaction everything happens."""
        logging.disable(logging.CRITICAL)
        got_request_exception.connect(self.on_exception)
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        return self

    def __exit__(self, *_: object) -> None:
        logging.disable(logging.NOTSET)
        got_request_exception.disconnect(self.on_exception)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)

    def on_exception(self, **_: Any) -> None:
        """Remember where in the house it broke."""
        lines = traceback.format_exc().splitlines()
        ours = [line.strip() for line in lines if f'"{ROOT}' in line and ".venv" not in line]
        self.raised = f"{lines[-1][:160]} at {ours[-1].replace(str(ROOT), '') if ours else '?'}"

    def probe(self, case: Any, person: str) -> None:
        """Ask, look, and undo."""
        with undone():
            self.ask(case, person)

    def ask(self, case: Any, person: str) -> Any:
        """Send it, and hold the answer against the schema."""
        self.asked[person] += 1
        self.raised = ""
        headers = {"Authorization": f"Bearer {self.tokens[person]}"} if person in self.tokens else {}
        response = case.call(app=application, headers=headers)
        self.answers[response.status_code] += 1
        self.look(case, person, response)
        return response

    def look(self, case: Any, person: str, response: Any) -> None:
        if response.status_code >= 500:
            self.failed[person] += 1
            self.fault(case, person, f"{response.status_code} {self.raised}", "")
            return
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            self.broken[person] += 1
            for failure in group.exceptions:
                self.fault(case, person, f"{response.status_code} {failure.title}", failure.message)

    def fault(self, case: Any, person: str, sentence: str, more: str) -> None:
        label = f"{case.operation.label}: {sentence}"
        self.faults[label] += 1
        self.examples.setdefault(label, f"{person}: {case.as_curl_command()[:1500]}\n{more[:1200]}")


def within() -> transaction.Atomic:
    """A block inside of which a service may open what must be outermost."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    return block


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with within():
        yield
        connection.needs_rollback = False
        transaction.set_rollback(True)


def drawn(operation: Any, mode: GenerationMode, ids: Sequence[dict[str, str]], *, luck: int, count: int) -> list[Any]:
    """So many requests of this kind, two in three of them about an object that exists."""
    found = []

    @seed(luck)
    @limits(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from([*ids, *ids, None]) if ids else st.none())
    def draw(case: Any, known: dict[str, str] | None) -> None:
        case.path_parameters = case.path_parameters if known is None else dict(known)
        found.append(case)

    with suppress(Unsatisfiable):  # what takes nothing from outside can't be asked wrongly
        draw()
    return found


@dataclass
class Bound:
    """An operation with the objects that its path can name, and the people whom the table lets in."""

    operation: Any
    ids: list[dict[str, str]] = field(default_factory=list)
    let_in: set[str] = field(default_factory=set)


def bound(schema: Any, world: World) -> Iterator[tuple[Any, list[dict[str, str]], list[str]]]:
    """Each operation of the schema, as the table of authorisation knows it."""
    found = [Bound(result.ok()) for result in schema.get_all_operations()]
    patterns = [
        (pattern_of(one.operation), one) for one in sorted(found, key=lambda one: one.operation.path.count("{"))
    ]
    for line in API.splitlines()[2:]:
        method, path, *answers = line.split()
        door = f"{method} /api/v1/{path.format(**world.ids)}"
        match, one = next((match, one) for pattern, one in patterns if (match := pattern.fullmatch(door)))
        one.ids.append(match.groupdict())
        one.let_in |= {person for person, answer in zip(PEOPLE, answers, strict=True) if answer == "+"}
    for one in found:
        yield one.operation, one.ids, sorted(one.let_in) or PEOPLE


def pattern_of(operation: Any) -> re.Pattern[str]:
    """`GET /api/v1/challenges/{id}`, with the id as a group of that name."""
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", f"{operation.method.upper()} {operation.path}"))
