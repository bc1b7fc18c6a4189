"""What an idea's votes are worth at a moment: the sum of their weights, divided by that moment's own growth."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db import connection

from bounties.challenges.idea_rules import THRESHOLD
from bounties.challenges.models import Challenge
from bounties.ideas.models.gates import GROWTH
from bounties.ideas.models.idea import DIGITS

SHOWN = Decimal("0.01")
# Points fade until the board closes; while the clock is stopped, nothing more falls due.
READ = f"""
SELECT {GROWTH.format(board="board", moment="least(laurel_now(), board.closes_at)")},
    coalesce(board.paused_at, laurel_now())
FROM challenges_challenge AS board WHERE board.id = %s
"""  # noqa: S608 (our own constants)


@dataclass(frozen=True, slots=True)
class Moment:
    """By what weights are divided now, and the hour by which answers are due or overdue."""

    growth: Decimal
    now: datetime

    def points(self, heat: Decimal) -> Decimal:
        """To two decimals, rounded half away from zero: a vote that was just cast is 1.00."""
        with localcontext(prec=DIGITS):
            return (heat / self.growth).quantize(SHOWN, rounding=ROUND_HALF_UP)


def moment_of(challenge: Challenge) -> Moment:
    """The present, by the database's clock; in one query."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [challenge.pk])
        return Moment(*cursor.fetchone())


def threshold_of(challenge: Challenge) -> int:
    """How many points send an idea to review."""
    return challenge.threshold or THRESHOLD
