"""The sponsor pays the whole prize money before anyone can enter."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bounties.accounts.blocking import require_no_debt
from bounties.accounts.models import User
from bounties.challenges import policies
from bounties.challenges.drafting import lock
from bounties.challenges.models import Challenge
from bounties.challenges.stages import stages_of
from bounties.errors import BountyError
from payments.money import Money
from payments.purses import funding, opening, refunding
from payments.purses.models import Contribution, Purse
from workers.clock import laurel_now
from workers.events import emit, emit_many

Status = Challenge.Status
UNPAID = [Status.APPROVED, Status.FUNDING]


class AlreadyFunded(BountyError):
    """Asked to pay for what is paid."""

    code = "already_funded"


class TooLateToFund(BountyError):
    """Asked to pay for a challenge whose deadline has passed."""

    code = "too_late_to_fund"


class LaterStagesUnpaid(BountyError):
    """Asked to pay for a stage before those that come after it: nobody enters for what is not held."""

    code = "later_stages_unpaid"


class Crowdfunded(BountyError):
    """Asked to pay the whole of what many pay for."""

    code = "crowdfunded"


def start(*, challenge_id: UUID, client_key: str, return_url: str, by: User) -> Contribution:
    """Give the sponsor a page on which to pay; the same client key resumes the same contribution.

    Calls Stripe, so never inside a transaction. Raises NotAllowed, Crowdfunded, LaterStagesUnpaid, IllegalMove,
    AlreadyFunded, TooLateToFund, or payments' own refusals.
    """
    challenge = open_purse(challenge_id=challenge_id, client_key=client_key, by=by)
    return funding.fund(
        reference=str(challenge.pk),
        payer_reference=str(challenge.sponsor_id),
        client_key=client_key,
        return_url=return_url,
        by=by,
    )


@transaction.atomic
def open_purse(*, challenge_id: UUID, client_key: str, by: User) -> Challenge:
    """Begin funding: a purse for the whole prize money, which payments may then call Stripe for. Raises as `start`."""
    challenge = lock(challenge_id)
    policies.require_payer(challenge, by)
    if challenge.is_crowdfunded:
        raise Crowdfunded(
            _("Many may pay for this challenge, each an amount of their choosing: POST to /contributions.")
        )
    if challenge.is_public:
        _require_same_contribution(challenge, client_key)
        return challenge
    _require_later_stages_held(challenge)
    require_no_debt(challenge.sponsor)
    if challenge.status != Status.FUNDING:
        begin(challenge, by=by)
    _require_time_left(challenge)
    total = Money(challenge.prize_total, challenge.currency)
    opening.open_purse(reference=str(challenge.pk), label=challenge.title, currency=challenge.currency, target=total)
    return challenge


@transaction.atomic
def confirm(*, challenge_id: UUID) -> None:
    """The whole purse is settled: publish, open at once if the hour has come. Money for a dead challenge goes back.

    A purse may belong to something else than a challenge (a replayed contest): that is none of ours.
    """
    if not Challenge.objects.filter(pk=challenge_id).exists():
        return
    challenge = lock(challenge_id)
    if challenge.status not in UNPAID:
        if not challenge.is_public:
            refunding.refund_all(reference=str(challenge.pk), reason="cancelled", by=None, include_fee=True)
        return
    if challenge.status == Status.APPROVED:
        begin(challenge, by=None)
    publish(challenge)


@transaction.atomic
def return_unpaid(*, at_most: int = 500) -> int:
    """Put approved challenges that nobody paid for in time back into their drawers; return how many.

    What is paid is about to be published, however late whoever hears of it.
    """
    due = Challenge.objects.due().filter(status__in=UNPAID, funding_mode=Challenge.FundingMode.SINGLE)
    ids = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:at_most])
    paid = Purse.objects.filter(reference__in=list(map(str, ids)), status=Purse.Status.HELD)
    paid_ids = set(map(UUID, paid.values_list("reference", flat=True)))
    returned = Challenge.objects.filter(pk__in=set(ids) - paid_ids)
    count = returned.update(status=Status.DRAFT, due_at=None, version=F("version") + 1)
    emit_many("challenge.unpaid", subjects=returned)
    return count


def begin(challenge: Challenge, *, by: User | None) -> None:
    """Somebody begins to pay; part of services that hold its lock."""
    challenge.move_to(Status.FUNDING, due_at=challenge.due_at)
    challenge.version += 1
    challenge.save(update_fields=["status", "version"])
    emit("challenge.funding_started", subject=challenge, by=by)


def publish(challenge: Challenge) -> None:
    """The money is held: open it, or wait for its hour, or its gate; part of services that hold its lock."""
    now = laurel_now()
    challenge.published_at = challenge.published_at or now
    if challenge.opens_at and challenge.opens_at <= now and not challenge.follows_id:
        challenge.move_to(Status.OPEN, due_at=challenge.closes_at)
    else:
        challenge.move_to(Status.SCHEDULED, due_at=challenge.opens_at)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "published_at", "version"])
    emit("challenge.opened" if challenge.status == Status.OPEN else "challenge.scheduled", subject=challenge)


def _require_later_stages_held(challenge: Challenge) -> None:
    unpaid = [stage for stage in stages_of(challenge) if stage.stage > challenge.stage and not stage.is_public]
    if unpaid:
        last = unpaid[-1]
        raise LaterStagesUnpaid(
            _("Stages are paid for from the last to the first, and stage {stage} ({challenge}) is not held yet."),
            stage=last.stage,
            challenge=last.pk,
        )


def publish_unfunded(challenge: Challenge) -> None:
    """Nothing is to be won, so nothing is waited for: it opens at its hour; part of services that hold its lock.

    Raises TooLateToFund if its deadline has passed meanwhile.
    """
    _require_time_left(challenge)
    challenge.published_at = challenge.published_at or laurel_now()
    challenge.move_to(Status.SCHEDULED, due_at=challenge.opens_at)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "published_at", "version"])
    emit("challenge.scheduled", subject=challenge)


def _require_same_contribution(challenge: Challenge, client_key: str) -> None:
    repeated = Contribution.objects.filter(purse__reference=str(challenge.pk), client_key=client_key)
    if not repeated.exists():
        raise AlreadyFunded(_("What this challenge promises is held already; there is nothing to pay."))


def _require_time_left(challenge: Challenge) -> None:
    if challenge.closes_at is None or challenge.closes_at <= laurel_now():
        raise TooLateToFund(_("Its deadline has passed before it could open. Cancel it, and post it with new dates."))
