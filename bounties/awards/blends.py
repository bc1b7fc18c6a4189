"""How jury and public came to their result together, for everyone who reads the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import BY_SCORES, Rule
from bounties.awards.policies import PUBLISHED
from bounties.awards.rescores import revised_candidates
from bounties.challenges.balloting import has_jury
from bounties.challenges.models import Challenge
from bounties.judging.aliases import alias_of
from bounties.judging.blending import jurys_scores
from bounties.judging.judged import judged_versions
from bounties.judging.ranking import rank
from bounties.judging.standings import rule_options, weights_of

WHOLE = 100  # percent
TOGETHER = _("The jury's scores count {jury} %, the public's votes {public} %; both are from 0 to 100.")
SAYS: dict[str, str | Promise] = {
    Rule.MEAN_OF_SCORECARDS: _("Fewer people voted than the terms ask for, so the jury's scores count alone."),
    Rule.TALLY: _("The jury did not score every entry in time, so the public's votes count alone."),
    Rule.SPLIT_AMONG_QUALIFIED: _("Neither did the jury score every entry in time, nor did enough people vote."),
    Rule.NO_QUALIFIED_ENTRY: _("There was no entry to score or to vote for."),
}


@dataclass(frozen=True, slots=True)
class BlendedRow:
    """One entry: what the jury and the public gave it, and what both make of it; `public` is None if nobody counts."""

    rank: int
    entry: UUID
    alias: str
    title: str
    jury: Decimal
    public: Decimal | None
    score: Decimal


@dataclass(frozen=True, slots=True)
class Blend:
    """What counted, in words and in percent, and every entry that both scored, best first."""

    says: str
    public_share: int
    rows: Sequence[BlendedRow]


def blend_of(challenge: Challenge) -> Blend | None:
    """For who reads the results; None where no jury scores beside a vote.

    Without rows where one side was silent. After a re-review it is as it counts then.
    """
    if not has_jury(challenge):
        return None
    rule = challenge.decision.rule
    return Blend(_says(challenge, rule), _public_share(challenge), _rows(challenge) if rule in BY_SCORES else ())


def blend_shown(challenge: Challenge) -> Blend | None:
    """For the page that everyone reads: until the end only what is to count."""
    if challenge.status in PUBLISHED:
        return blend_of(challenge)
    return Blend(_says(challenge), _public_share(challenge), ()) if has_jury(challenge) else None


def _public_share(challenge: Challenge) -> int:
    return rule_options(challenge).public_share


def _says(challenge: Challenge, rule: str = "") -> str:
    public = _public_share(challenge)
    return str(SAYS.get(rule, TOGETHER)).format(jury=WHOLE - public, public=public)


def _rows(challenge: Challenge) -> list[BlendedRow]:
    weights, options, found = weights_of(challenge), rule_options(challenge), revised_candidates(challenge)
    public, jury = {one.entry_id: one.public for one in found}, jurys_scores(weights, found, options)
    titles = dict(judged_versions(challenge).values_list("entry_id", "title"))
    return [
        BlendedRow(
            rank=one.position,
            entry=one.entry_id,
            alias=alias_of(one.entry_id),
            title=titles[one.entry_id],
            jury=jury[one.entry_id],
            public=public[one.entry_id],
            score=one.score,
        )
        for one in rank(weights, challenge.aggregation, found, options)
    ]
