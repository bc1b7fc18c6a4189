"""Between the last vote and the tally: what looks like a ring is flagged, and only a person takes a ballot out."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.ballots import policies
from bounties.ballots.errors import BallotVoid, FlagAnswered
from bounties.ballots.flagging import raise_flags
from bounties.ballots.models import Audit, Ballot, Flag, FlagStatus
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def begin(*, challenge_id: UUID) -> int:
    """The window has closed: raise the flags, once; return how many. Early, or a second time, nothing happens."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    is_over = challenge.status == Challenge.Status.JUDGING and laurel_now() >= policies.hours_of(challenge).ends_at
    if not is_over or Audit.objects.filter(challenge=challenge).exists():
        return 0
    Audit.objects.create(challenge=challenge)
    emit("ballot.ended", subject=challenge)
    return raise_flags(challenge)


@transaction.atomic
def void(*, ballot_id: UUID, reason: str, by: User) -> Ballot:
    """Take a ballot out of the count, for good; it is kept, counted as void, and its voter is told why.

    Raises NotAllowed, NotInAudit, BallotVoid, InvalidInput, or Ballot.DoesNotExist.
    """
    challenge = _locked(Ballot.objects.values_list("challenge_id", flat=True).get(pk=ballot_id), reason, by)
    ballot = Ballot.objects.get(pk=ballot_id)
    if ballot.is_void:
        raise BallotVoid(_("This ballot is void already."))
    _void(ballot, challenge, reason, by)
    return ballot


@transaction.atomic
def answer(*, flag_id: UUID, status: FlagStatus, reason: str, by: User) -> Flag:
    """Dismiss a flag, or uphold it: then each of its ballots that is not void yet becomes so, for the same reason.

    Raises NotAllowed, NotInAudit, FlagAnswered, InvalidInput, or Flag.DoesNotExist.
    """
    challenge = _locked(Flag.objects.values_list("challenge_id", flat=True).get(pk=flag_id), reason, by)
    flag = Flag.objects.get(pk=flag_id)
    if flag.status != FlagStatus.OPEN:
        raise FlagAnswered(_("This flag is “{status}” already."), status=flag.get_status_display())
    flag.status, flag.reason, flag.decided_by, flag.decided_at = status, reason.strip(), by, laurel_now()
    flag.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    emit(f"ballot.flag_{status.value}", subject=flag, by=by)
    if status == FlagStatus.UPHELD:
        for ballot in flag.ballots.filter(voided_at=None).order_by("pk"):
            _void(ballot, challenge, reason, by)
    return flag


def _locked(challenge_id: UUID, reason: str, by: User) -> Challenge:
    """The challenge under its lock, which all its ballots and flags wait for, if this person may audit them now."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_auditor(challenge, by)
    policies.require_audit(challenge)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Whoever voted reads it."), field="reason")
    return challenge


def _void(ballot: Ballot, challenge: Challenge, reason: str, by: User) -> None:
    ballot.voided_at, ballot.voided_by, ballot.void_reason = laurel_now(), by, reason.strip()
    ballot.save(update_fields=["voided_at", "voided_by", "void_reason"])
    emit("ballot.voided", subject=ballot, by=by)
