"""What is always true of a challenge, its parts, and who stands on which side of it."""

from bounties.challenges.models.challenge import Challenge
from bounties.challenges.models.life import AMENDABLE, LIVE, MOVES, TIMED, UNSUBMITTED, Status
from bounties.challenges.models.parts import Criterion, Prize
from bounties.challenges.models.people import Backing, Question, Side
from bounties.challenges.models.posts import ShortPost, Template
from bounties.challenges.models.raises import Raise
from bounties.challenges.models.records import Review, Terms

__all__ = [
    "AMENDABLE",
    "LIVE",
    "MOVES",
    "TIMED",
    "UNSUBMITTED",
    "Backing",
    "Challenge",
    "Criterion",
    "Prize",
    "Question",
    "Raise",
    "Review",
    "ShortPost",
    "Side",
    "Status",
    "Template",
    "Terms",
]
