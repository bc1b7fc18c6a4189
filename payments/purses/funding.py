"""Ask a sponsor to pay: a contribution row, committed, then Stripe's hosted page for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from payments.errors import IllegalMove, PaymentError
from payments.money import Money
from payments.purses.checkout import page_request
from payments.purses.fees import platform_fee
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now
from workers.events import emit

CALL_SECONDS = 30  # longer than any call to Stripe lasts; after it a silent caller is taken for dead
KEY_HOURS = 23  # Stripe forgets an idempotency key after 24
FUNDABLE = [Purse.Status.INITIATED, Purse.Status.FUNDING, Purse.Status.HELD]


class AlreadyFunded(PaymentError):
    """The whole target is settled: nothing is left to pay."""

    code = "already_funded"


class FundingUnderWay(PaymentError):
    """Another request is making this payment page at this moment; ask again in some seconds."""

    code = "funding_under_way"


def fund(*, reference: str, payer_reference: str, client_key: str, return_url: str, by: Any) -> Contribution:
    """Give the payer a page to pay what is missing; its address is `checkout_url`.

    A repeat with the same client key resumes its contribution, and so does another key while that one's page is open: a
    payer has one live page per purse. Calls Stripe: never in a transaction. Raises AlreadyFunded, FundingUnderWay,
    IllegalMove, StripeUnavailable, StripeRefused.
    """
    contribution = _reserve(reference, payer_reference, client_key, return_url, by)
    if contribution.calling_until is None:
        return contribution
    try:
        session = gateway.create_checkout_session(contribution.request, key=contribution.stripe_key)
    except (StripeUnavailable, StripeRefused) as error:
        _let_go(contribution, with_new_key=getattr(error, "is_sticky", False))
        raise
    return _record(contribution, session)


@transaction.atomic
def _reserve(reference: str, payer_reference: str, client_key: str, return_url: str, by: Any) -> Contribution:
    """Find or make the contribution, and claim the call to Stripe if it still needs a page (`calling_until`)."""
    purse = Purse.objects.locked().get(reference=reference)
    known = purse.contributions.filter(client_key=client_key).first()
    if known and known.status in (Contribution.Status.SETTLED, Contribution.Status.REFUNDED):
        return known
    if known and known.status != Contribution.Status.PENDING:
        raise IllegalMove("This payment was given up. Start another with a new Idempotency-Key.")
    if purse.status not in FUNDABLE:
        raise IllegalMove(f"A purse that is {purse.status} takes no money.")
    missing = _missing(purse)
    pending = purse.contributions.pending().filter(payer_reference=payer_reference).first()
    if pending and pending.amount == missing.amount:
        return _resume(purse, pending, return_url)
    if pending:
        drop(pending, by=by)
    return _begin(purse, missing, payer_reference, client_key, return_url, by)


def _missing(purse: Purse) -> Money:
    missing = Money(purse.target - purse.paid_in(), purse.currency)
    if missing.amount <= 0:
        raise AlreadyFunded("The whole prize money is paid.")
    return missing


def _begin(
    purse: Purse, missing: Money, payer_reference: str, client_key: str, return_url: str, by: Any
) -> Contribution:
    contribution = Contribution(
        purse=purse,
        payer_reference=payer_reference,
        payer=by,
        amount=missing.amount,
        platform_fee=platform_fee(missing).amount if purse.purpose == Purpose.PRIZE else 0,
        client_key=client_key,
    )
    contribution.request = page_request(purse=purse, contribution=contribution, return_url=return_url)
    contribution.calling_until = laurel_now() + timedelta(seconds=CALL_SECONDS)
    contribution.save(force_insert=True)
    if purse.status == Purse.Status.INITIATED:
        purse.status = Purse.Status.FUNDING
        purse.save(update_fields=["status"])
    emit("contribution.requested", subject=contribution, by=by, payload={"amount": missing.amount})
    return contribution


def _resume(purse: Purse, contribution: Contribution, return_url: str) -> Contribution:
    """The open page; or the right to make one, unless another caller is at it."""
    now = laurel_now()
    if contribution.session_expires_at and contribution.session_expires_at > now:
        contribution.calling_until = None
        return contribution
    if contribution.calling_until and contribution.calling_until > now:
        raise FundingUnderWay("This payment page is being made. Ask again in some seconds.")
    if contribution.session_id or contribution.attempted_at < now - timedelta(hours=KEY_HOURS):
        _start_attempt(purse, contribution, return_url, now)
    contribution.calling_until = now + timedelta(seconds=CALL_SECONDS)
    contribution.save()
    return contribution


def _start_attempt(purse: Purse, contribution: Contribution, return_url: str, now: datetime) -> None:
    """Another page under another key: the old page expired unpaid, or its key is too old to be asked with."""
    contribution.attempt += 1
    contribution.attempted_at = now
    contribution.session_id, contribution.checkout_url, contribution.session_expires_at = None, "", None
    contribution.request = page_request(purse=purse, contribution=contribution, return_url=return_url)


@transaction.atomic
def _let_go(contribution: Contribution, *, with_new_key: bool) -> None:
    """Stripe gave no page: the next caller may try at once, under another key where the old one keeps a bad answer."""
    locked = Contribution.objects.select_for_update(no_key=True).get(pk=contribution.pk)
    locked.calling_until = None
    if with_new_key and locked.attempt == contribution.attempt:
        locked.attempt += 1
        locked.attempted_at = laurel_now()
    locked.save(update_fields=["calling_until", "attempt", "attempted_at"])


@transaction.atomic
def _record(contribution: Contribution, session: dict[str, Any]) -> Contribution:
    """Keep the page that Stripe made; if the contribution was given up meanwhile, have the page closed."""
    locked = Contribution.objects.select_for_update(no_key=True).get(pk=contribution.pk)
    locked.session_id = session["id"]
    locked.checkout_url = session["url"] or ""
    locked.session_expires_at = datetime.fromtimestamp(session["expires_at"], UTC)
    locked.calling_until = None
    locked.save(update_fields=["session_id", "checkout_url", "session_expires_at", "calling_until"])
    if locked.status == Contribution.Status.FAILED:
        emit("contribution.dropped", subject=locked)
    return locked


def drop(contribution: Contribution, *, by: Any = None) -> None:
    """Give up an unpaid contribution; its page is closed by a handler. The caller holds the purse's lock."""
    contribution.status = Contribution.Status.FAILED
    contribution.save(update_fields=["status"])
    emit("contribution.dropped", subject=contribution, by=by)
