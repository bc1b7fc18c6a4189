"""What one group of people is told of an event, and where: by what the row of a challenge's format says."""

from collections.abc import Callable
from dataclasses import dataclass

from bounties.challenges.formats import Format, Need
from bounties.notifications import recipients as to
from workers.models import Event


def anywhere(rules: Format) -> bool:
    """Told whatever the format."""
    return True


def of_offers(rules: Format) -> bool:
    """Told where entries name their price."""
    return rules.is_priced


def of_answers(rules: Format) -> bool:
    """Told where entries are read and accepted as they come."""
    return rules.is_rolling and not rules.entries_are_sealed


def of_queues(rules: Format) -> bool:
    """Told where entries wait for their turn."""
    return rules.has_queue


def of_boards(rules: Format) -> bool:
    """Told where entries are ideas on a board."""
    return rules.is_board


def of_contests(rules: Format) -> bool:
    """Told where entries compete, and the decision is about all of them."""
    return not rules.is_priced and not rules.has_queue and not rules.is_board


def of_votes(rules: Format) -> bool:
    """Told where the public decides."""
    return rules.ballot != Need.NONE


def other_than_votes(rules: Format) -> bool:
    """Told where somebody decides."""
    return not of_votes(rules)


def of_stages(rules: Format) -> bool:
    """Told where whoever wins in one stage may enter the next."""
    return rules.stages != Need.NONE


def of_panels(rules: Format) -> bool:
    """Told where entries go to whoever judges them."""
    return of_contests(rules) and not of_votes(rules)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one group of people is told; the texts are translated and filled in when they are sent."""

    people: Callable[[Event], to.People]
    title: str
    body: str
    path: str = "/challenges/{challenge_id}"  # or by `{subject_id}`: what the event is about
    where: Callable[[Format], bool] = anywhere  # by what its format's row says
