"""The grounds of an appeal as data: what each means, and which evidence helps an arbiter. In docs/judging.md, too."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import Ground


@dataclass(frozen=True, slots=True)
class GroundTerms:
    """One ground."""

    ground: Ground
    meaning: str | Promise
    evidence: str | Promise


GROUNDS = [
    GroundTerms(
        Ground.RULE_MISAPPLIED,
        _("A published rule was not applied, or not as it is written."),
        _("The rule, where it is published, and where the result departs from it; your own recount, if it is one."),
    ),
    GroundTerms(
        Ground.CONFLICT_OF_INTEREST,
        _("Somebody who judged or decided had an interest in the outcome."),
        _("How the two are connected, since when, and how you know; public sources, dates, correspondence."),
    ),
    GroundTerms(
        Ground.SCORE_ERROR,
        _("A score is plainly wrong: a test misread, a file not opened, a criterion mistaken for another."),
        _("The criterion, the comment that shows the error, and the place in your entry that proves it."),
    ),
    GroundTerms(
        Ground.PLAGIARISM,
        _("The winning entry is somebody else's work."),
        _("The earlier work with its date, and the passages or pictures that are the same, side by side."),
    ),
    GroundTerms(
        Ground.INELIGIBLE_WINNER,
        _("The winner was not allowed to take part."),
        _("Which condition of eligibility is not met, and what shows it."),
    ),
    GroundTerms(
        Ground.PROCEDURE,
        _("A step was left out, came in the wrong order, or at the wrong time."),
        _("The step, the rule that asks for it, and the hours in the challenge's timeline."),
    ),
    GroundTerms(
        Ground.OTHER,
        _("Something else."),
        _("What happened, why it changes the result, and what you ask for."),
    ),
]
