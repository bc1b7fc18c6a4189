"""A sponsor calls a challenge off although people have worked for it: an `up_to` purse pays them its kill fee."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from bounties.accounts.models import User
from bounties.awards.automatic import kill_fees
from bounties.awards.concluding import make
from bounties.awards.models import Decision, Rule
from bounties.awards.naming import name_winners
from bounties.awards.placing import Proposal
from bounties.challenges.models import Challenge
from bounties.entries import cancelling, closing, screening
from bounties.judging.judged import judged_entries
from bounties.judging.locking import lock_judging
from payments.ledger.accounts import Kind, balance
from payments.money import Money
from payments.purses import refunding
from payments.purses.models import Purse
from workers.clock import laurel_now

UNSCREENED = [Challenge.Status.SCHEDULED, Challenge.Status.OPEN]


@transaction.atomic
def call_off(*, challenge_id: UUID, reason: str, by: User) -> Challenge:
    """Cancel it. Before anyone has worked for it everything goes back, the platform's fee too.

    With entries in, an up_to purse offers its kill fee in equal parts to those that passed screening, one per entry
    (none where a part is under Stripe's minimum), and the rest goes back at once. Raises NotAllowed, InvalidInput,
    IllegalMove; EntriesReceived for a guaranteed purse, which the ladder decides.
    """
    challenge = cancelling.admit(challenge_id=challenge_id, reason=reason, by=by)
    is_up_to = challenge.guarantee == Challenge.Guarantee.UP_TO
    if not is_up_to or not challenge.entries.competing().exists():
        return cancelling.cancel(challenge_id=challenge_id, reason=reason, by=by)
    if challenge.phase in UNSCREENED:
        closing.lock_entries([challenge.pk])
    screening.pass_all(challenge=challenge)
    rule = Rule.KILL_FEE if challenge.kill_fee_bp else Rule.NONE_TAKEN
    Decision.objects.create(challenge=challenge, rule=rule, decided_by=by, reason=reason)
    lock_judging(challenge=challenge)
    cancelling.call_off(challenge, reason=reason, by=by)
    _pay_and_return(challenge, by)
    return challenge


def _pay_and_return(challenge: Challenge, by: User) -> None:
    qualified = list(judged_entries(challenge).values_list("pk", flat=True))
    proposals = kill_fees(challenge, qualified) if qualified else []
    make(challenge=challenge, proposals=proposals, offered_at=laurel_now())
    name_winners(challenge=challenge)
    _return_rest(challenge, proposals, by)


def _return_rest(challenge: Challenge, proposals: Sequence[Proposal], by: User) -> None:
    """The kill fees stay in the purse until they are accepted; the platform keeps its fee, because people came."""
    reference = str(challenge.pk)
    if not Purse.objects.filter(reference=reference).exists():
        return
    kept = sum(one.place.amount for one in proposals)
    if not kept:
        refunding.refund_all(reference=reference, reason="cancelled", by=by)
        return
    rest = balance(Kind.PURSE, challenge.currency, reference) - Money(kept, challenge.currency)
    if rest.amount > 0:
        refunding.refund(reference=reference, amount=rest, reason="cancelled", by=by)
