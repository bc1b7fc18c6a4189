"""Appeals: an entrant contests an award, the window stands still, an arbiter who had no part before decides.

If the arbiter stays silent for the arbiter's time, the award is upheld by the clock, so that no appeal keeps a purse.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.errors import AlreadyAppealed, AppealWindowClosed
from bounties.awards.life import Status
from bounties.awards.models import STANDING, Appeal, AppealStatus, Award
from bounties.awards.moving import locked_award, move
from bounties.awards.succeeding import pass_on
from bounties.challenges.models import Challenge
from bounties.challenges.windows import arbiter_deadline
from workers.clock import laurel_now
from workers.events import emit

SILENCE = "The arbiter's time ran out: the award is upheld by the rule."


@transaction.atomic
def appeal(*, award_id: UUID, reason: str, by: User) -> Appeal:
    """Contest an award and stop the clock; for those with an entry in the judged set.

    Raises NotAllowed, AppealWindowClosed, AlreadyAppealed, and Award.DoesNotExist for whom there is no such award.
    """
    award = locked_award(award_id)
    challenge = award.challenge
    policies.require_entrant(award, by)
    if award.appeals.filter(appellant=by).exists():
        raise AlreadyAppealed("You have contested this award already.")
    left = _window_left(challenge)
    if award.status not in {*STANDING, Status.APPEALED} or left <= timedelta(0):
        raise AppealWindowClosed("This award can no longer be contested.")
    contest = Appeal.objects.create(award=award, appellant=by, reason=reason, window_left=left)
    if award.status != Status.APPEALED:
        move(award, Status.APPEALED)
    _set_clock(challenge, until=arbiter_deadline(challenge, laurel_now()))
    emit("appeal.opened", subject=contest, by=by)
    return contest


@transaction.atomic
def decide_appeal(*, appeal_id: UUID, outcome: AppealStatus, verdict: str, by: User) -> Appeal:
    """Uphold or annul the contested award; with the last open appeal the window goes on where it stopped.

    An annulled award's place passes to the next in rank. Raises NotAllowed, IllegalMove.
    """
    award = locked_award(Appeal.objects.get(pk=appeal_id).award_id)
    contest = Appeal.objects.select_related("award__challenge").get(pk=appeal_id)
    policies.require_uninvolved_arbiter(contest, by)
    policies.require_running(award.challenge)
    _settle(contest, award, outcome, verdict, by)
    _restart_clock(award.challenge)
    return contest


def uphold_unanswered(*, challenge: Challenge) -> bool:
    """Part of the tick at the end of the arbiter's time; whether there was an appeal to uphold."""
    waiting = list(_open_appeals(challenge).select_related("award"))
    for contest in waiting:
        contest.award.refresh_from_db()
        _settle(contest, contest.award, AppealStatus.UPHELD, SILENCE, None)
    if waiting:
        _restart_clock(challenge)
    return bool(waiting)


def _settle(contest: Appeal, award: Award, outcome: AppealStatus, verdict: str, by: User | None) -> None:
    contest.move_to(outcome)
    contest.verdict, contest.arbiter, contest.decided_at = verdict, by, laurel_now()
    contest.save(update_fields=["status", "verdict", "arbiter", "decided_at"])
    emit("appeal.decided", subject=contest, by=by, payload={"outcome": outcome.value})
    others = award.appeals.filter(status=AppealStatus.OPEN)
    if outcome == AppealStatus.ANNULLED:
        move(award, Status.ANNULLED)
        for other in others:
            _settle_with(other, contest)
        pass_on(challenge=award.challenge, vacated=award)
    elif not others.exists():
        move(award, Status.UPHELD)


def _settle_with(other: Appeal, contest: Appeal) -> None:
    """What annuls an award answers everyone who contested it."""
    other.move_to(AppealStatus.ANNULLED)
    other.verdict, other.arbiter, other.decided_at = contest.verdict, contest.arbiter, contest.decided_at
    other.save(update_fields=["status", "verdict", "arbiter", "decided_at"])
    emit("appeal.decided", subject=other, by=contest.arbiter, payload={"outcome": AppealStatus.ANNULLED.value})


def _open_appeals(challenge: Challenge) -> QuerySet[Appeal]:
    return Appeal.objects.filter(award__challenge=challenge, status=AppealStatus.OPEN).order_by("opened_at", "pk")


def _window_left(challenge: Challenge) -> timedelta:
    """Of the appeal window; while an appeal is open it stands still."""
    if challenge.status != Challenge.Status.PROVISIONAL or challenge.due_at is None:
        return timedelta(0)
    stopped = _open_appeals(challenge).first()
    return stopped.window_left if stopped else challenge.due_at - laurel_now()


def _restart_clock(challenge: Challenge) -> None:
    """Give back what was left of the window, once nothing is contested any more."""
    if not _open_appeals(challenge).exists():
        last = Appeal.objects.filter(award__challenge=challenge).latest("decided_at", "pk")
        _set_clock(challenge, until=laurel_now() + last.window_left)


def _set_clock(challenge: Challenge, *, until: datetime) -> None:
    challenge.due_at = until
    challenge.version += 1
    challenge.save(update_fields=["due_at", "version"])
