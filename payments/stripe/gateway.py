"""Every call to Stripe, thin and typed: exact parameters in, a plain dict out. The only module that knows the SDK.

A write takes the caller's idempotency key, stored with the exact parameters before the call, and is tried once: the
caller's saga owns the repeats (same key, same parameters), because it must count what stayed unknown. A read has no
effect, so the SDK repeats it twice by itself.
"""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

import stripe
from django.conf import settings
from django.utils.translation import gettext as _

from payments.stripe.errors import ForgedEvent, StripeRefused, StripeUnavailable
from payments.stripe.texts import MAY_BE_UNKEPT, mended

API_VERSION = "2026-10-28.endive"  # the version whose parameters and answers this module was written against
READ_RETRIES = 2
KEY_REUSED = "idempotency_error"  # a key went out with another request: what that one did is not known
ACCOUNT_LOST = "account_invalid"  # a connected account that the platform may not touch any more
LATEST_CHARGE = ["payment_intent.latest_charge.balance_transaction"]

StripeDict = dict[str, Any]


@lru_cache(maxsize=4)
def _client_of(secret_key: str, base: str, timeout: float) -> stripe.StripeClient:
    return stripe.StripeClient(
        secret_key,
        stripe_version=API_VERSION,
        base_addresses={"api": base} if base else {},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


def _client() -> Any:
    """The client for the present settings; `Any`, because its parameters are checked by the API's own contract."""
    return _client_of(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_TIMEOUT_SECONDS).v1


def _call(call: Callable[..., Any], *arguments: Any, options: dict[str, Any]) -> StripeDict:
    """Make one call, and translate what can go wrong."""
    try:
        answer: StripeDict = mended(call(*arguments, options=options).to_dict(for_json=True))
    except stripe.StripeError as error:
        raise _refusal(error) from error
    return answer


def _refusal(error: stripe.StripeError) -> StripeUnavailable | StripeRefused:
    """Sort Stripe's errors by what the caller may conclude; what isn't certainly a refusal, may have happened."""
    message = error.user_message or str(error)
    match error:
        case stripe.PermissionError() if _code(error) == ACCOUNT_LOST:
            return StripeRefused(message, code=ACCOUNT_LOST)
        case stripe.RateLimitError() | stripe.AuthenticationError() | stripe.PermissionError():
            return StripeUnavailable(message)
        case stripe.IdempotencyError():  # Stripe gives it a type, but no code
            return StripeRefused(message, code=KEY_REUSED)
        case stripe.InvalidRequestError() | stripe.CardError():
            code = _code(error) or "invalid_request"
            return StripeRefused(message, code=code, param=getattr(error, "param", None))
    is_sticky = (error.http_status or 0) >= 500
    return StripeUnavailable(message, is_ambiguous=True, is_sticky=is_sticky)


def _code(error: stripe.StripeError) -> str:
    """Stripe's code of an error; the SDK lifts it out of the body for some of its classes only."""
    return error.code or (error.error and error.error.code) or ""


def _read(call: Callable[..., Any], *arguments: Any, account: str = "") -> StripeDict:
    options: dict[str, Any] = {"max_network_retries": READ_RETRIES}
    return _call(call, *arguments, options=options | ({"stripe_account": account} if account else {}))


def _write(call: Callable[..., Any], *arguments: Any, key: str) -> StripeDict:
    return _call(call, *arguments, options={"idempotency_key": key, "max_network_retries": 0})


def _pages(call: Callable[..., Any], params: StripeDict, *, account: str = "") -> Iterator[StripeDict]:
    """Every object of a list, newest first, a page at a time."""
    asked = {"limit": 100, **params}
    page = _read(call, asked, account=account)
    yield from page["data"]
    while page["has_more"] and page["data"]:
        page = _read(call, {**asked, "starting_after": page["data"][-1]["id"]}, account=account)
        yield from page["data"]


def create_checkout_session(params: StripeDict, *, key: str) -> StripeDict:
    """Open a hosted payment page."""
    return _write(_client().checkout.sessions.create, params, key=key)


def retrieve_checkout_session(session_id: str) -> StripeDict:
    """The session with its payment intent, charge and the charge's balance transaction (which names Stripe's fee)."""
    return _read(_client().checkout.sessions.retrieve, session_id, {"expand": LATEST_CHARGE})


def list_checkout_sessions(**params: Any) -> Iterator[StripeDict]:
    """Payment pages, newest first, e.g. those that are still `open`."""
    return _pages(_client().checkout.sessions.list, params)


def expire_checkout_session(session_id: str, *, key: str) -> StripeDict:
    """Close a payment page; refused by Stripe once it was paid."""
    return _write(_client().checkout.sessions.expire, session_id, {}, key=key)


def retrieve_charge(charge_id: str) -> StripeDict:
    """The charge with its balance transaction."""
    return _read(_client().charges.retrieve, charge_id, {"expand": ["balance_transaction"]})


def create_refund(params: StripeDict, *, key: str) -> StripeDict:
    """Send money back to where a charge took it from."""
    return _write(_client().refunds.create, params, key=key)


def retrieve_refund(refund_id: str) -> StripeDict:
    """One refund as it is now."""
    return _read(_client().refunds.retrieve, refund_id, {})


def list_refunds(**params: Any) -> Iterator[StripeDict]:
    """Refunds, newest first, e.g. of one `charge`."""
    return _pages(_client().refunds.list, params)


def retrieve_dispute(dispute_id: str) -> StripeDict:
    """What a payer's bank says of a charge, with the balance transactions that took the money and gave it back."""
    return _read(_client().disputes.retrieve, dispute_id, {})


def list_disputes(**params: Any) -> Iterator[StripeDict]:
    """Disputes, newest first, e.g. of one `charge`."""
    return _pages(_client().disputes.list, params)


def submit_dispute_evidence(dispute_id: str, params: StripeDict, *, key: str) -> StripeDict:
    """Answer the bank; `{"evidence": {...}, "submit": True}` sends it, and nothing can be added afterwards."""
    return _write(_client().disputes.update, dispute_id, params, key=key)


def close_dispute(dispute_id: str, *, key: str) -> StripeDict:
    """Give in: the dispute is lost."""
    return _write(_client().disputes.close, dispute_id, {}, key=key)


def create_account(params: StripeDict, *, key: str) -> StripeDict:
    """Make a connected account."""
    return _write(_client().accounts.create, params, key=key)


def retrieve_account(account_id: str) -> StripeDict:
    """One connected account with its requirements and capabilities."""
    return _read(_client().accounts.retrieve, account_id, {})


def list_accounts() -> Iterator[StripeDict]:
    """All connected accounts, newest first."""
    return _pages(_client().accounts.list, {})


def create_account_link(params: StripeDict, *, key: str) -> StripeDict:
    """A hosted onboarding page's address, good for a few minutes and one visit."""
    return _write(_client().account_links.create, params, key=key)


def create_transfer(params: StripeDict, *, key: str) -> StripeDict:
    """Move money from the platform's balance to a connected account's."""
    return _write(_client().transfers.create, params, key=key)


def retrieve_transfer(transfer_id: str) -> StripeDict:
    """One transfer as it is now."""
    return _read(_client().transfers.retrieve, transfer_id, {})


def list_transfers(**params: Any) -> Iterator[StripeDict]:
    """Transfers, newest first, e.g. of one `transfer_group`. A list, not Search: Search lags behind."""
    return _pages(_client().transfers.list, params)


def create_transfer_reversal(transfer_id: str, params: StripeDict, *, key: str) -> StripeDict:
    """Take back part of a transfer, or all that is left of it; refused while the payee's balance lacks it."""
    return _write(_client().transfers.reversals.create, transfer_id, params, key=key)


def list_transfer_reversals(transfer_id: str, **params: Any) -> Iterator[StripeDict]:
    """A transfer's reversals, newest first."""
    return _pages(partial(_client().transfers.reversals.list, transfer_id), params)


def retrieve_connected_payout(payout_id: str, *, account: str) -> StripeDict:
    """A payee's payout to their bank, with the code of its failure if it came back."""
    return _read(_client().payouts.retrieve, payout_id, {}, account=account)


def list_connected_payouts(*, account: str, **params: Any) -> Iterator[StripeDict]:
    """A payee's payouts to their bank, newest first."""
    return _pages(_client().payouts.list, params, account=account)


def retrieve_balance() -> StripeDict:
    """The platform's balance: available and pending, by currency."""
    return _read(_client().balance.retrieve, {})


def list_balance_transactions(*, account: str = "", **params: Any) -> Iterator[StripeDict]:
    """Every movement of the platform's balance, or of a connected account's, newest first."""
    return _pages(_client().balance_transactions.list, params, account=account)


def retrieve_balance_transaction(transaction_id: str) -> StripeDict:
    """One movement with the object that made it."""
    return _read(_client().balance_transactions.retrieve, transaction_id, {"expand": ["source"]})


def list_events(**params: Any) -> Iterator[StripeDict]:
    """The platform's own events, newest first, kept 30 days by Stripe. Connected accounts' are not among them."""
    return _pages(_client().events.list, params)


def parse_webhook(body: bytes, *, signature: str, secret: str) -> StripeDict:
    """The event in a webhook's raw body, or `ForgedEvent`. Its age is the caller's to judge, by a better clock."""
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret)
        event: StripeDict = json.loads(body)  # the SDK's own objects take longer to make than all the rest
    except (stripe.SignatureVerificationError, ValueError) as error:
        raise ForgedEvent(_("This is not an event that Stripe signed for us.")) from error
    if not isinstance(event, dict) or event.get("object") != "event":
        raise ForgedEvent(_("This is not an event that Stripe signed for us."))
    if event.get("livemode") is not False:
        raise ForgedEvent(_("Live money is not handled here."))
    return mended(event) if MAY_BE_UNKEPT.search(body) else event
