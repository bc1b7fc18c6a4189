"""A contest as it was published: its pot, its awards, and what each solver won, in US cents."""

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from uuid import UUID, uuid5

from payments.money import MINIMUM_CHARGES

NAMESPACE = UUID("5ba31a36-9a1f-4f0e-9d4c-2f5f1a0c1e77")  # of the references below: the same input, the same purse
CURRENCY = "usd"


@dataclass(frozen=True, slots=True)
class Award:
    """One row: what a solver got for one finding, in dollars, and how its pool was shared."""

    solver: str
    dollars: Decimal
    pool: str  # the risk: 3 high, 2 medium, 1 low, 0 non-critical, q, g
    coin: str
    amount: Decimal | None  # in the coin
    slice: Decimal | None


@dataclass(frozen=True)
class Contest:
    """One contest. Its reference is made of what is replayed, so that the same input never makes another purse."""

    id: str
    title: str
    sponsor: str
    amount_text: str
    posted: int | None
    remark: str
    awards: tuple[Award, ...]

    @cached_property
    def sums(self) -> dict[str, int]:
        """What each solver won, in cents: all rows added up exactly, then rounded half up."""
        dollars: dict[str, Decimal] = defaultdict(Decimal)
        for award in self.awards:
            dollars[award.solver] += award.dollars
        return {solver: int((sum_ * 100).quantize(Decimal(1), ROUND_HALF_UP)) for solver, sum_ in dollars.items()}

    @cached_property
    def shares(self) -> dict[str, int]:
        """Who is paid what; a sum of zero is no payout."""
        return {solver: cents for solver, cents in self.sums.items() if cents}

    @cached_property
    def published(self) -> int:
        """What the contest paid in all."""
        return sum(self.shares.values())

    @cached_property
    def pot(self) -> int:
        """What is paid in: the posted pot, or what was paid where that is more; at least what a card can be charged."""
        wanted = max(self.posted or 0, self.published)
        return max(wanted, MINIMUM_CHARGES[CURRENCY]) if wanted else 0

    @property
    def excess(self) -> int:
        """How much more was awarded than posted; 0 where nothing was posted in dollars."""
        return max(0, self.published - self.posted) if self.posted is not None else 0

    @property
    def remainder(self) -> int:
        """What goes back to the sponsor."""
        return self.pot - self.published

    @cached_property
    def reference(self) -> str:
        """Its purse's."""
        return str(uuid5(NAMESPACE, json.dumps([self.id, self.posted, self.shares], sort_keys=True)))

    def award_reference(self, solver: str) -> str:
        """Of the one payout to this solver."""
        return str(uuid5(UUID(self.reference), solver))

    @property
    def label(self) -> str:
        """What statements call its purse."""
        return f"Contest {self.id}: {self.title or 'untitled'}"
