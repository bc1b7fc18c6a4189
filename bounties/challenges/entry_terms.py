"""What a sponsor may ask of entries and winners: how many, of which kind, made how, screened, with which papers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bounties.challenges import formalities
from bounties.challenges.models.entering import MOST_ENTRIES, MOST_SUBMISSIONS, AiPolicy, EntryMedia
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.terms import ChallengeTerms
from bounties.challenges.windows import cure_seconds, screening_seconds


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """Each thing that can't be."""
    for name, choices in {"ai_policy": AiPolicy.values, "entry_media": EntryMedia.values}.items():
        if getattr(terms, name) not in choices:
            yield wrong(
                name, _('"{value}" is not possible. Choose one of: {known}.'), value=getattr(terms, name), known=choices
            )
    if not 1 <= terms.entry_limit <= MOST_ENTRIES:
        yield wrong(
            "entry_limit",
            _("{count} entries per solver is outside the limits; 1 to {most}."),
            count=terms.entry_limit,
            most=MOST_ENTRIES,
        )
    if not 1 <= terms.submissions_a_day <= MOST_SUBMISSIONS:
        yield wrong(
            "submissions_a_day",
            _("{count} in 24 hours is outside the limits; 1 to {most}."),
            count=terms.submissions_a_day,
            most=MOST_SUBMISSIONS,
        )
    if terms.screening:
        yield from _screening(terms)
    yield from formalities.faults_of(terms)


def _screening(terms: ChallengeTerms) -> Iterator[Problem]:
    """Two screenings and the time to mend between them end before the judging does."""
    if not (terms.closes_at and terms.judge_by):
        return
    needed = 2 * screening_seconds(terms.durations) + cure_seconds(terms.durations)
    if needed >= (found := (terms.judge_by - terms.closes_at).total_seconds()):
        yield wrong(
            "screening",
            _(
                "Screening twice, with the time to mend between, takes {needed} seconds, and judging has "
                "{found}. Choose a later judge_by, or shorter durations for screening and cure."
            ),
            needed=needed,
            found=round(found),
        )
