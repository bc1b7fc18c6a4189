"""The next in rank: who gets a place that fell away.

It goes to the best-ranked entry whose own place is worse and not yet accepted; that one's place falls free in turn. Who
accepted keeps what they accepted, and who ever declined, let lapse or lost an award gets no other.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext_noop

from bounties.awards.concluding import make
from bounties.awards.life import Status
from bounties.awards.models import GONE, SETTLED, Appeal, Award
from bounties.awards.moving import move
from bounties.awards.naming import name_winners
from bounties.awards.ordering import best_first
from bounties.awards.placing import Place, Proposal
from bounties.challenges.models import Challenge
from bounties.judging.ranking import Ranked
from workers.clock import laurel_now

REASON = gettext_noop("The next in rank, after the place fell free.")


def pass_on(*, challenge: Challenge, vacated: Award) -> list[Award]:
    """Fill the place of a lost award, and those that this frees; part of a service that holds the challenge's lock.

    The new awards stand as the challenge does: provisional within the appeal window, offered after it. A part of a
    split purse or of a kill fee is not passed on: it goes back when the challenge ends.
    """
    made: list[Award] = []
    free: Award | None = vacated if vacated.kind == Award.Kind.PRIZE else None
    ranked = best_first(challenge) if free else []
    while free:
        held = _held(challenge)
        heir = _heir(ranked, held, free)
        if heir is None:
            break
        given_up = held.get(heir)
        if given_up:
            move(given_up, Status.REVOKED)  # the same entry gets a better place at once
        made += _award(challenge, heir, free)
        free = given_up
    if challenge.status == Challenge.Status.AWARDING:
        name_winners(challenge=challenge)
    return made


def has_heir(*, challenge: Challenge, award: Award) -> bool:
    """Whether somebody else would get this award's place, if it fell free."""
    if award.kind != Award.Kind.PRIZE:
        return False
    ranked = best_first(challenge)
    return _heir(ranked, _held(challenge), award) is not None


def _heir(ranked: Sequence[Ranked], held: Mapping[UUID, Award], free: Award) -> UUID | None:
    return next((one.entry_id for one in ranked if _may_inherit(held.get(one.entry_id), free)), None)


def _held(challenge: Challenge) -> dict[UUID, Award]:
    """Each entry's latest award, gone or not; but none that an appeal took through nobody's fault."""
    displaced = Appeal.objects.filter(challenge=challenge).values_list("displaced", flat=True)
    awards = Award.objects.filter(challenge=challenge).exclude(pk__in=list(chain.from_iterable(displaced)))
    return {award.entry_id: award for award in awards.order_by("created_at", "pk")}


def _may_inherit(own: Award | None, free: Award) -> bool:
    if own is None:
        return True
    return own.status not in {*GONE, *SETTLED, Status.APPEALED} and own.rank > free.rank


def _award(challenge: Challenge, heir: UUID, free: Award) -> list[Award]:
    offered_at = laurel_now() if challenge.status == Challenge.Status.AWARDING else None
    proposal = Proposal(heir, Place(free.rank, free.slot, free.amount), REASON)
    return make(challenge=challenge, proposals=[proposal], offered_at=offered_at)
