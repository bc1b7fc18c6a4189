"""`expand[]`: references in an answer become the objects they name, at most four levels deep."""

from typing import Any

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal
from payments.simulator.store import Document

EXPANDABLE = frozenset(
    (
        "payment_intent",
        "latest_charge",
        "charge",
        "balance_transaction",
        "failure_balance_transaction",
        "customer",
        "payment_method",
        "destination_payment_refund",
        "transfer",
        "source_transaction",
        "source_transfer",
        "destination",
        "destination_payment",
        "source",
        "account",
    )
)


def expand(act: Act, answer: Document) -> Document:
    """The answer with every asked-for path expanded, or Stripe's refusal of a path that can't be."""
    for path in act.params.get("expand", []):
        steps = path.split(".")
        if len(steps) > 4:
            raise StripeRefusal(f"You cannot expand more than 4 levels of a property ({path}).")
        _expand(act, answer, steps, path)
    return answer


def _expand(act: Act, node: Any, steps: list[str], path: str) -> None:
    if isinstance(node, list):
        for item in node:
            _expand(act, item, steps, path)
        return
    if not steps or node is None:
        return
    field, *rest = steps
    if field == "data" and node.get("object") == "list":
        _expand(act, node["data"], rest, path)
        return
    node[field] = _expanded(act, node, field, path)
    _expand(act, node[field], rest, path)


def _expanded(act: Act, node: Document, field: str, path: str) -> Any:
    if field == "line_items" and node.get("object") == "checkout.session":
        items = act.store.hidden(node["id"])["line_items"]
        url = f"/v1/checkout/sessions/{node['id']}/line_items"
        return {"object": "list", "data": items, "has_more": False, "url": url}
    if field not in EXPANDABLE or field not in node:
        raise StripeRefusal(
            f"This property cannot be expanded ({path}). You may want to try expanding 'data.{path}' instead.",
            param="expand",
        )
    value = node[field]
    return (act.store.look_up(value) or value) if isinstance(value, str) else value
