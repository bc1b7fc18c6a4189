"""Who judges a challenge, what each judge gave each entry, and what readers make of open answers."""

from bounties.judging.models.answers import AnswerComment, AnswerVote
from bounties.judging.models.panel import Judgeship
from bounties.judging.models.scorecards import Score, Scorecard

__all__ = ["AnswerComment", "AnswerVote", "Judgeship", "Score", "Scorecard"]
