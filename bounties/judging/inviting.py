"""The panel: inviting judges, and their answers.

An invitation never tells the sponsor whether the invited person has entered, which would break the blindness: it is the
acceptance that the both-sides bar refuses. Nor does it tell whether an address has an account.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import require_verified_address
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import take_side
from bounties.challenges.windows import invitation_deadline
from bounties.errors import InvalidInput
from bounties.judging import policies
from bounties.judging.errors import AlreadyInvited, NotInvitable
from bounties.judging.models import Judgeship
from workers.clock import laurel_now
from workers.events import emit, emit_many

BATCH = 1_000
SOONEST = timedelta(hours=1)  # of a reminder that a pause has put off


@transaction.atomic
def invite(*, challenge_id: UUID, email: str, by: User, is_chair: bool = False, is_reserve: bool = False) -> Judgeship:
    """Ask whoever owns this address to judge; for the sponsor's managers, from `scheduled` until the decision.

    Who has no account yet finds the invitation after signing up. One that lapsed may be repeated. Raises NotAllowed,
    NotInvitable, AlreadyInvited, InvalidInput for a chair in reserve.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_manager(challenge, by)
    policies.require_open_panel(challenge)
    if is_chair and is_reserve:
        raise InvalidInput(
            _("The chair has a seat from the start. Leave is_chair or is_reserve out."), field="is_chair"
        )
    if is_chair and challenge.judgeships.filter(is_chair=True, status__in=["invited", "accepted"]).exists():
        raise AlreadyInvited(_("The panel has a chair already."), field="is_chair")
    seat = _free_seat(challenge, email.strip().lower())
    seat.invited_by, seat.is_chair, seat.is_reserve = by, is_chair, is_reserve
    seat.due_at = invitation_deadline(challenge, laurel_now())
    seat.save()
    emit("judge.invited", subject=seat, by=by)
    emit("panel.reminder_set", subject=seat, due_at=seat.due_at - (seat.due_at - laurel_now()) / 2)
    return seat


def _free_seat(challenge: Challenge, email: str) -> Judgeship:
    judge = _person_at(email)
    seat = challenge.judgeships.filter(Q(email=email) | Q(judge__isnull=False, judge=judge)).first()
    if seat is None:
        return Judgeship(challenge=challenge, email=email, judge=judge)
    if seat.status != Judgeship.Status.LAPSED:
        raise AlreadyInvited(_("This person has been invited already."), field="email")
    seat.move_to(Judgeship.Status.INVITED)
    return seat


@transaction.atomic
def remind_invited(*, judgeship_id: UUID) -> bool:
    """Half of the time to answer is over; whether there was somebody to remind.

    Nobody during a pause, when nobody can accept: then once half of what is left has passed again.
    """
    held = Judgeship.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge")
    seat = held.get(pk=judgeship_id)
    if seat.status != Judgeship.Status.INVITED:
        return False
    if seat.challenge.paused_at and seat.due_at:
        later = max((seat.due_at - seat.challenge.paused_at) / 2, SOONEST)
        emit("panel.reminder_set", subject=seat, due_at=laurel_now() + later)
        return False
    emit("judge.invitation_reminded", subject=seat)
    return True


@transaction.atomic
def lapse_due() -> int:
    """End the invitations that nobody answered in time; return how many."""
    due = Judgeship.objects.due().filter(challenge__paused_at=None)
    held = due.select_for_update(no_key=True, skip_locked=True, of=("self",))[:BATCH]
    late = Judgeship.objects.filter(pk__in=[seat.pk for seat in held])
    if late.update(status=Judgeship.Status.LAPSED, due_at=None):
        return emit_many("judge.lapsed", subjects=late)
    return 0


@transaction.atomic
def accept(*, judgeship_id: UUID, by: User) -> Judgeship:
    """Take the seat; from now on this person can't enter, and nobody with an entry can come this far.

    Raises Judgeship.DoesNotExist for anyone else, NotInvitable after the decision, and what `take_side` raises.
    """
    judgeship = _locked(judgeship_id, by)
    policies.require_open_panel(judgeship.challenge)
    if judgeship.due_at and judgeship.due_at <= laurel_now():
        raise NotInvitable(_("The time to answer is over. Ask the sponsor to invite you again."))
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
    judgeship = Judgeship.objects.offered_to(by).get(pk=judgeship_id)
    Challenge.objects.select_for_update(no_key=True).get(pk=judgeship.challenge_id)
    offered = Judgeship.objects.offered_to(by).select_related("challenge")
    seat = offered.select_for_update(no_key=True, of=("self",)).get(pk=judgeship_id)
    if seat.judge_id is None:
        require_verified_address(by)
        seat.judge = by
    return seat


def _answered(judgeship: Judgeship, event: str) -> Judgeship:
    judgeship.answered_at = laurel_now()
    judgeship.save(update_fields=["status", "answered_at", "judge", "due_at"])
    emit(event, subject=judgeship, by=judgeship.judge)
    return judgeship


def _person_at(email: str) -> User | None:
    """Whoever has verified this address; the answer to the sponsor is the same if nobody has."""
    return User.objects.filter(
        email=email, is_active=True, emailaddress__verified=True, emailaddress__primary=True
    ).first()
