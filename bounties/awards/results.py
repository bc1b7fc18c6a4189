"""What was decided, as the parties, and in the end everyone, may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.blends import Blend, blend_of
from bounties.awards.models import Award, Decision
from bounties.awards.querysets import AwardQuerySet
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.models import TieBreak


@dataclass(frozen=True, slots=True)
class Results:
    """A decision and its awards."""

    id: UUID
    status: str
    rule: str
    reason: str
    departs_from_ranking: bool
    decided_at: datetime
    due_at: datetime | None
    awards: Sequence[Award]
    tie_breaks: Sequence[TieBreak]
    blend: Blend | None
    next: None = None
    previous: None = None

    @property
    def results(self) -> Sequence[Award]:
        """The awards, as every list names its rows."""
        return self.awards


def results_of(challenge: Challenge, reader: User | AnonymousUser) -> Results:
    """For those who take part from the decision on; for everyone at the end, without the awards that were lost.

    Raises Decision.DoesNotExist for whom there is nothing to see, NotDecided for those who have to wait.
    """
    is_party = policies.takes_part(challenge, reader)
    if not is_party and challenge.status not in policies.PUBLISHED:
        raise Decision.DoesNotExist
    policies.require_results(challenge)
    decision = challenge.decision
    awards = awards_shown(challenge, reader)
    shown = awards if is_party else awards.live()
    return Results(
        id=challenge.pk,
        status=challenge.status,
        rule=decision.rule,
        reason=decision.reason,
        departs_from_ranking=decision.departs,
        decided_at=decision.decided_at,
        due_at=challenge.due_at,
        tie_breaks=list(challenge.tie_breaks.all()),
        blend=blend_of(challenge),
        awards=list(shown.order_by("rank", "slot", "created_at", "pk")),
    )


def awards_shown(challenge: Challenge, reader: User | AnonymousUser) -> AwardQuerySet:
    """Its awards with their entrants; of offers only one's own, since what others asked for is the buyer's to know."""
    awards = Award.objects.filter(challenge=challenge).select_related("entry__entrant")
    if not policies.reads_what_others_win(challenge, reader):
        return awards.filter(entry__in=Entry.objects.visible_to(reader))
    return awards
