"""The winner's answer to an offered award, or none in time."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.awards import papers
from bounties.awards.completing import complete_if_done
from bounties.awards.errors import AppealWindowOpen, OfferExpired
from bounties.awards.life import Status
from bounties.awards.models import STANDING, Award
from bounties.awards.moving import locked_award, move
from bounties.awards.succeeding import pass_on
from bounties.entries.policies import require_captain
from workers.clock import laurel_now
from workers.sweeping import sweep

BATCH = 500


@transaction.atomic
def accept(*, award_id: UUID, by: User) -> Award:
    """Take the award; from here on the money is the winner's, whatever the sponsor does.

    Raises Award.DoesNotExist for anyone but the entrant and a team, of which only the entrant may (NotAllowed);
    AppealWindowOpen, OfferExpired, IllegalMove.
    """
    award = _offered(award_id, by)
    return papers.begin(move(award, Status.ACCEPTED, by=by))


@transaction.atomic
def decline(*, award_id: UUID, by: User) -> Award:
    """Leave the award to the next in rank. Raises as `accept` does."""
    award = move(_offered(award_id, by), Status.DECLINED, by=by)
    _vacate(award)
    return award


def forfeit_due() -> int:
    """Pass on every offer whose time ran out, each in its own transaction; return how many."""
    due = Award.objects.due().filter(status=Status.OFFERED).values_list("pk", flat=True)[:BATCH]
    return sweep(list(due), lambda key: forfeit(award_id=key))


@transaction.atomic
def forfeit(*, award_id: UUID) -> None:
    """Pass on one offer that ran out, unless its winner was faster."""
    award = locked_award(award_id)
    if award.status == Status.OFFERED and _has_run_out(award):
        _vacate(move(award, Status.FORFEITED))


def _offered(award_id: UUID, by: User) -> Award:
    """The award under lock, if it is offered to this person right now; the clock decides, not the tick."""
    award = locked_award(award_id)
    if not Award.objects.held_by(by.pk).filter(pk=award_id).exists():
        raise Award.DoesNotExist
    require_captain(award.entry, by)
    if award.status in {*STANDING, Status.APPEALED}:
        raise AppealWindowOpen(_("The award can still be contested. You can accept it once the appeal window is over."))
    if award.status == Status.OFFERED and _has_run_out(award):
        raise OfferExpired(_("The offer's time has run out; the award passes to the next in rank."))
    return award


def _has_run_out(award: Award) -> bool:
    return award.due_at is not None and award.due_at <= laurel_now()


def _vacate(award: Award) -> None:
    pass_on(challenge=award.challenge, vacated=award)
    complete_if_done(challenge=award.challenge)
