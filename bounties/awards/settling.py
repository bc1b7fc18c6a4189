"""The end of a challenge whose entries are accepted one by one: its awards are owed at once, and the rest goes back."""

from collections.abc import Sequence

from django.db.models import Sum

from bounties.accounts.models import User
from bounties.awards import papers
from bounties.awards.completing import close_without_award, complete_if_done
from bounties.awards.concluding import write
from bounties.awards.life import Status
from bounties.awards.models import Award, Decision, Rule
from bounties.awards.moving import move
from bounties.awards.naming import name_winners
from bounties.awards.placing import Proposal
from bounties.challenges.models import Challenge
from bounties.judging.locking import lock_judging
from payments.ledger.accounts import Kind, balance
from payments.money import Money
from payments.purses import refunding
from payments.purses.models import Purse
from workers.clock import laurel_now
from workers.events import emit

IN_THE_PURSE = [Status.OFFERED, Status.ACCEPTED, Status.VERIFYING, Status.PAYABLE]  # not handed over to the payouts yet


def settle(*, challenge: Challenge, rule: Rule, proposals: Sequence[Proposal], by: User | None) -> Challenge:
    """Write the decision; what it awards is accepted at once. Part of a service that holds the lock and has guarded."""
    Decision.objects.create(challenge=challenge, rule=rule, decided_by=by)
    lock_judging(challenge=challenge)
    emit("challenge.decided", subject=challenge, by=by, payload={"rule": rule.value, "departs": False})
    grant(challenge=challenge, proposals=proposals, by=by)
    if not Award.objects.filter(challenge=challenge).live().exists():
        return close_without_award(challenge=challenge)
    challenge.move_to(Challenge.Status.AWARDING)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    name_winners(challenge=challenge)
    return_rest(challenge=challenge, by=by)
    return complete_if_done(challenge=challenge)


def grant(*, challenge: Challenge, proposals: Sequence[Proposal], by: User | None) -> list[Award]:
    """Awards that wait for nobody's yes: offered and accepted in one transaction, so that they are owed at once."""
    made = write(challenge=challenge, proposals=proposals, status=Award.Status.OFFERED, due_at=laurel_now())
    return [papers.begin(move(award, Status.ACCEPTED, by=by)) for award in made]


def return_rest(*, challenge: Challenge, by: User | None) -> None:
    """Send back what no award can claim. A frozen purse gives it back at the end, once it thaws."""
    reference = str(challenge.pk)
    purse = Purse.objects.filter(reference=reference).first()
    if purse is None or purse.status == Purse.Status.FROZEN:
        return
    promised = Award.objects.filter(challenge=challenge, status__in=IN_THE_PURSE).aggregate(sum=Sum("amount"))["sum"]
    rest = balance(Kind.PURSE, purse.currency, reference) - Money(promised or 0, purse.currency)
    if rest.amount > 0:
        refunding.refund(reference=reference, amount=rest, reason="not_awarded", by=by)
