"""What a new draft already says, so that whoever is in a hurry only has to say what is their own."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bounties.challenges.formats import FORMATS, Need
from bounties.challenges.terms import CriterionTerms
from bounties.challenges.windows import REVIEW_SECONDS

OPEN, JUDGED = timedelta(days=30), timedelta(days=14)
EVENING = 18  # o'clock, where the sponsor is: when entries close and decisions are due


def usual_rubric() -> tuple[CriterionTerms, ...]:
    """A rubric that fits most problems; to be changed."""
    return (
        CriterionTerms(_("It solves the problem"), 50, _("Does it do what is asked, and is that shown?")),
        CriterionTerms(_("It can be used"), 30, _("Could we begin with it as it is? What would it cost?")),
        CriterionTerms(_("It is clear"), 20, _("Can somebody who was not there follow it, and repeat it?")),
    )


def usual_dates(name: str, *, now: datetime, zone: str) -> dict[str, datetime]:
    """It closes after a month and is decided two weeks later, or when a queue surely is through.

    No opening: it opens as soon as it is paid. Nothing for a format that fills in its own.
    """
    if FORMATS[name].brief:
        return {}
    judged = max(JUDGED, timedelta(seconds=REVIEW_SECONDS) + timedelta(days=1)) if FORMATS[name].has_queue else JUDGED
    here = now.astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    closes_at = (here + OPEN).replace(hour=EVENING)
    return {"closes_at": closes_at, "judge_by": closes_at + judged}


def suggestions(name: str, *, now: datetime, zone: str) -> dict[str, Any]:
    """Fields of ChallengeTerms for a new draft of this format."""
    found: dict[str, Any] = {"time_zone": zone, **usual_dates(name, now=now, zone=zone)}
    if FORMATS[name].rubric == Need.REQUIRED:
        found["criteria"] = usual_rubric()
    return found
