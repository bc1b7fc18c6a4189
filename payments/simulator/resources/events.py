"""Events, kept for 30 days, listed newest first; those of a connected account are listed for that account alone."""

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal
from payments.simulator.paging import Filter, page
from payments.simulator.resources.reading import retriever
from payments.simulator.store import Document

KEPT_SECONDS = 30 * 24 * 3600
TYPE = "json_extract(body, '$.type')"

retrieve = retriever("event")


def listing(act: Act) -> Document:
    """Filtered by one type (`charge.*` is allowed), by up to 20 types, or by whether all webhooks took them."""
    if "type" in act.params and "types" in act.params:
        raise StripeRefusal("You may only specify one of these parameters: type, types.")
    filters = [Filter("created >= ?", (act.at - KEPT_SECONDS,))]
    if "type" in act.params:
        filters.append(Filter(f"{TYPE} GLOB ?", (act.params["type"],)))
    if wanted := act.params.get("types"):
        filters.append(Filter(f"{TYPE} IN ({', '.join('?' * len(wanted))})", tuple(wanted)))
    if "delivery_success" in act.params:
        comparison = "=" if act.params["delivery_success"] else ">"
        filters.append(Filter(f"json_extract(body, '$.pending_webhooks') {comparison} 0"))
    return page(act, "event", "/v1/events", filters)
