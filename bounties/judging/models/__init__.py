"""Who judges a challenge, who is to score what, what each judge gave, and what readers make of open answers."""

from bounties.judging.models.answers import AnswerComment, AnswerVote
from bounties.judging.models.assignments import Assignment, TieBreak
from bounties.judging.models.panel import Judgeship
from bounties.judging.models.public_scores import PublicScore
from bounties.judging.models.scorecards import Score, Scorecard
from bounties.judging.models.verdicts import Verdict, VerdictOutcome

__all__ = [
    "AnswerComment",
    "AnswerVote",
    "Assignment",
    "Judgeship",
    "PublicScore",
    "Score",
    "Scorecard",
    "TieBreak",
    "Verdict",
    "VerdictOutcome",
]
