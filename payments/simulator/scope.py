"""Where the simulator ends: parameters that Stripe takes and that would change the money here, but don't. Refused."""

from typing import Any

from payments.simulator.errors import StripeRefusal
from payments.simulator.forms import bracketed

PAGING = frozenset(("limit", "starting_after", "ending_before", "created", "expand"))
NOT_IN_INTENTS = (
    ("application_fee_amount",),
    ("confirmation_token",),
    ("customer_account",),
    ("mandate",),
    ("on_behalf_of",),
    ("payment_method_data",),
    ("setup_future_usage",),
    ("transfer_data",),
)
NOT_SIMULATED: dict[str, tuple[tuple[str, ...], ...]] = {
    "POST /v1/checkout/sessions": (
        ("customer_account",),
        ("discounts",),
        ("optional_items",),
        ("shipping_options",),
        ("invoice_creation", "enabled"),
        ("automatic_tax", "enabled"),
        ("payment_intent_data", "application_fee_amount"),
        ("payment_intent_data", "on_behalf_of"),
        ("payment_intent_data", "transfer_data"),
        ("payment_intent_data", "setup_future_usage"),
    ),
    "POST /v1/payment_intents": NOT_IN_INTENTS,
    "POST /v1/payment_intents/{id}": NOT_IN_INTENTS,
    "POST /v1/payment_intents/{id}/confirm": NOT_IN_INTENTS,
    "POST /v1/refunds": (("customer",), ("origin",), ("refund_application_fee",), ("reverse_transfer",)),
}


def require_simulated(operation: str, given: dict[str, Any]) -> None:
    """Better no answer than one that Stripe would not give."""
    for path in NOT_SIMULATED.get(operation, ()):
        value: Any = given
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value:
            raise beyond(bracketed([*path]))


def require_filters(given: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in sorted(set(given) - PAGING - set(known)):
        raise beyond(name)


def beyond(param: str) -> StripeRefusal:
    return StripeRefusal(f"This simulator does not simulate `{param}`.", param=param)
