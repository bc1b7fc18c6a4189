"""What is wrong with the ballot that a challenge's terms announce, and when it is held. Pure: no query, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from bounties.challenges.ballot_rules import BOUNDS, BallotKind, rules_of
from bounties.challenges.formats import FORMATS, Need
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.scoring_rules import counts_votes
from bounties.challenges.terms import ChallengeTerms
from bounties.challenges.windows import cure_seconds, screening_seconds
from payments.sentences import filled

AUDIT_SECONDS = 3_600
JURY_SECONDS = 3 * 86_400


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours of a ballot. Votes are taken from `opens_at` until before `ends_at`, and audited until `tallied_at`."""

    opens_at: datetime
    ends_at: datetime
    tallied_at: datetime
    decided_at: datetime  # later than the tally only where a jury picks


def schedule_of(timed: Challenge | ChallengeTerms) -> Schedule:
    """It opens once screening is over for sure, and ends so that audit and jury fit before the decision's hour.

    The gate of every ballot computes the same in the database.
    """
    begin = timed.judged_from if isinstance(timed, Challenge) else timed.closes_at
    assert begin
    assert timed.judge_by
    agreed = timed.durations
    gate = 2 * screening_seconds(agreed) + cure_seconds(agreed) if timed.screening else 0
    jury = (agreed.get("jury") or JURY_SECONDS) if timed.ballot.get("jury_picks_among") else 0
    tallied_at = timed.judge_by - timedelta(seconds=jury)
    ends_at = tallied_at - timedelta(seconds=agreed.get("audit") or AUDIT_SECONDS)
    return Schedule(begin + timedelta(seconds=gate), ends_at, tallied_at, timed.judge_by)


def takes_votes(terms: Challenge | ChallengeTerms) -> bool:
    """Whether the public votes."""
    return terms.format in FORMATS and FORMATS[terms.format].ballot != Need.NONE


def has_jury(terms: Challenge | ChallengeTerms) -> bool:
    """Whether judges score by a rubric while the public votes, and both together decide."""
    return takes_votes(terms) and counts_votes(terms.aggregation)


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """Each thing that can't be."""
    if not takes_votes(terms):
        if terms.ballot:
            yield wrong(
                "ballot", _("A challenge of the format {format} has no ballot. Leave it out."), format=terms.format
            )
        return
    faults = list(_faults_of_rules(terms.ballot))
    yield from (Problem("ballot", sentence) for sentence in faults)
    if terms.criteria and not has_jury(terms):
        yield wrong(
            "aggregation",
            _(
                "{aggregation}: beside the public's votes a jury's scores are counted by jury_and_public alone. "
                "Choose it, or leave the criteria out."
            ),
            aggregation=terms.aggregation,
        )
    if not faults:
        yield from _faults_of_jury(terms)
        yield from _faults_of_hours(terms)


def _faults_of_rules(said: Mapping[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if name == "kind":
            if value not in list(BallotKind):
                yield filled(
                    _('kind: "{value}" is not possible. Choose one of: {known}.'), value=value, known=sorted(BallotKind)
                )
        elif name not in BOUNDS:
            yield filled(_('There is no "{name}". Choose of: {known}.'), name=name, known=["kind", *BOUNDS])
        elif type(value) is not int or not BOUNDS[name][0] <= value <= BOUNDS[name][1]:
            yield filled(
                _("{name}: {value} is not possible; give a whole number from {least} to {most}."),
                name=name,
                value=value,
                least=BOUNDS[name][0],
                most=BOUNDS[name][1],
            )


def _faults_of_jury(terms: ChallengeTerms) -> Iterator[Problem]:
    among, places = rules_of(terms.ballot).jury_picks_among, sum(prize.count for prize in terms.prizes)
    if 0 < among < places:
        yield wrong(
            "ballot",
            _("jury_picks_among: {among} entries are too few for {places} places; give {places} or more."),
            among=among,
            places=places,
        )
    if among and has_jury(terms):
        yield wrong(
            "ballot",
            _(
                "jury_picks_among: {among}: by {aggregation} the jury's scores count already, and nobody picks. "
                "Leave it out, or choose another aggregation, without criteria."
            ),
            among=among,
            aggregation=terms.aggregation,
        )


def _faults_of_hours(terms: ChallengeTerms) -> Iterator[Problem]:
    if not terms.closes_at or not terms.judge_by or terms.judge_by <= terms.closes_at:
        return
    hours = schedule_of(terms)
    if hours.ends_at <= hours.opens_at:
        yield wrong(
            "judge_by",
            _(
                "{span} after the close is no time to vote: screening, audit and jury take {needed}. Choose a "
                "later judge_by, or shorter durations for them."
            ),
            span=terms.judge_by - terms.closes_at,
            needed=hours.opens_at - terms.closes_at + (hours.decided_at - hours.ends_at),
        )
