"""Customers: whom a platform knows its payers by."""

from payments.simulator.act import Act
from payments.simulator.addresses import require_email
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.paging import Filter, field_is, page
from payments.simulator.scope import require_filters
from payments.simulator.store import Document
from payments.simulator.templates import fresh

COPIED = ("address", "description", "email", "name", "phone", "preferred_locales", "shipping")
NOT_DELETED = Filter("json_extract(body, '$.deleted') IS NOT TRUE")


def create(act: Act) -> Document:
    """Someone who pays; their payment methods can be attached."""
    customer = fresh("customer", id=new_id("cus"), created=act.at, invoice_prefix=token(8).upper())
    _change(customer, act)
    act.tell("customer.created", act.save(customer))
    return customer


def retrieve(act: Act) -> Document:
    """The customer, or the stub that is left of a deleted one."""
    return act.named("customer")


def listing(act: Act) -> Document:
    require_filters(act.params, ("email",))
    filters = [field_is("email", act.params["email"])] if "email" in act.params else []
    return page(act, "customer", "/v1/customers", [NOT_DELETED, *filters])


def update(act: Act) -> Document:
    customer = living(act, act.path["id"], param="id", status=404)
    _change(customer, act)
    act.tell("customer.updated", act.save(customer), previous={})
    return customer


def delete(act: Act) -> Document:
    """For good; what they paid stays."""
    customer = living(act, act.path["id"], param="id", status=404)
    act.tell("customer.deleted", customer)
    return act.save({"id": customer["id"], "object": "customer", "deleted": True})


def living(act: Act, key: str, *, param: str = "customer", status: int = 400) -> Document:
    """The customer, unless deleted."""
    customer = act.get("customer", key, param=param, status=status)
    if customer.get("deleted"):
        raise StripeRefusal(f"No such customer: '{key}'", status=status, code="resource_missing", param=param)
    return customer


def _change(customer: Document, act: Act) -> None:
    require_email(act.params, "email")
    customer |= {name: act.params[name] or None for name in COPIED if name in act.params}
    customer["preferred_locales"] = customer["preferred_locales"] or []
    customer["metadata"] = merged(customer["metadata"], act.params.get("metadata"))
