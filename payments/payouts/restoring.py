"""A reversal's calls to Stripe, and what its answers do to the books: transfer by transfer, then its new way."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.payouts.creating import announce, make
from payments.payouts.expiring import keep_as_unclaimed, reopen
from payments.payouts.models import MOVED
from payments.payouts.moves import LegStatus, Status
from payments.payouts.placing import tell
from payments.payouts.reversals import LegReversal, PayoutReversal
from payments.payouts.reversing import locked_reversal
from payments.purses import releasing
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now
from workers.events import emit

KEY_HOURS = 23  # Stripe forgets an idempotency key after 24
LONGEST_WAIT_SECONDS = 300


def send(*, reversal_id: UUID | str) -> None:
    """Take back what is still to come, transfer by transfer, as far as Stripe lets it. Repeats do no harm."""
    while row := _next(reversal_id):
        try:
            answer = _found(row) or gateway.create_transfer_reversal(
                str(row.leg.transfer_id), row.request, key=row.stripe_key
            )
        except StripeUnavailable as error:
            _wait(row.pk, error)
            return
        except StripeRefused as error:
            _stop(row.pk, str(error))
            return
        settle(row_id=row.pk, answer=answer)


@transaction.atomic
def _next(reversal_id: UUID | str) -> LegReversal | None:
    """The open one, else the next; from here on Stripe may know its key. An old key is replaced."""
    reversal = locked_reversal(reversal_id)
    open_rows = reversal.legs.select_related("leg").filter(status__in=["submitting", "planned"])
    row = open_rows.order_by("-status", "id").first()
    if reversal.status != PayoutReversal.Status.SUBMITTING or row is None:
        return None
    now = laurel_now()
    if row.status == "planned":
        row.status, row.attempted_at = "submitting", now
    elif row.attempted_at and row.attempted_at < now - timedelta(hours=KEY_HOURS):
        row.attempt, row.attempted_at = row.attempt + 1, now
    row.save(update_fields=["status", "attempt", "attempted_at"])
    return row


def _found(row: LegReversal) -> dict[str, Any] | None:
    """The one that took the whole transfer back and that our books do not have.

    We made it, and its answer was lost or the database restored to before; or a person did, on Stripe's pages.
    """
    for made in gateway.list_transfer_reversals(str(row.leg.transfer_id)):
        is_known = LegReversal.objects.filter(stripe_id=made["id"]).exists()
        if not is_known and made["amount"] == row.request["amount"]:
            return made
    return None


@transaction.atomic
def settle(*, row_id: UUID, answer: dict[str, Any]) -> None:
    """Book a transfer that came back; with the last one the payout is reversed, and its money goes its new way."""
    reversal, row = _locked(row_id)
    if row.status != "submitting":
        return
    leg, payout, money = row.leg, reversal.payout, row.leg.money
    row.status, row.stripe_id = "reversed", answer["id"]
    row.save(update_fields=["status", "stripe_id"])
    leg.move_to(LegStatus.REVERSED)
    leg.save(update_fields=["status"])
    releasing.give_back(contribution=leg.contribution, amount=money)
    post(
        effect_key=f"leg:{leg.pk}:reversed",
        situation=Situation.REVERSED,
        purse=payout.purse.reference,
        source=answer["id"],
        by=reversal.second,
        lines=[
            debit(account(Kind.STRIPE_PENDING, money.currency), money),
            credit(account(Kind.PAYABLE, money.currency, str(payout.payee.user_id)), money),
        ],
    )
    if not payout.legs.filter(status=LegStatus.TRANSFERRED).exists():
        _finish(reversal)
    settle_constraints()


def _finish(reversal: PayoutReversal) -> None:
    payout = reversal.payout
    payout.move_to(Status.REVERSED)
    payout.save(update_fields=MOVED)
    reversal.move_to(PayoutReversal.Status.DONE, ended_at=laurel_now())
    reversal.save(update_fields=["status", "due_at", "ended_at"])
    reopen(payout.purse)
    tell("payout.reversed", payout, by=reversal.second, outcome=reversal.outcome, reason=reversal.reason)
    match reversal.outcome:
        case PayoutReversal.Outcome.PAY_AGAIN:
            again = make(payout.purse, payout.payee, payout.money, payout.award_reference, payout.barred_approvers)
            announce([again], reversal.second)
        case PayoutReversal.Outcome.TO_PURSE:
            releasing.take_back(
                purse=payout.purse,
                owner=str(payout.payee.user_id),
                amount=payout.money,
                effect_key=f"payout:{payout.pk}:forfeited",
                by=reversal.second,
            )
        case PayoutReversal.Outcome.UNCLAIMED:
            keep_as_unclaimed(payout, by=reversal.second)


@transaction.atomic
def _wait(row_id: UUID, error: StripeUnavailable) -> None:
    """No final answer: ask again later, longer each time; a key that only repeats a 500 is replaced."""
    reversal, row = _locked(row_id)
    if row.status != "submitting" or reversal.status != PayoutReversal.Status.SUBMITTING:
        return
    if error.is_sticky:
        row.attempt, row.attempted_at = row.attempt + 1, laurel_now()
        row.save(update_fields=["attempt", "attempted_at"])
    reversal.retries += 1
    reversal.due_at = laurel_now() + timedelta(seconds=min(2**reversal.retries, LONGEST_WAIT_SECONDS))
    reversal.save(update_fields=["retries", "due_at"])


@transaction.atomic
def _stop(row_id: UUID, words: str) -> None:
    """Stripe said no, so nothing happened: people must try again later, or give it up."""
    reversal, row = _locked(row_id)
    if row.status != "submitting" or reversal.status != PayoutReversal.Status.SUBMITTING:
        return
    row.status = "refused"
    row.save(update_fields=["status"])
    reversal.move_to(PayoutReversal.Status.STUCK)
    reversal.refusal = words
    reversal.save(update_fields=["status", "due_at", "refusal"])
    emit("reversal.stuck", subject=reversal, payload={"award_reference": reversal.payout.award_reference})


def _locked(row_id: UUID) -> tuple[PayoutReversal, LegReversal]:
    known = LegReversal.objects.only("reversal").get(pk=row_id)
    reversal = locked_reversal(known.reversal_id)
    return reversal, LegReversal.objects.select_related("leg__contribution").get(pk=row_id)
