"""The ranking after re-reviews: the published rule over the scores that count then."""

from decimal import Decimal
from uuid import UUID

from bounties.awards.models import Rereview
from bounties.awards.models.rereviews import FirstScores
from bounties.challenges.models import Challenge
from bounties.judging.aggregation import Card
from bounties.judging.ranking import Candidate, Ranked, rank
from bounties.judging.rescoring import Rescoring, rescored
from bounties.judging.standings import candidates, rule_options, weights_of


def revised_standings(challenge: Challenge) -> list[Ranked]:
    """Every judged entry that has a score, best first; as the judges ranked them where nothing was reviewed again."""
    found = revised_candidates(challenge)
    return rank(weights_of(challenge), challenge.aggregation, found, rule_options(challenge))


def revised_candidates(challenge: Challenge) -> list[Candidate]:
    """The judged set with the scores that count now."""
    done = done_rereviews(challenge)
    return rescored(candidates(challenge), [rescoring_of(one, name_of(place)) for place, one in enumerate(done)])


def done_rereviews(challenge: Challenge) -> list[Rereview]:
    """In the order in which they were done."""
    done = Rereview.objects.filter(challenge=challenge, status=Rereview.Status.DONE)
    return list(done.order_by("done_at", "pk").prefetch_related("scores__criterion"))


def rescoring_of(rereview: Rereview, judge: str) -> Rescoring:
    """Its cards, by entry, each under the name of that one judge."""
    points: dict[UUID, dict[int, Decimal]] = {}
    for score in rereview.scores.all():
        points.setdefault(score.entry_id, {})[score.criterion.priority] = score.points
    cards = {entry: Card(judge, given, False) for entry, given in points.items()}
    return Rescoring(cards, rereview.first_scores == FirstScores.SET_ASIDE)


def name_of(place: int) -> str:
    """R1, R2 and so on: how a re-review's scores are told from the panel's."""
    return f"R{place + 1}"
