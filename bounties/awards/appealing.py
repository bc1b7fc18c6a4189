"""Appeals: an entrant contests an award, the window stands still, and the other side is asked to answer.

`hearing` takes the answers, `ruling` decides; whoever stays silent keeps nobody's money.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.awards import policies, stopping
from bounties.awards.errors import AlreadyAppealed, AppealWindowClosed
from bounties.awards.life import Status
from bounties.awards.models import STANDING, Appeal, AppealAnswer, AppealSide, Award, Ground
from bounties.awards.moving import locked_award, move
from bounties.challenges.windows import arbiter_deadline, reply_deadline
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def appeal(*, award_id: UUID, reason: str, by: User, ground: Ground = Ground.OTHER) -> Appeal:
    """Contest an award and stop the clock; for those with an entry in the judged set.

    Raises NotAllowed, AppealWindowClosed, AlreadyAppealed, and Award.DoesNotExist for whom there is no such award.
    """
    award = locked_award(award_id)
    entry = policies.entry_that_may_appeal(award, by)
    left = require_contestable(award, by)
    contest = Appeal(
        challenge=award.challenge,
        award=award,
        entry=entry,
        appellant=by,
        ground=ground,
        reason=reason,
        window_left=left,
    )
    if award.status != Status.APPEALED:
        move(award, Status.APPEALED)
    return opened(contest, sides=_sides(award, by))


def require_contestable(award: Award, by: User) -> timedelta:
    """What is left of the window in which this person may contest it; raises AlreadyAppealed, AppealWindowClosed."""
    if award.appeals.filter(appellant=by).exists():
        raise AlreadyAppealed(_("You have contested this award already."))
    left = stopping.window_left(award.challenge)
    if award.status not in {*STANDING, Status.APPEALED} or left <= timedelta(0):
        raise AppealWindowClosed(_("This award can no longer be contested."))
    return left


def opened(contest: Appeal, *, sides: Iterable[AppealSide]) -> Appeal:
    """Set its dates, ask the other side, and stop the clock; part of a service that holds the challenge's lock."""
    now = laurel_now()
    contest.answer_by = reply_deadline(contest.challenge, now)
    contest.due_at = arbiter_deadline(contest.challenge, now)
    contest.save(force_insert=True)
    AppealAnswer.objects.bulk_create(AppealAnswer(appeal=contest, side=side) for side in sides)
    stopping.set_clock(contest.challenge)
    payload = {"ground": contest.ground, "answer_by": contest.answer_by.isoformat()}
    emit("appeal.opened", subject=contest, by=contest.appellant, payload=payload)
    return contest


def _sides(award: Award, appellant: User) -> list[AppealSide]:
    """Who may contest one's own award, for a better one, is not asked twice."""
    holds = award.entry.entrant_id == appellant.pk or award.entry.shares.filter(user=appellant).exists()
    return [AppealSide.SPONSOR] if holds else [AppealSide.SPONSOR, AppealSide.HOLDER]
