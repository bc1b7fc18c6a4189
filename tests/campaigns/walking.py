"""Stories of requests: each asks about what an earlier answer named, along OpenAPI links.

The schema has links from what a call has created; Schemathesis adds those that it infers from names. What a story
changed stays until its end, so that its later requests meet what its earlier ones made, and is undone then.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.core.transforms import UNRESOLVABLE
from schemathesis.generation.stateful.state_machine import StepOutput
from schemathesis.specs.openapi.expressions import MultiMatch
from schemathesis.specs.openapi.stateful import collect_transitions

from tests.campaigns import probing
from tests.campaigns.options import IS_CAMPAIGN

DRAWN = 4 if IS_CAMPAIGN else 1  # requests of each operation, to take one from at each step
FOLLOWED = 0.8  # of the steps follow a link where there is one
BY_THE_SAME = 0.7  # of them are asked by whoever got the answer, if they are let in there


def links_of(schema: Any) -> dict[str, list[Any]]:
    """By an operation's label, the links of its answers."""
    schema.analysis.inject_links()
    operations = [result.ok() for result in schema.get_all_operations()]
    return {label: found.outgoing for label, found in collect_transitions(operations).operations.items()}


@dataclass(frozen=True)
class Ahead:
    """An operation that could be asked next, about what, and by whom it was heard of."""

    label: str
    ids: dict[str, Any] = field(default_factory=dict)
    person: str = ""


@dataclass
class Walker:
    """The operations as test_schema.py has them, and the requests that were drawn of them."""

    prober: probing.Prober
    bound: list[Any]
    links: dict[str, list[Any]]
    luck: random.Random
    cases: dict[str, list[tuple[Any, dict[str, Any]]]] = field(default_factory=dict)
    followed: int = 0
    led_on: int = 0  # requests along a link that were granted

    def __post_init__(self) -> None:
        self.by_label = {one[0].label: one for one in self.bound}

    def walk(self, steps: int) -> None:
        """One story, from any request on; afterwards it never happened."""
        ahead: list[Ahead] = []
        with probing.undone():
            for _ in range(steps):
                if ahead and self.luck.random() < FOLLOWED:
                    ahead += self.step(self.luck.choice(ahead))
                else:
                    ahead += self.step(Ahead(self.luck.choice([*self.by_label])))

    def step(self, ahead: Ahead) -> list[Ahead]:
        """Ask as somebody who is let in, and say where the answer leads."""
        person, (case, ids) = self.somebody(ahead), self.luck.choice(self.drawn(ahead.label))
        case.path_parameters = ids | ahead.ids
        with probing.within():
            response = self.prober.ask(case, person)
        is_granted, output = response.status_code < 300, StepOutput(response=response, case=case)
        self.followed += bool(ahead.ids)
        self.led_on += bool(ahead.ids) and is_granted
        links = self.links.get(ahead.label, []) if is_granted else []
        found = [Ahead(link.target.label, self.taken(link, output), person) for link in links]
        return [one for one in found if one.ids]

    def somebody(self, ahead: Ahead) -> str:
        """Who asks."""
        let_in = self.by_label[ahead.label][2]
        is_same = ahead.person in let_in and self.luck.random() < BY_THE_SAME
        return ahead.person if is_same else self.luck.choice(let_in)

    def drawn(self, label: str) -> list[tuple[Any, dict[str, Any]]]:
        """Some right requests of this kind, each with what its path names."""
        if label not in self.cases:
            operation, ids, _ = self.by_label[label]
            bits = self.luck.getrandbits(32)
            cases = probing.drawn(operation, GenerationMode.POSITIVE, ids, luck=bits, count=DRAWN)
            self.cases[label] = [(case, dict(case.path_parameters or {})) for case in cases]
        return self.cases[label]

    def taken(self, link: Any, output: StepOutput) -> dict[str, Any]:
        """What the link takes from the answer for the next path."""
        found = link.extract_parameters(output).get("path_parameters", {})
        values = {name: one.value.ok() for name, one in found.items() if isinstance(one.value, Ok)}
        chosen = {
            name: self.luck.choice(value.values) if isinstance(value, MultiMatch) else value
            for name, value in values.items()
        }
        return {name: value for name, value in chosen.items() if value not in (None, "", UNRESOLVABLE)}
