"""How votes raise ideas, as the terms say it: how fast votes fade, how many points call for an answer, and by when.

Pure: no query, no clock.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from bounties.challenges.formats import FORMATS
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.terms import ChallengeTerms

HALF_LIFE_SECONDS = 7 * 86_400
REPLY_SECONDS = 14 * 86_400
THRESHOLD = 10
MOST_HALF_LIVES = 500  # while votes are taken: a vote's weight doubles with each, and is kept to the last digit


def half_life_seconds(durations: Mapping[str, int]) -> int:
    """After how long a vote is worth half a point: seven days."""
    return durations.get("half_life") or HALF_LIFE_SECONDS


def reply_time(durations: Mapping[str, int]) -> timedelta:
    """How long the sponsor has to answer an idea under review before it is shown as overdue: fourteen days."""
    return timedelta(seconds=durations.get("reply") or REPLY_SECONDS)


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """Each thing that can't be."""
    rules = FORMATS.get(terms.format)
    if rules is None or not rules.is_board:
        if terms.threshold is not None:
            yield wrong(
                "threshold",
                _("A challenge of the format {format} sends no idea to review. Leave it out."),
                format=terms.format,
            )
        return
    if terms.threshold is not None and terms.threshold < 1:
        yield wrong("threshold", _("{threshold} points are too few; give 1 or more."), threshold=terms.threshold)
    if not (terms.opens_at and terms.closes_at):
        return
    half_life = half_life_seconds(terms.durations)
    if (terms.closes_at - terms.opens_at).total_seconds() > MOST_HALF_LIVES * half_life:
        yield wrong(
            "durations",
            _(
                "half_life: {half_life} seconds is too short for a board that is open for {span}; give at least "
                "one part in {parts} of that."
            ),
            half_life=half_life,
            span=terms.closes_at - terms.opens_at,
            parts=MOST_HALF_LIVES,
        )
