"""The end of the time for an award's papers: without those who did not do their part, or without the award."""

from uuid import UUID

from django.db import transaction

from bounties.awards.completing import complete_if_done
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.moving import locked_award, move
from bounties.awards.owing import left_out, payees_of, suffices
from bounties.awards.papers import finish, has_run_out, take_note
from bounties.awards.succeeding import pass_on
from payments.payees.identity import identified
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500


def end_due() -> int:
    """End the wait of every award whose time is over, each in its own transaction; return how many."""
    due = Award.objects.due().filter(status=Status.VERIFYING, challenge__paused_at=None)
    return sweep(list(due.values_list("pk", flat=True)[:BATCH]), lambda key: end(award_id=key))


@transaction.atomic
def end(*, award_id: UUID) -> None:
    """Pay those who did their part, or pass the place on, unless the last paper was faster."""
    award = locked_award(award_id)
    if award.status != Status.VERIFYING or not has_run_out(award):
        return
    take_note(award, identified(payees_of(award)))
    if award.status != Status.VERIFYING:  # Stripe knew, and its news was still on its way
        return
    if suffices(award):
        for user in sorted(left_out(award)):
            emit("award.share_lapsed", subject=award, payload={"user": str(user)})
        finish(award)
        return
    pass_on(challenge=award.challenge, vacated=move(award, Status.FORFEITED, facts={"reason": "papers"}))
    complete_if_done(challenge=award.challenge)
