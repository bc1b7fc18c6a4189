"""The panel: inviting judges, and their answers.

An invitation never tells the sponsor whether the invited person has entered, which would break the blindness: it is the
acceptance that the both-sides bar refuses.
"""

from uuid import UUID

from django.db import transaction

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import take_side
from bounties.errors import InvalidInput
from bounties.judging import policies
from bounties.judging.errors import AlreadyInvited
from bounties.judging.models import Judgeship
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def invite(*, challenge_id: UUID, email: str, by: User, is_chair: bool = False) -> Judgeship:
    """Ask a person with a verified address to judge; for the sponsor's managers, from `scheduled` until the decision.

    Raises NotAllowed, NotInvitable, AlreadyInvited, or InvalidInput for an address that nobody has verified here.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_manager(challenge, by)
    policies.require_open_panel(challenge)
    judge = _person_at(email)
    if challenge.judgeships.filter(judge=judge).exists():
        raise AlreadyInvited("This person has been invited already.", field="email")
    if is_chair and challenge.judgeships.filter(is_chair=True, status__in=["invited", "accepted"]).exists():
        raise AlreadyInvited("The panel has a chair already.", field="is_chair")
    judgeship = Judgeship.objects.create(challenge=challenge, judge=judge, invited_by=by, is_chair=is_chair)
    emit("judge.invited", subject=judgeship, by=by)
    return judgeship


@transaction.atomic
def accept(*, judgeship_id: UUID, by: User) -> Judgeship:
    """Take the seat; from now on this person can't enter, and nobody with an entry can come this far.

    Raises Judgeship.DoesNotExist for anyone else, NotInvitable after the decision, and what `take_side` raises.
    """
    judgeship = _locked(judgeship_id, by)
    policies.require_open_panel(judgeship.challenge)
    judgeship.move_to(Judgeship.Status.ACCEPTED)
    take_side(challenge=judgeship.challenge, user=by, kind=Side.Kind.JUDGE)
    return _answered(judgeship, "judge.accepted")


@transaction.atomic
def decline(*, judgeship_id: UUID, by: User) -> Judgeship:
    """Give the invitation back. Raises Judgeship.DoesNotExist for anyone else, IllegalMove once it is answered."""
    judgeship = _locked(judgeship_id, by)
    judgeship.move_to(Judgeship.Status.DECLINED)
    return _answered(judgeship, "judge.declined")


def _locked(judgeship_id: UUID, by: User) -> Judgeship:
    """The challenge is locked first, like everywhere, so that no answer slips past a decision."""
    judgeship = Judgeship.objects.get(pk=judgeship_id, judge=by)
    Challenge.objects.select_for_update(no_key=True).get(pk=judgeship.challenge_id)
    return (
        Judgeship.objects.select_related("challenge")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=judgeship_id, judge=by)
    )


def _answered(judgeship: Judgeship, event: str) -> Judgeship:
    judgeship.answered_at = laurel_now()
    judgeship.save(update_fields=["status", "answered_at"])
    emit(event, subject=judgeship, by=judgeship.judge)
    return judgeship


def _person_at(email: str) -> User:
    person = User.objects.filter(
        email=email.strip().lower(), is_active=True, emailaddress__verified=True, emailaddress__primary=True
    ).first()
    if person is None:
        raise InvalidInput(
            f"Nobody with a verified account has the address {email}. Ask them to sign up first.", field="email"
        )
    return person
