"""The decision: by the sponsor along the published ranking, or by the arbiter once the file is theirs."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.automatic import none_awarded, places_of
from bounties.awards.concluding import conclude
from bounties.awards.errors import DepartsFromRanking, PlacesLeftOut
from bounties.awards.juries import require_among_the_first
from bounties.awards.models import DepartureConsent, Rule
from bounties.awards.offering import at_offered_prices
from bounties.awards.parts import parts_of
from bounties.awards.placing import Chosen, Place, Proposal, by_receipt, departs, place
from bounties.awards.stopping import require_uncontested
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.entries.policies import require_screened
from bounties.entries.sharing import WHOLE_BP, too_small_of
from bounties.errors import InvalidInput
from bounties.ideas.policies import require_unmerged
from bounties.judging.judged import judged_entries
from bounties.judging.policies import require_judging
from bounties.judging.standings import ranking
from payments.money import Money
from workers.events import emit

GUARANTEED = Challenge.Guarantee.GUARANTEED


@transaction.atomic
def decide(*, challenge_id: UUID, awards: Sequence[Chosen], by: User, reason: str = "") -> Challenge:
    """Give the places, with reasons; scorecards are locked, names are revealed, the appeal window starts.

    A guaranteed purse is awarded as far as there are qualified entries; of an up_to purse the sponsor may award less,
    and owes the kill fee if it awards nothing; without such a fee it says why. An offer is taken at its price. Raises
    NotAllowed, NotJudging, NoQuorum, InvalidInput, PlacesLeftOut, DepartsFromRanking, ScreeningUnfinished,
    AppealUndecided.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    rule = policies.rule_of_decider(challenge, by)
    require_judging(challenge)
    require_screened(challenge)
    require_uncontested(challenge)
    ranked = ranking(challenge) if rule == Rule.RANKING else []
    judged = list(judged_entries(challenge).values_list("pk", flat=True))
    if rule == Rule.JURY:
        require_among_the_first(challenge, [one.entry for one in awards])
    require_unmerged([one.entry for one in awards])
    may_depart = DepartureConsent.objects.filter(challenge=challenge).exists()
    if ranked and not may_depart and len({one.entry for one in awards}) == len(awards):
        awards = by_receipt(awards, ranked)
    free = places_of(challenge)
    proposals = place(at_offered_prices(challenge, awards), free, judged, challenge.currency)
    _require_prizes_in_full(challenge, proposals, free, len(judged))
    _require_payable_parts(challenge, proposals)
    departing = rule == Rule.RANKING and departs(proposals, ranked)
    if departing and not may_depart:
        raise DepartsFromRanking(
            _(
                "This departs from the published ranking (ties go to the earlier receipt). Follow it, or ask a "
                "moderator."
            )
        )
    if not proposals and judged:
        return _award_nobody(challenge, judged, reason, by)
    return conclude(challenge=challenge, rule=rule, proposals=proposals, by=by, departs=departing)


def _award_nobody(challenge: Challenge, judged: Sequence[UUID], reason: str, by: User) -> Challenge:
    rule, fees = none_awarded(challenge, judged)
    if rule == Rule.NONE_TAKEN and not reason.strip():
        raise InvalidInput(_("It is empty. Tell those who made an offer why you take none."), field="reason")
    return conclude(challenge=challenge, rule=rule, proposals=fees, by=by, reason=reason.strip())


@transaction.atomic
def consent_to_departure(*, challenge_id: UUID, reason: str, by: User) -> DepartureConsent:
    """Let the sponsor decide otherwise than ranked; public with the decision. Raises NotAllowed, NotJudging."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_moderator_outside(challenge, by)
    require_judging(challenge)
    consent, is_new = DepartureConsent.objects.get_or_create(
        challenge=challenge, defaults={"moderator": by, "reason": reason}
    )
    if is_new:
        emit("challenge.departure_consented", subject=challenge, by=by)
    return consent


def _require_prizes_in_full(
    challenge: Challenge, proposals: Sequence[Proposal], free: Sequence[Place], qualified: int
) -> None:
    """What a guaranteed purse promised: each place for which there is an entry, and the whole of it."""
    if challenge.guarantee != GUARANTEED:
        return
    promised = free[: min(len(free), qualified)]
    prizes = {(one.rank, one.slot): one.amount for one in free}
    if sorted((one.place.rank, one.place.slot) for one in proposals) != [(one.rank, one.slot) for one in promised]:
        raise PlacesLeftOut(
            _("The purse is guaranteed: award the first {count} of {places} places, best rank first."),
            field="awards",
            count=len(promised),
            places=len(free),
        )
    if any(one.place.amount < prizes[one.place.rank, one.place.slot] for one in proposals):
        raise InvalidInput(
            _("The purse is guaranteed: each prize is awarded in full. Leave the amount out."), field="awards"
        )


def _require_payable_parts(challenge: Challenge, proposals: Sequence[Proposal]) -> None:
    """A prize in full divides into what a team agreed; less than that may leave a member too little to be paid."""
    entries = Entry.objects.filter(pk__in=[one.entry for one in proposals]).prefetch_related("shares").in_bulk()
    for one in proposals:
        award, parts = Money(one.place.amount, challenge.currency), parts_of(entries[one.entry])
        if too_small_of(parts, award):
            needed = -(-award.least.amount * WHOLE_BP // min(parts.values()))
            raise InvalidInput(
                _(
                    "Of {award} for rank {rank} a member of the team would get too little to be paid. Award {needed} "
                    "minor units or more."
                ),
                field="awards",
                award=award,
                rank=one.place.rank,
                needed=needed,
            )
