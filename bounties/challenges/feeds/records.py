"""What a feed's record comes to: the facts that could be read, and a problem for each that could not."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from payments.money import Money


@dataclass(frozen=True, slots=True)
class Problem:
    """A fact that could not be read as it stands: the source's field, a stable code, and the value that was there."""

    field: str
    code: str
    value: Any

    def as_dict(self) -> dict[str, Any]:
        """The problem as the report shows it."""
        return {"field": self.field, "code": self.code, "value": self.value}


@dataclass(frozen=True, slots=True)
class FeedChallenge:
    """One challenge as its source describes it. Dates are aware and in UTC; texts are safe Markdown."""

    source_id: str
    title: str
    summary: str
    statement: str
    sponsor_name: str
    tags: tuple[str, ...]
    total_prize: Money | None
    is_up_to: bool  # the source promises at most this total
    opens_at: datetime | None
    closes_at: datetime | None
    time_zone: str
    url: str
    facts: dict[str, Any] = field(default_factory=dict)  # what Laurel has no field for, as the source wrote it
    problems: tuple[Problem, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether both dates and the total could be read."""
        return None not in (self.opens_at, self.closes_at, self.total_prize)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A record that cannot be imported at all: it has no usable id or title."""

    source_id: str | None
    title: str | None
    problems: tuple[Problem, ...]
