"""Many pay for one challenge: from its approval until the goal is settled or its hour has come, whichever is first."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import backing, funding
from bounties.challenges.drafting import lock
from bounties.challenges.funding import AlreadyFunded, TooLateToFund
from bounties.challenges.models import Challenge
from bounties.errors import BountyError, InvalidInput
from payments.money import Money
from payments.purses import opening, refunding
from payments.purses.funding import Wish, contribute
from payments.purses.models import Contribution, Purse
from payments.sentences import filled
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

Status = Challenge.Status
BATCH = 500


class NotCollecting(BountyError):
    """Asked to back a challenge that collects no money."""

    code = "not_collecting"


def begin(challenge: Challenge, *, by: User | None) -> None:
    """Show an approved challenge to everyone, and collect; part of approving. Raises TooLateToFund."""
    now = laurel_now()
    if challenge.funding_ends_at is None or challenge.funding_ends_at <= now:
        raise TooLateToFund(
            _("The end of its funding has passed. Ask for changes, so that its sponsor sets a later one.")
        )
    challenge.move_to(Status.FUNDING, due_at=challenge.funding_ends_at)
    challenge.published_at = now
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "published_at", "version"])
    goal = Money(challenge.prize_total, challenge.currency)
    opening.open_purse(reference=str(challenge.pk), label=challenge.title, currency=challenge.currency, target=goal)
    emit("challenge.collecting", subject=challenge, by=by)


def back(
    *, challenge_id: UUID, sponsor_id: UUID, amount: int, client_key: str, return_url: str, by: User
) -> Contribution:
    """Give a backer a page to pay an amount of their choosing; the same client key resumes the same contribution.

    Calls Stripe, so never inside a transaction. Raises NotCollecting, AlreadyFunded, TooLateToFund, InvalidInput,
    what `backing.join` raises, or payments' own refusals.
    """
    key = backing.key_of(sponsor_id, client_key)
    money = _admit(challenge_id, sponsor_id, amount, key, by)
    wish = Wish(str(sponsor_id), by, key, return_url, amount=money)
    return contribute(reference=str(challenge_id), wish=wish)


@transaction.atomic
def _admit(challenge_id: UUID, sponsor_id: UUID, amount: int, client_key: str, by: User) -> Money:
    challenge = lock(challenge_id)
    money = Money.parse(amount, challenge.currency)
    backing.join(challenge=challenge, sponsor_id=sponsor_id, by=by)
    if not Contribution.objects.filter(purse__reference=str(challenge.pk), client_key=client_key).exists():
        _require_collecting(challenge)
        _require_enough(challenge, money)
    return money


def _require_collecting(challenge: Challenge) -> None:
    if not challenge.is_crowdfunded:
        raise NotCollecting(_("This challenge is paid for by its sponsor alone."))
    if challenge.status != Status.FUNDING:
        refusal = AlreadyFunded if challenge.status not in (Status.CANCELLED, Status.APPROVED) else NotCollecting
        raise refusal(
            filled(_("It collects no money any more: it is “{status}”."), status=challenge.get_status_display())
        )
    if challenge.funding_ends_at is None or challenge.funding_ends_at <= laurel_now():
        raise TooLateToFund(_("The time to meet its goal is over."))


def _require_enough(challenge: Challenge, money: Money) -> None:
    purse = Purse.objects.get(reference=str(challenge.pk))
    missing = purse.target - purse.paid_in() - purse.contributions.on_its_way()
    least = challenge.minimum_contribution or 1
    if money.amount < least and money.amount != missing:
        least_money = Money(min(least, max(missing, 1)), money.currency)
        raise InvalidInput(
            _("{money} is under the smallest contribution. Give {least_money} or more."),
            field="amount",
            money=money,
            least_money=least_money,
        )


def end_due() -> int:
    """End every collection whose hour has come, each in its own transaction; return how many were looked at."""
    due = Challenge.objects.due().filter(status=Status.FUNDING, funding_mode=Challenge.FundingMode.CROWD)
    return sweep(list(due.values_list("pk", flat=True)[:BATCH]), lambda key: end(challenge_id=key))


@transaction.atomic
def end(*, challenge_id: UUID) -> None:
    """One of two outcomes: the goal was settled in time and it goes on, or everything goes back and it is cancelled.

    A goal that was met and is disputed since is waited for, until the bank has decided.
    """
    found = Challenge.objects.select_for_update(no_key=True, of=("self",), skip_locked=True).due()
    challenge = found.filter(pk=challenge_id, status=Status.FUNDING).first()
    if challenge is None:
        return
    purse = Purse.objects.locked().get(reference=str(challenge.pk))
    if purse.status == Purse.Status.HELD:
        funding.publish(challenge)
    elif purse.status != Purse.Status.FROZEN or purse.paid_in() < purse.target:
        _cancel(challenge)


def _cancel(challenge: Challenge) -> None:
    challenge.move_to(Status.CANCELLED)
    challenge.cancel_reason = Challenge.CancelReason.GOAL_NOT_MET
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "cancel_reason", "version"])
    refunding.refund_all(reference=str(challenge.pk), reason="goal_not_met", include_fee=True)
    emit("challenge.cancelled", subject=challenge)
