"""How each judge scores beside the panel: to see who is strict or mild, not which entries they like."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.judging import policies
from bounties.judging.aggregation import EXACT, mean, rounded, score_of
from bounties.judging.models import Judgeship
from bounties.judging.standings import candidates, weights_of

PLACES = 2


@dataclass(frozen=True, slots=True)
class JudgesScale:
    """One judge: how many entries they scored, their mean and spread, and what all judges gave the same entries."""

    judge: Judgeship
    scored: int
    mean: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    deviation: Decimal | None  # standard, of this judge's scores
    panel_mean: Decimal | None  # of all judges, over the entries that this one scored

    @property
    def above_panel(self) -> Decimal | None:
        """How much milder than the panel."""
        return None if self.mean is None or self.panel_mean is None else self.mean - self.panel_mean


def calibration(challenge: Challenge, reader: User) -> list[JudgesScale]:
    """For the sponsor's side and the chair, after their own scores. Raises NotAllowed, NotJudging, OwnScoresFirst."""
    policies.require_ranking_reader(challenge, reader)
    policies.require_unsealed(challenge)
    with localcontext(EXACT):
        given = _scores(challenge)
        panel = {entry: mean(by_judge.values()) for entry, by_judge in given.items()}
        seats = Judgeship.objects.filter(challenge=challenge, status__in=["accepted", "replaced"])
        return [_scale(seat, given, panel) for seat in seats.select_related("judge").order_by("judge__name", "pk")]


Given = dict[object, dict[object, Decimal]]  # by entry, then by judge: one weighted score


def _scores(challenge: Challenge) -> Given:
    weights, found = weights_of(challenge), defaultdict[object, dict[object, Decimal]](dict)
    for candidate in candidates(challenge):
        for card in candidate.cards:
            score = score_of(card, weights)
            if score is not None:
                found[candidate.entry_id][card.judge] = score
    return found


def _scale(seat: Judgeship, given: Given, panel: dict[object, Decimal | None]) -> JudgesScale:
    name = str(seat.pk)  # as the cards name their judge
    own = {entry: by_judge[name] for entry, by_judge in given.items() if name in by_judge}
    middle, beside = mean(own.values()), mean(one for entry in own if (one := panel[entry]) is not None)
    if middle is None or beside is None:
        return JudgesScale(seat, 0, None, None, None, None, None)
    variance = sum(((score - middle) ** 2 for score in own.values()), Decimal(0)) / len(own)
    scale = (middle, min(own.values()), max(own.values()), variance.sqrt(), beside)
    return JudgesScale(seat, len(own), *(rounded(one, PLACES) for one in scale))
