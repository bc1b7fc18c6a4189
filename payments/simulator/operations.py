"""Which address and method is which operation of the contract, and who does it."""

import re

from payments.simulator.resources import (
    account_links,
    accounts,
    balance,
    charges,
    checkout,
    customers,
    disputes,
    events,
    login_links,
    payment_intents,
    payment_methods,
    payouts,
    refunds,
    reversals,
    topups,
    transfers,
    webhook_endpoints,
)
from payments.simulator.resources.reading import Operation

OPERATIONS: dict[str, Operation] = {
    "POST /v1/checkout/sessions": checkout.create,
    "GET /v1/checkout/sessions": checkout.listing,
    "GET /v1/checkout/sessions/{id}": checkout.retrieve,
    "POST /v1/checkout/sessions/{id}/expire": checkout.expire,
    "GET /v1/checkout/sessions/{id}/line_items": checkout.items_of,
    "GET /v1/payment_intents": payment_intents.listing,
    "GET /v1/payment_intents/{id}": payment_intents.retrieve,
    "POST /v1/payment_intents": payment_intents.create,
    "POST /v1/payment_intents/{id}": payment_intents.update,
    "POST /v1/payment_intents/{id}/confirm": payment_intents.confirm,
    "POST /v1/payment_intents/{id}/cancel": payment_intents.cancel,
    "POST /v1/customers": customers.create,
    "GET /v1/customers": customers.listing,
    "GET /v1/customers/{id}": customers.retrieve,
    "POST /v1/customers/{id}": customers.update,
    "DELETE /v1/customers/{id}": customers.delete,
    "POST /v1/payment_methods": payment_methods.create,
    "GET /v1/payment_methods": payment_methods.listing,
    "GET /v1/payment_methods/{id}": payment_methods.retrieve,
    "POST /v1/payment_methods/{id}": payment_methods.update,
    "POST /v1/payment_methods/{id}/attach": payment_methods.attach,
    "POST /v1/payment_methods/{id}/detach": payment_methods.detach,
    "GET /v1/charges": charges.listing,
    "GET /v1/charges/{id}": charges.retrieve,
    "POST /v1/refunds": refunds.create,
    "GET /v1/refunds": refunds.listing,
    "GET /v1/refunds/{id}": refunds.retrieve,
    "GET /v1/disputes": disputes.listing,
    "GET /v1/disputes/{id}": disputes.retrieve,
    "POST /v1/disputes/{id}": disputes.update,
    "POST /v1/disputes/{id}/close": disputes.close,
    "POST /v1/accounts": accounts.create,
    "GET /v1/accounts": accounts.listing,
    "GET /v1/accounts/{id}": accounts.retrieve,
    "POST /v1/accounts/{id}": accounts.update,
    "GET /v1/account": accounts.retrieve_own,
    "POST /v1/accounts/{id}/login_links": login_links.create,
    "POST /v1/account_links": account_links.create,
    "POST /v1/transfers": transfers.create,
    "GET /v1/transfers": transfers.listing,
    "GET /v1/transfers/{id}": transfers.retrieve,
    "POST /v1/transfers/{id}": transfers.update,
    "POST /v1/transfers/{id}/reversals": reversals.create,
    "GET /v1/transfers/{id}/reversals": reversals.listing,
    "GET /v1/transfers/{transfer}/reversals/{id}": reversals.retrieve,
    "POST /v1/transfers/{transfer}/reversals/{id}": reversals.update,
    "POST /v1/payouts": payouts.create,
    "GET /v1/payouts": payouts.listing,
    "GET /v1/payouts/{id}": payouts.retrieve,
    "POST /v1/payouts/{id}/cancel": payouts.cancel,
    "POST /v1/topups": topups.create,
    "GET /v1/topups": topups.listing,
    "GET /v1/topups/{id}": topups.retrieve,
    "GET /v1/balance": balance.retrieve,
    "GET /v1/balance_transactions": balance.list_transactions,
    "GET /v1/balance_transactions/{id}": balance.retrieve_transaction,
    "POST /v1/webhook_endpoints": webhook_endpoints.create,
    "GET /v1/webhook_endpoints": webhook_endpoints.listing,
    "GET /v1/webhook_endpoints/{id}": webhook_endpoints.retrieve,
    "POST /v1/webhook_endpoints/{id}": webhook_endpoints.update,
    "DELETE /v1/webhook_endpoints/{id}": webhook_endpoints.delete,
    "GET /v1/events": events.listing,
    "GET /v1/events/{id}": events.retrieve,
}
PATTERNS = [(re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", name) + "$"), name) for name in OPERATIONS]


def operation_at(method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """The operation's name and what its address names, or None where Stripe has (or we carry) none."""
    for pattern, name in PATTERNS:
        if match := pattern.match(f"{method} {path}"):
            return name, match.groupdict()
    return None
