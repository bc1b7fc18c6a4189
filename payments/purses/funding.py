"""Ask somebody to pay: a contribution row, committed, then Stripe's hosted page for it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, InvalidAmount, PaymentError
from payments.money import LARGEST_CHARGE, Money
from payments.purses.checkout import open_page, page_request
from payments.purses.failing import fail
from payments.purses.fees import platform_fee
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Failure, Purpose
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import LaurelNow, laurel_now
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


class PaymentProcessing(PaymentError):
    """A bank is working on it: its answer takes days, and decides whether there is anything left to pay."""

    code = "payment_processing"


class KeyReused(PaymentError):
    """This Idempotency-Key was used to pay something else. Answered with 422."""

    code = "idempotency_key_reused"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to pay: all that is missing, or an amount of it; or a raise, an amount on top."""

    payer_reference: str
    by: Any  # the person who pays for them
    client_key: str
    return_url: str
    amount: Money | None = None
    raises: str = ""


def fund(*, reference: str, payer_reference: str, client_key: str, return_url: str, by: Any) -> Contribution:
    """Give the payer a page to pay all that is missing. As `contribute`."""
    wish = Wish(payer_reference=payer_reference, by=by, client_key=client_key, return_url=return_url)
    return contribute(reference=reference, wish=wish)


def contribute(*, reference: str, wish: Wish) -> Contribution:
    """Give the payer a page to pay; its address is `checkout_url`.

    A repeat with the same client key resumes its contribution, and so does another key for the same amount while that
    one's page is open: a payer has one live page per purse. Calls Stripe: never in a transaction. Raises AlreadyFunded,
    FundingUnderWay, PaymentProcessing, KeyReused, InvalidAmount, IllegalMove, StripeUnavailable, StripeRefused.
    """
    contribution = _reserve(reference, wish)
    if contribution.calling_until is None:
        return contribution
    try:
        session = _make_page(contribution)
    except (StripeUnavailable, StripeRefused):
        Contribution.objects.filter(pk=contribution.pk).update(calling_until=None)  # the next caller may try at once
        raise
    return _record(contribution, session)


@transaction.atomic
def _reserve(reference: str, wish: Wish) -> Contribution:
    """Find or make the contribution, and claim the call to Stripe if it still needs a page (`calling_until`)."""
    purse = Purse.objects.locked().get(reference=reference)
    rows = purse.contributions.select_for_update(no_key=True)  # news of a page change its row without the purse's lock
    known = rows.filter(client_key=wish.client_key).first()
    if known and _is_answered(known, wish):
        return known
    if purse.status not in FUNDABLE:
        raise IllegalMove(_("A purse that is “{status}” takes no money."), status=purse.get_status_display())
    pending = rows.pending().filter(payer_reference=wish.payer_reference).first()
    if pending and pending.processing_since:
        raise PaymentProcessing(_("Your bank is still working on your last payment here. Wait for its answer."))
    amount = _amount_of(purse, wish)
    if pending and (pending.amount, pending.raises) == (amount.amount, wish.raises):
        return _resume(purse, pending, wish.return_url)
    if known:
        raise KeyReused(_("Under this Idempotency-Key another amount was asked for. Take a new key."))
    if pending:
        drop(pending, by=wish.by)
    return _begin(purse, amount, wish)


def _is_answered(known: Contribution, wish: Wish) -> bool:
    """Whether this key's contribution needs no page any more; refuses a key that was used for something else."""
    asked = wish.amount.amount if wish.amount else known.amount
    if (known.amount, known.raises, known.payer_reference) != (asked, wish.raises, wish.payer_reference):
        raise KeyReused(_("This Idempotency-Key was used to pay something else. Take a new key."))
    if known.status == Contribution.Status.FAILED:
        raise IllegalMove(_("This payment was given up. Start another with a new Idempotency-Key."))
    return known.status != Contribution.Status.PENDING or known.processing_since is not None


def _amount_of(purse: Purse, wish: Wish) -> Money:
    """What the page shall ask for, its fee aside."""
    amount = wish.amount if wish.raises and wish.amount else _part_of_missing(purse, wish.amount)
    charge = (amount + _fee_of(purse, amount)).require_chargeable()
    if charge > (largest := Money(LARGEST_CHARGE, purse.currency)):
        raise InvalidAmount(
            _("{charge}, the fee included, is more than can be paid at once, {largest}."),
            field="amount",
            charge=charge,
            largest=largest,
        )
    return amount


def _fee_of(purse: Purse, amount: Money) -> Money:
    """A debt is paid without another fee."""
    return platform_fee(amount) if purse.purpose == Purpose.PRIZE else Money(0, amount.currency)


def _part_of_missing(purse: Purse, asked: Money | None) -> Money:
    missing = Money(purse.target - purse.paid_in(), purse.currency)
    if missing.amount <= 0:
        raise AlreadyFunded(_("The whole prize money is paid."))
    missing = missing - Money(purse.contributions.on_its_way(), purse.currency)
    if missing.amount <= 0:
        raise PaymentProcessing(_("Banks are working on payments for all that is missing. Look again in some days."))
    if asked and asked > missing:
        raise InvalidAmount(
            _("{asked} is more than is missing. Give {missing} or less."), field="amount", asked=asked, missing=missing
        )
    return asked or missing


def _begin(purse: Purse, amount: Money, wish: Wish) -> Contribution:
    contribution = Contribution(
        purse=purse,
        payer_reference=wish.payer_reference,
        payer=wish.by,
        amount=amount.amount,
        platform_fee=_fee_of(purse, amount).amount,
        raises=wish.raises,
        client_key=wish.client_key,
    )
    contribution.request = page_request(purse=purse, contribution=contribution, return_url=wish.return_url)
    contribution.calling_until = laurel_now() + timedelta(seconds=CALL_SECONDS)
    contribution.save(force_insert=True)
    if purse.status == Purse.Status.INITIATED:
        purse.status = Purse.Status.FUNDING
        purse.save(update_fields=["status"])
    emit("contribution.requested", subject=contribution, by=wish.by, payload={"amount": amount.amount})
    return contribution


def _resume(purse: Purse, contribution: Contribution, return_url: str) -> Contribution:
    """The open page; or the right to make one, unless another caller is at it."""
    now = laurel_now()
    if contribution.session_expires_at and contribution.session_expires_at > now:
        contribution.calling_until = None
        return contribution
    if contribution.calling_until and contribution.calling_until > now:
        raise FundingUnderWay(_("This payment page is being made. Ask again in some seconds."))
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


def _make_page(contribution: Contribution) -> dict[str, Any]:
    """Once. A 500 may hide a page, and its key only hears it again: look on Stripe's list, else take a new key."""
    try:
        return gateway.create_checkout_session(contribution.request, key=contribution.stripe_key)
    except StripeUnavailable as error:
        if not error.is_sticky:
            raise
        if made := open_page(contribution):
            return made
        same = Contribution.objects.filter(pk=contribution.pk, attempt=contribution.attempt)
        same.update(attempt=F("attempt") + 1, attempted_at=LaurelNow())
        raise


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
    fail(contribution, Failure.GIVEN_UP)
    emit("contribution.dropped", subject=contribution, by=by)
