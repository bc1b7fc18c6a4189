"""What every decision does, whoever made it: awards, locked scorecards, judged entries, and the appeal window."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bounties.accounts.models import User
from bounties.awards.completing import close_without_award, close_without_pool
from bounties.awards.models import Award, Decision, Rule
from bounties.awards.placing import Proposal
from bounties.challenges.models import Challenge
from bounties.challenges.windows import offer_deadline
from bounties.entries.models import Entry
from bounties.judging.judged import judged_entries
from bounties.judging.locking import lock_judging
from workers.clock import laurel_now
from workers.events import emit, emit_many


def conclude(
    *,
    challenge: Challenge,
    rule: Rule,
    proposals: Sequence[Proposal],
    by: User | None,
    departs: bool = False,
    reason: str = "",
) -> Challenge:
    """Write the decision and its awards; part of a service that holds the challenge's lock and has guarded.

    What nobody can contest is offered at once. `reason` is why nobody is awarded.
    """
    now = laurel_now()
    Decision.objects.create(challenge=challenge, rule=rule, decided_by=by, departs=departs, reason=reason)
    lock_judging(challenge=challenge)
    _mark_judged(challenge)
    emit("challenge.decided", subject=challenge, by=by, payload={"rule": rule.value, "departs": departs})
    if rule == Rule.NO_POOL:
        return close_without_pool(challenge=challenge)
    if not proposals:
        return close_without_award(challenge=challenge)
    contestable = challenge.rules.is_contestable and rule != Rule.KILL_FEE
    make(challenge=challenge, proposals=proposals, offered_at=None if contestable else now)
    window = timedelta(seconds=challenge.appeal_seconds if contestable else 0)
    challenge.move_to(Challenge.Status.PROVISIONAL, due_at=now + window)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    return challenge


def make(*, challenge: Challenge, proposals: Sequence[Proposal], offered_at: datetime | None) -> list[Award]:
    """Write the awards: provisional, or offered at once where nobody could contest them."""
    status = Award.Status.OFFERED if offered_at else Award.Status.PROVISIONAL
    due_at = offer_deadline(challenge, offered_at) if offered_at else None
    made = write(challenge=challenge, proposals=proposals, status=status, due_at=due_at)
    emit_many(
        "award.offered" if offered_at else "award.made", subjects=Award.objects.filter(pk__in=[a.pk for a in made])
    )
    return made


def write(*, challenge: Challenge, proposals: Sequence[Proposal], status: str, due_at: datetime | None) -> list[Award]:
    """The rows, in this status; whoever calls it tells."""
    awards = [
        Award(
            challenge=challenge,
            entry_id=one.entry,
            kind=one.kind,
            rank=one.place.rank,
            slot=one.place.slot,
            amount=one.place.amount,
            currency=challenge.currency,
            reason=one.reason,
            status=status,
            due_at=due_at,
        )
        for one in proposals
    ]
    return Award.objects.bulk_create(awards)


def _mark_judged(challenge: Challenge) -> None:
    waiting = judged_entries(challenge).filter(status__in=[Entry.Status.QUALIFIED, Entry.Status.SHORTLISTED])
    if waiting.update(status=Entry.Status.JUDGED):
        emit_many("entry.judged", subjects=judged_entries(challenge).filter(status=Entry.Status.JUDGED))
