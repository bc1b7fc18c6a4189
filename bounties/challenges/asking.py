"""The question board: anyone asks the sponsor, everyone reads the answer, nobody learns who asked."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import policies
from bounties.challenges.models import Challenge, Question
from bounties.errors import BountyError
from bounties.spacing import require_room
from bounties.text import require_length
from workers.clock import laurel_now
from workers.events import emit

LONGEST_QUESTION, LONGEST_ANSWER = 4_000, 20_000  # bytes in UTF-8
MOST_SHOWN = 200  # questions on a page
MOST_QUESTIONS = 30  # of one person in an hour


class BoardClosed(BountyError):
    """Asked when nobody can enter any more, or not yet."""

    code = "board_closed"


class AlreadyAnswered(BountyError):
    """An answer stands as solvers have read it."""

    code = "already_answered"


@transaction.atomic
def ask(*, challenge_id: UUID, body: str, by: User) -> Question:
    """Put a question on the board of an open challenge. Raises NotAllowed, BoardClosed, InvalidInput, TooMuchAtOnce."""
    challenge = Challenge.objects.get(pk=challenge_id)
    policies.require_asker(challenge, by)
    if not takes_questions(challenge):
        raise BoardClosed(_("Questions can be asked while the challenge is open."))
    require_length(body, limit=LONGEST_QUESTION, field="body")
    own = Question.objects.filter(asked_by=by).order_by("-asked_at")
    require_room(own.values_list("asked_at", flat=True), most=MOST_QUESTIONS)
    question = Question.objects.create(challenge=challenge, asked_by=by, body=body.strip())
    emit("question.asked", subject=question, by=by)
    return question


def shown(challenge: Challenge, *, to_answer: bool = False) -> QuerySet[Question]:
    """As many as a page has, as they were asked: to readers first what is answered, to who answers first what waits.

    So nobody hides answers behind questions of their own, nor a question from those who could answer it.
    """
    return challenge.questions.order_by(IsNull(F("answered_at"), not to_answer), "id")[:MOST_SHOWN]


def takes_questions(challenge: Challenge) -> bool:
    """Whether its board is open: as long as entries are taken."""
    return Challenge.objects.open().filter(pk=challenge.pk).exists()


@transaction.atomic
def answer(*, question_id: UUID, text: str, by: User) -> Question:
    """Answer for the sponsor, once. Raises NotAllowed, AlreadyAnswered or InvalidInput."""
    question = (
        Question.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge").get(pk=question_id)
    )
    policies.require_editor(question.challenge, by)
    if question.answered_at is not None:
        raise AlreadyAnswered(_("This question is answered already."))
    require_length(text, limit=LONGEST_ANSWER, field="answer")
    question.answer, question.answered_by, question.answered_at = text.strip(), by, laurel_now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    emit("question.answered", subject=question, by=by)
    return question
