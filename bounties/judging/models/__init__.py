"""Who judges a challenge, and what each judge gave each entry."""

from bounties.judging.models.panel import Judgeship
from bounties.judging.models.scorecards import Score, Scorecard

__all__ = ["Judgeship", "Score", "Scorecard"]
