"""The saga's last step: what Stripe answered becomes what we know, in the ledger and in the status together.

Each of these may come twice, late, or from two sides (the answer, a webhook, a search): the locks and the attempt's
outcome make the second one nothing.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.payouts.legs import TransferAttempt
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import DOUBTFUL, LEG_ENDED, LEG_LEFT, Hold, LegStatus, Outcome, Status
from payments.payouts.placing import RETRY_SECONDS, block, tell, wait_for_payee
from payments.stripe.errors import StripeRefused, StripeUnavailable
from payments.stripe.gateway import KEY_REUSED
from workers.clock import laurel_now

LONGEST_WAIT_SECONDS = 300
ATTEMPTS_IN_DOUBT = 3  # so many attempts of one leg without an answer, and a person must look
# Refusals that pass: by more money on our balance, or by what the payee still has to do.
PASSING = {
    "balance_insufficient": Hold.BALANCE,
    "insufficient_funds": Hold.BALANCE,
    "insufficient_capabilities_for_transfer": Hold.KYC,
    "transfers_not_allowed": Hold.KYC,
    "account_invalid": Hold.KYC,
}


@transaction.atomic
def settle(*, attempt_id: UUID, transfer: dict[str, Any]) -> None:
    """Book a transfer that Stripe has made; with the last leg the payout is paid."""
    payout, attempt = _locked(attempt_id)
    leg = attempt.leg
    if leg.status in LEG_LEFT and leg.transfer_id == transfer["id"]:
        return
    if not _may_have_made(attempt) or not is_as_asked(transfer, attempt.request):
        question(payout, attempt, why=f"{transfer['id']} is not the transfer that was asked for")
        return
    now = laurel_now()
    _close(attempt, Outcome.SUCCEEDED, now)
    leg.move_to(LegStatus.TRANSFERRED)
    leg.transfer_id, leg.transferred_at = transfer["id"], now
    leg.save(update_fields=["status", "transfer_id", "transferred_at"])
    post(
        effect_key=f"leg:{leg.pk}:transferred",
        situation=Situation.TRANSFERRED,
        purse=payout.purse.reference,
        source=transfer["id"],
        lines=[
            debit(account(Kind.PAYABLE, leg.currency, str(payout.payee.user_id)), leg.money),
            credit(account(Kind.STRIPE_PENDING, leg.currency), leg.money),
        ],
    )
    _go_on(payout, now)
    settle_constraints()


def _may_have_made(attempt: TransferAttempt) -> bool:
    """An open attempt; or one that Stripe's list did not have, as long as no other was made and a person must look."""
    return attempt.outcome == Outcome.OPEN or (
        attempt.outcome == Outcome.ABSENT and attempt.leg.status == LegStatus.NEEDS_REVIEW
    )


def _go_on(payout: Payout, now: datetime) -> None:
    """With its last leg a payout is transferred; until then the next leg's turn has come."""
    payout.retries = 0
    left = set(payout.legs.exclude(status__in=LEG_ENDED).values_list("status", flat=True))
    if LegStatus.NEEDS_REVIEW in left:
        return
    if left:
        payout.move_to(Status.SUBMITTING, due_at=now)
        payout.save(update_fields=[*MOVED, "retries"])
        return
    payout.move_to(Status.TRANSFERRED)
    payout.transferred_at = now
    payout.save(update_fields=[*MOVED, "retries", "transferred_at"])
    tell("payout.paid", payout)


@transaction.atomic
def doubt(*, attempt_id: UUID, error: StripeUnavailable) -> None:
    """Stripe gave no final answer: ask again later, longer each time. The attempt stays open."""
    payout, attempt = _locked(attempt_id)
    if not _is_in_doubt(payout, attempt):
        return
    attempt.is_spent = attempt.is_spent or error.is_sticky
    attempt.error = str(error)
    attempt.save(update_fields=["is_spent", "error"])
    payout.retries += 1
    wait = min(2 ** (payout.retries - 1), LONGEST_WAIT_SECONDS)
    _wait(payout, seconds=wait, is_doubted=error.is_ambiguous)


@transaction.atomic
def miss(*, attempt_id: UUID) -> bool:
    """Stripe's list has no transfer of this attempt; if it still has none a while later, another attempt may be made.

    True when it may. After the third such attempt a person must look.
    """
    payout, attempt = _locked(attempt_id)
    now = laurel_now()
    pause = timedelta(seconds=settings.STRIPE_LOOK_AGAIN_SECONDS)
    if not _is_in_doubt(payout, attempt):
        return False
    if attempt.absent_since is None or now < attempt.absent_since + pause:
        attempt.absent_since = attempt.absent_since or now
        attempt.save(update_fields=["absent_since"])
        _wait(payout, seconds=pause.total_seconds(), is_doubted=True)
        return False
    _close(attempt, Outcome.ABSENT, now)
    if attempt.leg.attempts.filter(outcome=Outcome.ABSENT).count() >= ATTEMPTS_IN_DOUBT:
        question(payout, attempt, why="no attempt was ever answered")
        return False
    _replan(attempt)
    return True


@transaction.atomic
def refuse(*, attempt_id: UUID, error: StripeRefused) -> None:
    """Stripe said no, so nothing happened: blocked if the reason may pass, else failed."""
    payout, attempt = _locked(attempt_id)
    if not _is_in_doubt(payout, attempt):
        return
    now = laurel_now()
    attempt.error = f"{error.code}: {error}"
    if error.code == KEY_REUSED:
        question(payout, attempt, why=attempt.error)
        return
    _close(attempt, Outcome.REFUSED, now)
    _replan(attempt)
    hold = hold_after(error)
    if hold == Hold.KYC and not payout.payee.is_payable:
        wait_for_payee(payout, hold, now=now)
        return
    if hold:
        block(payout, hold, until=now + timedelta(seconds=RETRY_SECONDS))
        return
    payout.move_to(Status.FAILED)
    payout.save(update_fields=MOVED)
    tell("payout.failed", payout, code=error.code)


def hold_after(error: StripeRefused) -> Hold | None:
    """What a refusal makes of a payout if its reason may pass; an account that is gone may come back as another."""
    if error.code == "resource_missing" and error.param == "destination":
        return Hold.KYC
    return PASSING.get(error.code)


@transaction.atomic
def halt(*, attempt_id: UUID, why: str) -> None:
    """Nothing was sent, and nothing shall be until a person has looked."""
    payout, attempt = _locked(attempt_id)
    if _is_in_doubt(payout, attempt):
        question(payout, attempt, why=why)


def question(payout: Payout, attempt: TransferAttempt, *, why: str) -> None:
    """Stop until a person has looked; the caller holds the locks. What has arrived stays arrived, and is only told."""
    attempt.error = why
    attempt.save(update_fields=["error"])
    if payout.status in DOUBTFUL:
        if attempt.leg.status == LegStatus.SUBMITTING:
            attempt.leg.move_to(LegStatus.NEEDS_REVIEW)
            attempt.leg.save(update_fields=["status"])
        payout.move_to(Status.NEEDS_REVIEW)
        payout.save(update_fields=MOVED)
    tell("payout.questioned", payout, attempt=str(attempt.pk))


def _is_in_doubt(payout: Payout, attempt: TransferAttempt) -> bool:
    return attempt.outcome == Outcome.OPEN and payout.status in DOUBTFUL


def _locked(attempt_id: UUID) -> tuple[Payout, TransferAttempt]:
    """Always the payout first: its lock covers its legs and their attempts."""
    payout = Payout.objects.locked().get(legs__attempts=attempt_id)
    return payout, TransferAttempt.objects.select_related("leg").get(pk=attempt_id)


def is_as_asked(transfer: dict[str, Any], request: dict[str, Any]) -> bool:
    """Whether Stripe's transfer moves what the request asked for."""
    return all(transfer[name] == request[name] for name in ("amount", "currency", "destination"))


def _close(attempt: TransferAttempt, outcome: Outcome, now: datetime) -> None:
    attempt.outcome, attempt.closed_at = outcome, now
    attempt.save(update_fields=["outcome", "closed_at", "error"])


def _replan(attempt: TransferAttempt) -> None:
    attempt.leg.move_to(LegStatus.PLANNED)
    attempt.leg.save(update_fields=["status"])


def _wait(payout: Payout, *, seconds: float, is_doubted: bool) -> None:
    due_at = laurel_now() + timedelta(seconds=seconds)
    payout.move_to(Status.UNKNOWN if is_doubted else Status.SUBMITTING, due_at=due_at)
    payout.save(update_fields=[*MOVED, "retries"])
    if is_doubted:
        tell("payout.doubted", payout)
