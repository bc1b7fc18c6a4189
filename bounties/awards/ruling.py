"""The verdict on an appeal: by an arbiter who had no part in it, once the other side was heard, or by the clock.

Silence upholds, so that no appeal keeps a purse. What a verdict does, it does by moves of awards and entries alone.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.hearing import locked_appeal, require_heard
from bounties.awards.life import Status
from bounties.awards.models import Appeal, AppealStatus, Award, Rereview, Subject
from bounties.awards.moving import locked_award, move
from bounties.awards.reinstating import UNDO
from bounties.awards.stopping import set_clock
from bounties.awards.succeeding import pass_on
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500
SILENCE = gettext_noop("The arbiter's time ran out: what was contested stands, by the rule.")
SETTLED = ["status", "due_at", "verdict", "arbiter", "settled_with", "decided_at"]


@transaction.atomic
def decide_appeal(*, appeal_id: UUID, outcome: AppealStatus, verdict: str, by: User) -> Appeal:
    """Uphold or annul what is contested; with the last open appeal the window goes on where it stopped.

    An annulled award's place passes to the next in rank. Raises NotAllowed, AnswerOutstanding, IllegalMove,
    InvalidInput.
    """
    contest = locked_appeal(appeal_id)
    policies.require_uninvolved_arbiter(contest, by)
    policies.require_running(contest.challenge)
    if not verdict.strip():
        raise InvalidInput(_("It is empty. Tell the parties why."), field="reason")
    if contest.status == AppealStatus.OPEN:
        require_heard(contest)
    settle(contest, outcome, verdict.strip(), by)
    set_clock(contest.challenge)
    return contest


def uphold_due() -> int:
    """Uphold what nobody decided in time, each challenge in its own transaction; return how many challenges."""
    due = Appeal.objects.due().values_list("challenge_id", flat=True)[:BATCH]
    return sweep(list(dict.fromkeys(due)), uphold_in_time)


@transaction.atomic
def uphold_in_time(challenge_id: UUID) -> None:
    """What is due in one challenge, unless somebody was faster."""
    uphold_unanswered(challenge=Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id))


def uphold_unanswered(*, challenge: Challenge) -> bool:
    """Settle the appeals whose time is over; whether the appeal window stood, or stands, still for any.

    Part of a tick that holds the challenge's lock.
    """
    stood = Appeal.objects.filter(challenge=challenge).stopping().exists()
    due = list(Appeal.objects.filter(challenge=challenge).due())
    for contest in due:
        contest.challenge = challenge
        settle(contest, AppealStatus.UPHELD, SILENCE, None)
    if stood:
        set_clock(challenge)
    return stood


def settle(contest: Appeal, outcome: AppealStatus, verdict: str, by: User | None) -> None:
    """Write the verdict and do what follows from it; part of a service that holds the challenge's lock."""
    _write(contest, outcome, verdict, by)
    if contest.award_id is not None:
        _settle_award(contest, outcome)
    elif outcome == AppealStatus.ANNULLED:
        _displace(contest, UNDO[Subject(contest.subject)](contest))


def settle_revised(contest: Appeal, lost: Sequence[Award], finding: str, by: User) -> None:
    """A re-review gave places anew: that answers everyone who contested one that was lost. What stays, stands by it."""
    _write(contest, AppealStatus.REVISED, finding, by)
    _displace(contest, [award.pk for award in lost])
    assert contest.award_id
    award = locked_award(contest.award_id)
    if award.status == Status.APPEALED and not award.appeals.open().exists():
        move(award, Status.REVISED)


def _displace(contest: Appeal, lost: Sequence[UUID]) -> None:
    """Keep which awards went through nobody's fault, and answer those who contested them."""
    contest.displaced = list(lost)
    contest.save(update_fields=["displaced"])
    for other in Appeal.objects.open().filter(award__in=lost):
        _write(other, AppealStatus.REVISED, contest.verdict, contest.arbiter, settled_with=contest)


def _lapse_rereview(contest: Appeal) -> None:
    """Nobody did it in time, or the arbiter no longer waits for it."""
    for review in Rereview.objects.filter(appeal=contest, status=Rereview.Status.OPEN):
        review.move_to(Rereview.Status.LAPSED)
        review.save(update_fields=["status", "due_at"])


def _settle_award(contest: Appeal, outcome: AppealStatus) -> None:
    assert contest.award_id
    award = locked_award(contest.award_id)
    award.challenge = contest.challenge
    others = award.appeals.open()
    if outcome == AppealStatus.ANNULLED:
        move(award, Status.ANNULLED)
        for other in others:
            _write(other, outcome, contest.verdict, contest.arbiter, settled_with=contest)
        pass_on(challenge=contest.challenge, vacated=award)
    elif not others.exists():
        move(award, Status.UPHELD)


def _write(
    contest: Appeal, outcome: AppealStatus, verdict: str, by: User | None, *, settled_with: Appeal | None = None
) -> None:
    contest.move_to(outcome)
    contest.verdict, contest.arbiter, contest.decided_at = verdict, by, laurel_now()
    contest.settled_with = settled_with
    contest.save(update_fields=SETTLED)
    _lapse_rereview(contest)
    emit("appeal.decided", subject=contest, by=by, payload={"outcome": outcome.value})
