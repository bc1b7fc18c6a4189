"""The order of a challenge's entries, whoever made it: who is next when a place falls free."""

from collections.abc import Callable

from bounties.awards.rescores import revised_standings
from bounties.ballots.counting import order_of
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.judging.ranking import Ranked

ORDERS: dict[Decider, Callable[[Challenge], list[Ranked]]] = {
    Decider.PANEL: revised_standings,
    Decider.BALLOT: order_of,
}


def best_first(challenge: Challenge) -> list[Ranked]:
    """By scorecards, those of re-reviews included, or by votes; empty where nothing orders the entries."""
    order = ORDERS.get(challenge.rules.decided_by)
    return sorted(order(challenge), key=lambda one: one.position) if order else []
