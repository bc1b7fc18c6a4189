"""What a person has won that everyone may know: of results that are published, and there under their name.

A result is public once its challenge is completed and stands on the board. It names who entered, so a team's prize
counts for its entrant alone. Offers taken by a buyer are between the two; a fee for a purse that nobody won is no win.
"""

from datetime import datetime
from uuid import UUID

from bounties.awards.life import ENDED
from bounties.awards.models import Award
from bounties.awards.querysets import AwardQuerySet
from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED, Status

PRICED = [row.name for row in FORMATS.values() if row.is_priced]
OVER = [Challenge.Status.COMPLETED, Challenge.Status.NO_AWARD]


def published_wins() -> AwardQuerySet:
    """Of everyone."""
    public = {"challenge__status": Challenge.Status.COMPLETED, "challenge__visibility": Challenge.Visibility.PUBLIC}
    won = Award.objects.filter(status__in=ENDED, challenge__published_at__isnull=False, **public)
    return won.exclude(kind=Award.Kind.KILL_FEE).exclude(challenge__format__in=PRICED)


def wins_of(user_id: UUID) -> AwardQuerySet:
    """Of one person."""
    return published_wins().filter(entry__entrant=user_id)


def paid_for_wins(user_id: UUID, since: datetime | None = None) -> dict[UUID, int]:
    """What has reached them of each of these, in minor units of the award's currency: their own share of it."""
    wins = wins_of(user_id).filter(**({"created_at__gt": since} if since else {}))
    references = [str(pk) for pk in wins.values_list("pk", flat=True)]
    arrived = Payout.objects.filter(payee__user=user_id, award_reference__in=references, status__in=ARRIVED)
    sums: dict[UUID, int] = {}
    for reference, amount in arrived.exclude(status=Status.REVERSED).values_list("award_reference", "amount"):
        sums[UUID(reference)] = sums.get(UUID(reference), 0) + amount
    return sums


def entered_by(user_id: UUID) -> int:
    """How many public challenges they took part in that are over: of one that runs, a count would tell who entered."""
    over = {"challenge__status__in": OVER, "challenge__visibility": Challenge.Visibility.PUBLIC}
    return Entry.objects.filter(entrant=user_id, **over).competing().values("challenge").distinct().count()
