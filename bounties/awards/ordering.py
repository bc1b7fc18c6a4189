"""The order of a challenge's entries, whoever made it: who is next when a place falls free."""

from collections.abc import Callable

from bounties.awards.models import BY_SCORES
from bounties.awards.rescores import revised_standings
from bounties.ballots.counting import order_of
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.judging.ranking import Ranked


def _of_a_vote(challenge: Challenge) -> list[Ranked]:
    """By the tally, unless a jury's scores counted."""
    return revised_standings(challenge) if challenge.decision.rule in BY_SCORES else order_of(challenge)


ORDERS: dict[Decider, Callable[[Challenge], list[Ranked]]] = {
    Decider.PANEL: revised_standings,
    Decider.BALLOT: _of_a_vote,
}


def best_first(challenge: Challenge) -> list[Ranked]:
    """By scorecards, those of re-reviews included, by votes, or by both; empty where nothing orders the entries."""
    order = ORDERS.get(challenge.rules.decided_by)
    return sorted(order(challenge), key=lambda one: one.position) if order else []
