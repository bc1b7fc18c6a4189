"""A jury and the public decide together: what the votes are worth on the judges' scale, and who has spoken.

Pure, so that anyone recounts it from a signed result. The public's score of an entry, 0 to 100, follows from the tally
alone, and is rounded half up to four places:

- `plurality`: its votes in percent of the votes of the first.
- `score`: twenty times its mean, as published; with fewer scores than the rules' minimum, nothing.
- `ranked`: the percentage of the other entries on the ballot that it beats.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bounties.challenges.ballot_rules import HIGHEST_SCORE, BallotKind, BallotRules
from bounties.challenges.scoring_rules import Options
from bounties.judging.aggregation import Weights, components, total
from bounties.judging.ranking import Candidate
from bounties.judging.tallying import published

ALL = 100
JURY = "weighted_mean"  # of the two sides' scores that of the jury, before the public's is counted in
NOTHING = Fraction(0)
Placings = Sequence[Mapping[str, Any]]  # as a tally's document has them


def public_scores(rules: BallotRules, placings: Placings) -> dict[str, Decimal]:
    """What the public gave each entry of the tally, if enough people voted for it to count."""
    scale = SCALES[BallotKind(rules.kind)]
    return {one["entry"]: published(scale(rules, placings, one)) for one in placings}


def _of_votes(rules: BallotRules, placings: Placings, one: Mapping[str, Any]) -> Fraction:
    most = max(row["votes"] for row in placings)
    return Fraction(ALL * one["votes"], most) if most else NOTHING


def _of_mean(rules: BallotRules, placings: Placings, one: Mapping[str, Any]) -> Fraction:
    return Fraction(one["score"]) * ALL / HIGHEST_SCORE if one["votes"] >= rules.minimum_scores else NOTHING


def _of_place(rules: BallotRules, placings: Placings, one: Mapping[str, Any]) -> Fraction:
    others = len(placings) - 1
    return Fraction(ALL * (others + 1 - one["position"]), others) if others else Fraction(ALL)


SCALES: dict[BallotKind, Callable[[BallotRules, Placings, Mapping[str, Any]], Fraction]] = {
    BallotKind.PLURALITY: _of_votes,
    BallotKind.SCORE: _of_mean,
    BallotKind.RANKED: _of_place,
}


def public_has_spoken(candidates: Sequence[Candidate]) -> bool:
    """Whether enough people voted for the votes to count."""
    return any(one.public is not None for one in candidates)


def jury_has_spoken(candidates: Sequence[Candidate], quorum: int) -> bool:
    """Whether every entry on the ballot has its scorecards; which is on it only the public's scores can tell."""
    on_it = [one for one in candidates if one.public is not None] or candidates
    return bool(on_it) and all(len(one.cards) >= quorum for one in on_it)


def jurys_scores(weights: Weights, candidates: Sequence[Candidate], options: Options) -> dict[Any, Decimal]:
    """What the jury alone gave each entry that it scored."""
    found = components(JURY, weights, {one.entry_id: one.cards for one in candidates}, options)
    return {entry: total(JURY, weights, parts, options) for entry, parts in found.items()}
