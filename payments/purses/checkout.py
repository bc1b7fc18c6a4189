"""What Stripe is asked for when a contribution is to be paid, and when its page must be closed."""

from datetime import timedelta
from typing import Any

from payments.money import Money
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused


def page_request(*, purse: Purse, contribution: Contribution, return_url: str) -> dict[str, Any]:
    """The parameters of the hosted page: prize money and the platform's fee as two lines, each shown to the payer."""
    marks = {"purse": purse.reference, "contribution": str(contribution.pk)}
    separator = "&" if "?" in return_url else "?"
    return {
        "mode": "payment",
        "client_reference_id": str(contribution.pk),
        "success_url": f"{return_url}{separator}session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": return_url,
        "adaptive_pricing": {"enabled": False},  # the payer pays in the purse's currency
        "line_items": _lines(purse, contribution),
        "metadata": marks,
        "payment_intent_data": {"transfer_group": purse.transfer_group, "metadata": marks},
    }


def open_page(contribution: Contribution) -> dict[str, Any] | None:
    """The page that Stripe made for it in silence, by its list since a day before it (clocks differ). Calls Stripe."""
    since = int((contribution.created_at - timedelta(days=1)).timestamp())
    pages = gateway.list_checkout_sessions(status="open", created={"gte": since})
    return next((page for page in pages if page["client_reference_id"] == str(contribution.pk)), None)


def close_page(*, contribution_id: str) -> None:
    """Expire the page of a contribution that was given up; one that was paid meanwhile is settled as astray."""
    contribution = Contribution.objects.get(pk=contribution_id)
    if contribution.session_id is None:
        return
    try:
        gateway.expire_checkout_session(contribution.session_id, key=f"{contribution.stripe_key}:expire")
    except StripeRefused:  # paid or expired already: both are told by their own event
        return


def _lines(purse: Purse, contribution: Contribution) -> list[dict[str, Any]]:
    amount = Money(contribution.amount, purse.currency)
    if purse.purpose == Purpose.DEBT:
        return [_line(purse.label, amount)]
    fee = _line("Platform fee", Money(contribution.platform_fee, purse.currency))
    return [_line(f"Prize money: {purse.label}", amount), fee]


def _line(name: str, money: Money) -> dict[str, Any]:
    price = {"currency": money.currency, "unit_amount": money.for_stripe, "product_data": {"name": name}}
    return {"quantity": 1, "price_data": price}
