"""What is always true of decisions, awards and appeals."""

from bounties.awards.life import GONE, SETTLED, STANDING, TIMED, UNFINISHED
from bounties.awards.models.award import Award
from bounties.awards.models.bundles import ResultBundle
from bounties.awards.models.decisions import Appeal, AppealStatus, Decision, DepartureConsent, Rule

__all__ = [
    "GONE",
    "SETTLED",
    "STANDING",
    "TIMED",
    "UNFINISHED",
    "Appeal",
    "AppealStatus",
    "Award",
    "Decision",
    "DepartureConsent",
    "ResultBundle",
    "Rule",
]
