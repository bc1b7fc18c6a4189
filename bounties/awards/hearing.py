"""The other side of an appeal: each one that was asked answers once and in time, and nobody decides before."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.awards.errors import AnswerOutstanding, TooLateToReply
from bounties.awards.models import Appeal, AppealAnswer, AppealSide
from bounties.awards.policies import require_running
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput, NotAllowed
from bounties.judging.policies import MANAGERS
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def answer(*, appeal_id: UUID, text: str, by: User) -> Appeal:
    """Say one's side. Raises DoesNotExist for strangers, NotAllowed, TooLateToReply, IllegalMove, InvalidInput."""
    contest = locked_appeal(Appeal.objects.visible_to(by).get(pk=appeal_id).pk)
    asked = _asked(contest, by)
    require_running(contest.challenge)
    if not text.strip():
        raise InvalidInput(_("It is empty. Say your side."), field="text")
    if contest.status != Appeal.Status.OPEN or asked.text or contest.answer_by <= laurel_now():
        raise TooLateToReply(_("Your side has answered already, or the time to answer is over."))
    asked.text, asked.author, asked.answered_at = text.strip(), by, laurel_now()
    asked.save(update_fields=["text", "author", "answered_at"])
    emit("appeal.answered", subject=contest, by=by, payload={"side": asked.side})
    return contest


def require_heard(contest: Appeal) -> None:
    """Raise AnswerOutstanding, with the date, while somebody may still answer."""
    if contest.answer_by > laurel_now() and contest.answers.filter(text="").exists():
        raise AnswerOutstanding(
            _("Not everyone has answered yet. Decide once they have, or after {until}."), until=contest.answer_by
        )


def locked_appeal(appeal_id: UUID) -> Appeal:
    """The appeal under its challenge's lock, which is always taken first; or Appeal.DoesNotExist."""
    challenge_id = Appeal.objects.values_list("challenge_id", flat=True).get(pk=appeal_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    contest = Appeal.objects.select_related("entry").get(pk=appeal_id)
    contest.challenge = challenge
    return contest


def is_asked(contest: Appeal, user: User) -> bool:
    """Whether this user speaks for a side that was asked and has not answered."""
    return any(not asked.text and _speaks_for(asked.side, contest, user) for asked in contest.answers.all())


def _asked(contest: Appeal, user: User) -> AppealAnswer:
    """The side for which this user speaks."""
    for asked in contest.answers.all():
        if _speaks_for(asked.side, contest, user):
            return asked
    raise NotAllowed(_("You were not asked to answer this appeal."))


def _speaks_for(side: str, contest: Appeal, user: User) -> bool:
    match side:
        case AppealSide.SPONSOR:
            return is_member(user, contest.challenge.sponsor_id, *MANAGERS)
        case AppealSide.HOLDER:
            return bool(contest.award and contest.award.entry.entrant_id == user.pk)
        case _:
            return contest.entry.disqualifications.filter(proposed_by=user).exists()
