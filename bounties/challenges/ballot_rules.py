"""How a public ballot is held and counted, as its challenge's terms say it: data, not code. `{}` is all defaults.

Pure: the counting goes by these rules, and whoever recounts a ballot without a database imports them too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

HIGHEST_SCORE = 5


class BallotKind(StrEnum):
    """What a voter says: the one best entry, a score for each, or an order."""

    PLURALITY = "plurality"
    SCORE = "score"
    RANKED = "ranked"


@dataclass(frozen=True, slots=True)
class BallotRules:
    """The rules in force."""

    kind: str = BallotKind.PLURALITY
    quorum: int = 1  # with fewer ballots counted, the purse is split in equal parts among all entries on the ballot
    minimum_scores: int = 1  # an entry with fewer scores stands behind those that have so many; score ballots only
    jury_picks_among: int = 0  # the sponsor may pick the winners among so many of the first; 0: the tally decides


BOUNDS = {"quorum": (1, 1_000_000), "minimum_scores": (1, 1_000_000), "jury_picks_among": (0, 100)}


def rules_of(said: Mapping[str, Any]) -> BallotRules:
    """What was said, else the defaults."""
    return BallotRules(**said)
