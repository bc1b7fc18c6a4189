"""What the money floor asks while it settles a payment, by the setting PURSE_KEEPER: a purse is for a challenge.

A purse that belongs to no challenge is taken as it comes.
"""

from uuid import UUID

from bounties.challenges import raising
from bounties.challenges.models import Challenge
from payments.purses.models import Contribution
from workers.clock import laurel_now


def lock(*, reference: str) -> None:
    """Hold the challenge, which is locked before its purse."""
    _challenge_of(reference, locked=True)


def takes(*, contribution: Contribution) -> bool:
    """Whether the challenge still wants this payment: a raise until the entries close, a backing until its hour.

    And nobody's for other prizes than it promises by now.
    """
    challenge = _challenge_of(contribution.purse.reference)
    if challenge is None:
        return True
    if contribution.raises:
        return raising.is_wanted(challenge=challenge)
    if challenge.is_crowdfunded:
        return challenge.status == Challenge.Status.FUNDING and _lies_ahead(challenge)
    return contribution.purse.target == challenge.prize_total  # else the page is of before it was rewritten


def took(*, contribution: Contribution) -> None:
    """A raise is paid: the prize rises in the same commit."""
    challenge = _challenge_of(contribution.purse.reference)
    if challenge:
        raising.apply(challenge=challenge, raise_id=UUID(contribution.raises))


def _lies_ahead(challenge: Challenge) -> bool:
    return challenge.funding_ends_at is not None and challenge.funding_ends_at > laurel_now()


def _challenge_of(reference: str, *, locked: bool = False) -> Challenge | None:
    try:
        challenge_id = UUID(reference)
    except ValueError:
        return None
    challenges = Challenge.objects.select_for_update(no_key=True) if locked else Challenge.objects
    return challenges.filter(pk=challenge_id).first()
