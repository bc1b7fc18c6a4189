"""What is wrong with a challenge's terms: each problem with its remedy, all of them at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bounties.challenges.limits import Limits
from bounties.challenges.terms import ChallengeTerms
from bounties.errors import InvalidInput
from payments.sentences import filled


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the request's field, and a sentence with the value and the remedy."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the terms are held against."""

    now: datetime
    limits: Limits
    currencies: tuple[str, ...]  # that Stripe settles for us
    earliest_opening: datetime | None = None  # None: it has been public already, its opening is history


class Incomplete(InvalidInput):
    """The challenge breaks or lacks something; `errors` has every sentence, by field. Answered with 400."""

    code = "incomplete"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(f"{problem.field}: {problem.sentence}" for problem in problems))
        self.errors: dict[str, list[str]] = {}
        for problem in problems:
            self.errors.setdefault(problem.field, []).append(problem.sentence)


Check = Callable[[ChallengeTerms, Frame], Iterator[Problem]]


def wrong(field: str, message: str, /, **values: object) -> Problem:
    """A problem whose sentence takes its values by name, as a refusal's does."""
    return Problem(field, filled(message, **values))
