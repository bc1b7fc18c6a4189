"""What is always true of decisions, awards and appeals."""

from bounties.awards.life import GONE, SETTLED, STANDING, TIMED, UNFINISHED
from bounties.awards.models.appeals import Appeal, AppealAnswer, AppealSide, AppealStatus, Ground, Subject
from bounties.awards.models.award import Award
from bounties.awards.models.bundles import ResultBundle
from bounties.awards.models.decisions import BY_SCORES, Decision, DepartureConsent, Rule
from bounties.awards.models.papers import Paper
from bounties.awards.models.rereviews import FirstScores, Rereview, RereviewScore, RereviewStatus

__all__ = [
    "BY_SCORES",
    "GONE",
    "SETTLED",
    "STANDING",
    "TIMED",
    "UNFINISHED",
    "Appeal",
    "AppealAnswer",
    "AppealSide",
    "AppealStatus",
    "Award",
    "Decision",
    "DepartureConsent",
    "FirstScores",
    "Ground",
    "Paper",
    "Rereview",
    "RereviewScore",
    "RereviewStatus",
    "ResultBundle",
    "Rule",
    "Subject",
]
