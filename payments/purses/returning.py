"""Send a reserved refund through Stripe, and book what becomes of it: call and settle."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import Line, credit, debit, post, settle_constraints
from payments.money import Money
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.moves import RefundStatus
from payments.purses.recalling import LEFT, recall
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from payments.stripe.recalling import Forgotten, is_mark
from workers.clock import laurel_now
from workers.events import emit

KEY_HOURS = 23  # Stripe forgets an idempotency key after 24
CAME_BACK = ("failed", "canceled")


def send(*, refund_id: str) -> None:
    """Ask Stripe for the refund, under its stored key, unless its list of the charge's refunds has it already.

    Calls Stripe: never in a transaction. Raises StripeUnavailable, after which it is to be sent again.
    """
    refund = _begin(refund_id)
    if refund.status != Refund.Status.SUBMITTING:
        return
    try:
        answer = recall(refund) or gateway.create_refund(refund.request, key=refund.stripe_key)
    except (StripeRefused, Forgotten) as refusal:
        _settle_refusal(refund, str(refusal))
    except StripeUnavailable as error:
        if error.is_sticky:
            _take_new_key(refund)
        raise
    else:
        settle(answer, refund_id=refund.pk)


@transaction.atomic
def _begin(refund_id: str) -> Refund:
    """Say that Stripe is about to be asked; an old key is replaced."""
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
    now = laurel_now()
    if refund.status == Refund.Status.RESERVED:
        refund.status, refund.attempted_at = Refund.Status.SUBMITTING, now
        refund.save(update_fields=["status", "attempted_at"])
    elif refund.status == Refund.Status.SUBMITTING and _is_key_old(refund, now):
        _take_new_key(refund)
    return refund


def _is_key_old(refund: Refund, now: datetime) -> bool:
    """Whether Stripe may have forgotten its key."""
    return refund.attempted_at is not None and refund.attempted_at < now - timedelta(hours=KEY_HOURS)


def _take_new_key(refund: Refund) -> None:
    """The old key would only repeat a bad answer, or is forgotten; whoever uses the new one looks first."""
    refund.attempt, refund.attempted_at = refund.attempt + 1, laurel_now()
    refund.save(update_fields=["attempt", "attempted_at"])


@transaction.atomic
def settle(answer: dict[str, Any], *, refund_id: UUID | None = None) -> None:
    """Book a refund as Stripe shows it now: gone for the payer, or come back. Forward only, so repeats don't matter.

    It is the refund that is named, else the one that has taken it over, else the one of its mark.
    """
    known = refund_id or _taken_over_by(answer["id"]) or (answer.get("metadata") or {}).get("refund")
    refund = locked_refund(str(known) if known else None)
    if refund is None or answer["id"] in refund.past_ids:
        return
    if answer["status"] in LEFT and refund.status == Refund.Status.SUBMITTING:
        _book_left(refund, answer)
    elif answer["status"] in CAME_BACK and refund.status == Refund.Status.SUBMITTING:
        _book_refusal(refund, answer.get("failure_reason") or "failed", refund_id=answer["id"])
    elif answer["status"] in CAME_BACK and refund.status == Refund.Status.REFUNDED:
        _book_return(refund, answer)
    settle_constraints()


def _taken_over_by(stripe_id: str) -> UUID | None:
    return Refund.objects.filter(refund_id=stripe_id).values_list("pk", flat=True).first()


@transaction.atomic
def _settle_refusal(refund: Refund, words: str) -> None:
    locked = locked_refund(str(refund.pk))
    if locked and locked.status == Refund.Status.SUBMITTING:
        _book_refusal(locked, words)
    settle_constraints()


def locked_refund(refund_id: str | None) -> Refund | None:
    """The refund under its purse's lock, so that money of one purse moves one at a time."""
    ours = Refund.objects.select_related("contribution")
    known = ours.filter(pk=refund_id).first() if refund_id and is_mark(refund_id) else None
    if known is None:
        return None
    Purse.objects.locked().get(pk=known.contribution.purse_id)
    return (
        Refund.objects.select_for_update(no_key=True, of=["self"])
        .select_related("contribution__purse")
        .get(pk=known.pk)
    )


def _book_left(refund: Refund, answer: dict[str, Any]) -> None:
    _move(refund, Refund.Status.REFUNDED, refund_id=answer["id"])
    purse = refund.contribution.purse
    pending = account(Kind.STRIPE_PENDING, purse.currency)
    lines = [*_from_due(refund), credit(pending, refund.total)]
    book(refund, Situation.REFUNDED, source=answer["id"], lines=lines)
    emit("refund.sent", subject=refund)
    finish(refund.contribution)


def _book_refusal(refund: Refund, words: str, *, refund_id: str | None = None) -> None:
    _move(refund, Refund.Status.UNCLAIMED, refund_id=refund_id, refusal=words)
    book(refund, Situation.REFUND_REFUSED, lines=[*_from_due(refund), *_to_unclaimed(refund)])
    emit("refund.refused", subject=refund)


def _book_return(refund: Refund, answer: dict[str, Any]) -> None:
    _move(refund, Refund.Status.UNCLAIMED, refusal=answer.get("failure_reason") or "returned")
    currency = refund.contribution.purse.currency
    back = debit(account(Kind.STRIPE_PENDING, currency), refund.total)
    book(refund, Situation.REFUND_RETURNED, source=answer["id"], lines=[back, *_to_unclaimed(refund)])
    emit("refund.refused", subject=refund)


def _move(refund: Refund, status: RefundStatus, *, refund_id: str | None = None, refusal: str = "") -> None:
    refund.status, refund.refusal = status, refusal
    refund.refund_id = refund_id or refund.refund_id
    refund.save(update_fields=["status", "refusal", "refund_id"])


def book(refund: Refund, situation: Situation, *, lines: list[Line], source: str = "", by: Any = None) -> None:
    """Post one step of a refund; a retried one has each step anew. The caller holds the purse's lock."""
    retries = refund.retries
    key = f"refund:{refund.pk}:{situation}" + (f":{retries}" if retries else "")
    reference = refund.contribution.purse.reference
    post(effect_key=key, situation=situation, purse=reference, source=source, by=by, lines=lines)


def _from_due(refund: Refund) -> list[Line]:
    return [debit(account, money) for account, money in _parts(refund, Kind.REFUNDS_DUE)]


def to_due(refund: Refund) -> list[Line]:
    """What is on its way to the payer, by account."""
    return [credit(account, money) for account, money in _parts(refund, Kind.REFUNDS_DUE)]


def from_unclaimed(refund: Refund) -> list[Line]:
    """What nobody could be given, by account."""
    return [debit(account, money) for account, money in _parts(refund, Kind.UNCLAIMED)]


def _to_unclaimed(refund: Refund) -> list[Line]:
    return [credit(account, money) for account, money in _parts(refund, Kind.UNCLAIMED)]


def _parts(refund: Refund, kind: Kind) -> list[tuple[Any, Money]]:
    """The purse's part, and the platform fee's part, which is on an account without owner."""
    purse = refund.contribution.purse
    parts = [(account(kind, purse.currency, purse.reference), Money(refund.amount, purse.currency))]
    if refund.fee:
        parts.append((account(kind, purse.currency), Money(refund.fee, purse.currency)))
    return parts


def finish(contribution: Contribution) -> None:
    """Tell when a contribution, and when a purse, has gone back."""
    if contribution.refunds.unfinished().exists():
        return
    is_good = contribution.status in (Contribution.Status.SETTLED, Contribution.Status.WON)
    if is_good and contribution.refunded == contribution.amount:
        contribution.status = Contribution.Status.REFUNDED
        contribution.save(update_fields=["status"])
    if not Refund.objects.of_purse(contribution.purse.reference).unfinished().exists():
        emit("purse.refunded", subject=contribution.purse)
