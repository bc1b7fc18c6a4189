"""What a short post leaves out, filled in when it is submitted, so that what solvers accept says everything."""

from dataclasses import replace
from datetime import datetime, timedelta

from bounties.challenges.formats import FORMATS
from bounties.challenges.terms import ChallengeTerms


def filled_in(terms: ChallengeTerms, *, now: datetime) -> ChallengeTerms:
    """The terms with what its format lets a sponsor leave out: the opening always, and all else of a short post.

    What names no opening opens as soon as it is paid: an hour that is over by then means "at once".
    """
    brief = FORMATS[terms.format].brief if terms.format in FORMATS else None
    if brief is None:
        return replace(terms, opens_at=terms.opens_at or now)
    closes_at = terms.closes_at or (terms.opens_at or now) + timedelta(seconds=brief.open_seconds)
    return replace(
        terms,
        summary=terms.summary.strip() or terms.title,
        ip_terms=terms.ip_terms or brief.ip_terms,
        opens_at=terms.opens_at or now,
        closes_at=closes_at,
        judge_by=terms.judge_by or closes_at + timedelta(seconds=brief.judging_seconds),
    )
