"""Checkout Sessions in payment mode: what is asked of the payer, until it is paid, expired or cancelled."""

from typing import Any

from payments.simulator.act import Act
from payments.simulator.addresses import require_email, require_urls
from payments.simulator.amounts import chargeable
from payments.simulator.errors import StripeRefusal, missing_param
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.paging import Filter, field_is, page
from payments.simulator.resources import customers
from payments.simulator.resources.line_items import line_items
from payments.simulator.resources.reading import retriever
from payments.simulator.scope import require_filters
from payments.simulator.store import Document
from payments.simulator.templates import fresh

LONGEST_SECONDS = 24 * 3600
SHORTEST_SECONDS = 30 * 60
COPIED = (
    "cancel_url",
    "client_reference_id",
    "customer",
    "customer_email",
    "locale",
    "submit_type",
    "success_url",
    "integration_identifier",
)

retrieve = retriever("checkout.session")


def create(act: Act) -> Document:
    """An open session with its hosted page; its PaymentIntent is made when someone tries to pay."""
    params = act.params
    _require_payment(params)
    if "customer" in params:
        customers.living(act, params["customer"])
    items = line_items(act, params["line_items"])
    session = fresh(
        "checkout_session",
        id=new_id("cs_test"),
        created=act.at,
        expires_at=_expiry(act),
        currency=items[0]["currency"],
        amount_subtotal=sum(item["amount_subtotal"] for item in items),
        amount_total=chargeable(sum(item["amount_total"] for item in items), items[0]["currency"]),
        metadata=merged({}, params.get("metadata")),
        **{name: params[name] for name in COPIED if name in params},
    )
    if "allowed_payment_method_types" in params:
        session["allowed_payment_method_types"] = session["payment_method_types"] = params[
            "allowed_payment_method_types"
        ]
    session["url"] = f"{act.options.base_url}/c/pay/{session['id']}"
    act.save(session)
    act.store.hide(session["id"], line_items=items, intent=params.get("payment_intent_data", {}))
    act.later("expire", session["id"], session["expires_at"] - act.now)
    return session


def _require_payment(params: dict[str, Any]) -> None:
    if "mode" not in params:
        raise missing_param("mode")
    if params["mode"] != "payment":
        raise StripeRefusal("Only `mode=payment` is simulated.", param="mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise StripeRefusal("Only `ui_mode=hosted_page` is simulated.", param="ui_mode")
    for name in ("line_items", "success_url"):
        if not params.get(name):
            raise missing_param(name)
    require_urls(params, "success_url", "cancel_url")
    require_email(params, "customer_email")


def _expiry(act: Act) -> int:
    expires_at: int = act.params.get("expires_at", act.at + LONGEST_SECONDS)
    if not SHORTEST_SECONDS - 60 <= expires_at - act.at <= LONGEST_SECONDS + 60:
        message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
        raise StripeRefusal(message, param="expires_at")
    return expires_at


def listing(act: Act) -> Document:
    """Sessions, by payment intent, status or the payer's address."""
    require_filters(act.params, ("payment_intent", "status", "customer_details"))
    filters = [field_is(name, act.params[name]) for name in ("payment_intent", "status") if name in act.params]
    if email := act.params.get("customer_details", {}).get("email"):
        filters.append(Filter("json_extract(body, '$.customer_details.email') = ?", (email,)))
    return page(act, "checkout.session", "/v1/checkout/sessions", filters)


def items_of(act: Act) -> Document:
    session = act.named("checkout.session")
    items = act.store.hidden(session["id"])["line_items"]
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return {"object": "list", "url": url, "has_more": False, "data": items}


def expire(act: Act) -> Document:
    """End an open session on request; one that is being or has been paid is refused."""
    session = act.named("checkout.session")
    if session["status"] != "open":
        raise StripeRefusal(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    return end(act, session)


def end_when_due(act: Act, key: str) -> None:
    """The timer of `expires_at`."""
    session = act.get("checkout.session", key, param="id")
    if session["status"] == "open":
        end(act, session)


def end(act: Act, session: Document) -> Document:
    """Expired: it can't be paid any more, and a payment that was tried is cancelled."""
    session |= {"status": "expired", "url": None}
    if session["payment_intent"]:
        intent = act.get("payment_intent", session["payment_intent"], param="payment_intent")
        intent |= {"status": "canceled", "canceled_at": act.at, "cancellation_reason": "automatic", "next_action": None}
        act.tell("payment_intent.canceled", act.save(intent))
    act.tell("checkout.session.expired", act.save(session))
    return session
