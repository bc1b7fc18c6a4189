"""Book many transfers that Stripe has made: attempts, legs, postings and payouts in a few statements, one commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from payments.ledger.accounts import Kind, account, accounts
from payments.ledger.chart import Situation
from payments.ledger.posting import Movement, credit, debit, post_many, settle_constraints
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import Payout
from payments.payouts.moves import DOUBTFUL, LEG_ENDED, LegStatus, Outcome, Status
from payments.payouts.settling import is_as_asked
from workers.clock import laurel_now
from workers.events import emit_many

ARRIVED = """
UPDATE payments_transferleg AS leg SET status = %s, transferred_at = %s, transfer_id = made.transfer_id
FROM unnest(%s::uuid[], %s::text[]) AS made (leg_id, transfer_id) WHERE leg.id = made.leg_id
"""


@transaction.atomic
def settle_all(*, made: Sequence[tuple[TransferAttempt, dict[str, Any]]]) -> None:
    """Book what is as it was asked and not settled yet; with its last leg a payout is paid.

    Anything else is left to the service for one, which tells what is wrong with it.
    """
    payouts = {payout.pk: payout for payout in _payouts_of([attempt for attempt, _ in made])}
    still_open = TransferAttempt.objects.filter(pk__in=[attempt.pk for attempt, _ in made], outcome=Outcome.OPEN)
    attempts = {attempt.pk: attempt for attempt in still_open.select_related("leg")}
    plain = {
        attempts[asked.pk]: transfer
        for asked, transfer in made
        if asked.pk in attempts and asked.leg.payout_id in payouts and is_as_asked(transfer, asked.request)
    }
    if not plain:
        return
    now = laurel_now()
    still_open.filter(pk__in=[attempt.pk for attempt in plain]).update(outcome=Outcome.SUCCEEDED, closed_at=now)
    _arrive(plain, now)
    post_many(_movements(payouts, plain))
    _finish({attempt.leg.payout_id for attempt in plain}, now)
    settle_constraints()


def _payouts_of(attempts: list[TransferAttempt]) -> list[Payout]:
    ids = {attempt.leg.payout_id for attempt in attempts}
    return list(Payout.objects.filter(pk__in=ids, status__in=DOUBTFUL).locked())


def _arrive(made: dict[TransferAttempt, dict[str, Any]], now: datetime) -> None:
    legs = [attempt.leg_id for attempt in made]
    transfers = [transfer["id"] for transfer in made.values()]
    with connection.cursor() as cursor:
        cursor.execute(ARRIVED, [LegStatus.TRANSFERRED.value, now, legs, transfers])


def _movements(payouts: dict[Any, Payout], made: dict[TransferAttempt, dict[str, Any]]) -> list[Movement]:
    owners = {str(payout.payee.user_id) for payout in payouts.values()}
    currencies = {attempt.leg.currency for attempt in made}
    payable = {currency: accounts(Kind.PAYABLE, currency, owners) for currency in currencies}
    pending = {currency: account(Kind.STRIPE_PENDING, currency) for currency in currencies}
    movements = []
    for attempt, transfer in made.items():
        leg, payout = attempt.leg, payouts[attempt.leg.payout_id]
        owed = payable[leg.currency][str(payout.payee.user_id)]
        lines = [debit(owed, leg.money), credit(pending[leg.currency], leg.money)]
        key = f"leg:{leg.pk}:transferred"
        movements.append(Movement(key, Situation.TRANSFERRED, lines, payout.purse.reference, transfer["id"]))
    return movements


def _finish(payout_ids: set[Any], now: datetime) -> None:
    """Those without a leg that is still to come are transferred; the others' next leg goes on by itself."""
    to_come = TransferLeg.objects.filter(payout=OuterRef("pk")).exclude(status__in=LEG_ENDED)
    complete = Payout.objects.filter(~Exists(to_come), pk__in=payout_ids)
    done = Payout.objects.filter(pk__in=list(complete.values_list("pk", flat=True)))
    done.update(status=Status.TRANSFERRED, transferred_at=now, due_at=None, retries=0)
    emit_many("payout.paid", subjects=done, facts=["award_reference"])
