"""How scorecards become one score: pure functions on decimals, named by the challenge's published rule.

A rule says how the judges' scores on one criterion become one component; the weights then make one score of the
components. A score that was not given is not a zero: it takes no part, and a criterion without any takes none either.

Nothing is rounded but where its rule says so, half up. Quotients are carried with 50 digits and cut to 30 places before
that: a quotient of points that lies on a rounding boundary then lies on it exactly, and no other one comes that near.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from bounties.challenges.scoring_rules import Options

PLACES = 4
EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)  # whoever publishes a score calculates within localcontext(EXACT)
FINEST = Decimal("1E-30")
STEPS = [Decimal(1).scaleb(-places) for places in range(30)]  # the least step at so many decimal places
NOTHING, HUNDRED, MIDDLE = Decimal(0), Decimal(100), Decimal(50)
DEVIATION = Decimal(10)  # points of a standard deviation, where scores are normalised
PUBLIC = "public"  # the judge in whose name the public's score stands in a grid


@dataclass(frozen=True, slots=True)
class Card:
    """What one judge gave one entry: points (0 to 100) by criterion."""

    judge: Hashable
    points: Mapping[Any, Decimal]
    is_chairs: bool = False


Weights = Mapping[Any, int]  # by criterion, in the order of their priority
Panel = Mapping[Any, Sequence[Card]]  # by entry
Grid = Mapping[Any, Mapping[Any, Decimal]]  # of one criterion: by entry, what each judge gave it
Rule = Callable[[Grid, Options], dict[Any, Decimal]]  # one component for each entry that has one


def rounded(score: Decimal, places: int = PLACES) -> Decimal:
    """Half up to so many places."""
    exact = score.quantize(FINEST, ROUND_HALF_EVEN, EXACT)
    return exact.quantize(STEPS[places], ROUND_HALF_UP, EXACT)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """The mean of what was given; nothing given has no mean."""
    given = list(values)
    return sum(given, NOTHING) / len(given) if given else None


def weighted_mean(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion the mean of the scores given: every judge counts the same."""
    return _present((entry, mean(given.values())) for entry, given in grid.items())


def trimmed_mean(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion the `drop` highest and the `drop` lowest scores are left out; the mean of the rest.

    Of equal scores one is as good as another. An entry with too few scores for that has no component.
    """
    kept = ((entry, sorted(given.values())[options.drop : len(given) - options.drop]) for entry, given in grid.items())
    return _present((entry, mean(left)) for entry, left in kept)


def median(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion the middle score; of an even number of scores the mean of the two in the middle."""
    ordered = ((entry, sorted(given.values())) for entry, given in grid.items())
    return _present((entry, mean(few[(len(few) - 1) // 2 : len(few) // 2 + 1])) for entry, few in ordered)


def rank_sum(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion the mean over the judges of Borda's points: the percentage of others that an entry beats.

    A judge's points for an entry: 100 x (entries scored lower + half of those scored the same) / (others scored). Where
    all judges score all entries this is the rank sum, on a scale of 0 to 100. Who scores one entry compares none: 50.
    """
    return _over_judges(grid, _borda)


def normalised(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion the mean over the judges of 50 + 10 z, so that strict and mild judges count alike.

    z is (score - the judge's mean) / the judge's standard deviation, over all entries that this judge scored on this
    criterion. Who gives everyone the same says nothing: z is 0.
    """
    return _over_judges(grid, _standard)


def jury_and_public(grid: Grid, options: Options) -> dict[Any, Decimal]:
    """On each criterion (100 - public_share) % the jury's mean and public_share % the public's score.

    Who lacks one of the two has no component; but where nobody has the public's, the jury's mean counts alone.
    """
    jury = {entry: {who: one for who, one in given.items() if who != PUBLIC} for entry, given in grid.items()}
    public = {entry: given[PUBLIC] for entry, given in grid.items() if PUBLIC in given}
    if not public:
        return weighted_mean(jury, options)
    return blended(weighted_mean(jury, options), public, options.public_share)


RULES: dict[str, Rule] = {
    "weighted_mean": weighted_mean,
    "trimmed_mean": trimmed_mean,
    "median": median,
    "rounded_components": trimmed_mean,  # with nothing dropped by default, that is the mean
    "rank_sum": rank_sum,
    "normalised": normalised,
    "jury_and_public": jury_and_public,
}
ROUNDS_EACH = {"rounded_components"}  # the others are rounded once, at the end
COMPARING = {"rank_sum", "normalised"}  # an entry's component depends on what its judges gave the others


def blended(jury: Mapping[Any, Decimal], public: Mapping[Any, Decimal], public_share: int) -> dict[Any, Decimal]:
    """The two sides' scores in their shares, for who has both; both are on the same scale."""
    return {
        entry: (score * (100 - public_share) + public[entry] * public_share) / HUNDRED
        for entry, score in jury.items()
        if entry in public
    }


def components(rule: str, weights: Weights, panel: Panel, options: Options) -> dict[Any, dict[Any, Decimal]]:
    """Each entry's components by criterion."""
    found: dict[Any, dict[Any, Decimal]] = defaultdict(dict)
    for criterion in weights:
        grid = {
            entry: {card.judge: card.points[criterion] for card in cards if criterion in card.points}
            for entry, cards in panel.items()
        }
        for entry, component in RULES[rule](grid, options).items():
            found[entry][criterion] = component
    return found


def total(rule: str, weights: Weights, parts: Mapping[Any, Decimal], options: Options) -> Decimal:
    """An entry's score: its components by their weights, over the criteria that have one; rounded as the rule says."""
    whole = sum(weights[criterion] for criterion in parts)
    if rule not in ROUNDS_EACH:
        return rounded(sum((part * weights[one] for one, part in parts.items()), Decimal(0)) / whole, options.places)
    each = (rounded(part, options.places) * weights[criterion] / whole for criterion, part in parts.items())
    return sum((rounded(part, options.places) for part in each), Decimal(0))


def score_of(card: Card, weights: Weights) -> Decimal | None:
    """One card's own weighted mean, over the criteria it scores."""
    points, whole = NOTHING, 0
    for criterion, weight in weights.items():
        if criterion in card.points:
            points += card.points[criterion] * weight
            whole += weight
    return points / whole if whole else None


def spread(weights: Weights, cards: Sequence[Card]) -> Decimal:
    """How far apart the highest and the lowest judge are."""
    scores = [score for card in cards if (score := score_of(card, weights)) is not None]
    return max(scores) - min(scores) if scores else Decimal(0)


def _present(scores: Iterable[tuple[Any, Decimal | None]]) -> dict[Any, Decimal]:
    return {entry: score for entry, score in scores if score is not None}


def _over_judges(grid: Grid, scale: Callable[[Counter[Decimal]], dict[Decimal, Decimal]]) -> dict[Any, Decimal]:
    """Put each judge's scores on a scale of that judge's own, then take each entry's mean.

    Of thousands of scores few differ: a scale is told how often each was given, and calculates with each once.
    """
    by_judge: dict[Hashable, list[Decimal]] = defaultdict(list)
    for given in grid.values():
        for judge, score in given.items():
            by_judge[judge].append(score)
    scales = {judge: scale(Counter(scores)) for judge, scores in by_judge.items()}
    return _present(
        (entry, mean([scales[judge][score] for judge, score in given.items()])) for entry, given in grid.items()
    )


def _borda(times: Counter[Decimal]) -> dict[Decimal, Decimal]:
    others = times.total() - 1
    if not others:
        return dict.fromkeys(times, MIDDLE)
    points: dict[Decimal, Decimal] = {}
    lower = 0
    for score, often in sorted(times.items()):
        points[score] = MIDDLE * (2 * lower + often - 1) / others
        lower += often
    return points


def _standard(times: Counter[Decimal]) -> dict[Decimal, Decimal]:
    everyone = times.total()
    middle = sum((score * often for score, often in times.items()), NOTHING) / everyone
    variance = sum(((score - middle) ** 2 * often for score, often in times.items()), NOTHING) / everyone
    if not variance:
        return dict.fromkeys(times, MIDDLE)
    deviation = variance.sqrt()
    return {score: MIDDLE + DEVIATION * (score - middle) / deviation for score in times}
