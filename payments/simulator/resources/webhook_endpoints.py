"""Webhook endpoints that are registered over the API, beside those of the command line: each with its own secret."""

from payments.simulator import contract
from payments.simulator.act import Act
from payments.simulator.addresses import require_urls
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

retrieve = retriever("webhook_endpoint")
listing = lister("webhook_endpoint", "/v1/webhook_endpoints")


def create(act: Act) -> Document:
    """Listens from now on; its secret is told this once."""
    spoken = act.params.get("api_version", contract.version())
    if spoken != contract.version():
        raise StripeRefusal(f"This simulator speaks {contract.version()} only.", param="api_version")
    endpoint = fresh("webhook_endpoint", id=new_id("we"), created=act.at, api_version=act.params.get("api_version"))
    _change(endpoint, act)
    act.save(endpoint)
    secret = f"whsec_{token(32)}"
    act.store.hide(endpoint["id"], secret=secret, connect=act.params.get("connect", False))
    return {**endpoint, "secret": secret}


def update(act: Act) -> Document:
    """Its address, what it hears, or whether it hears at all."""
    endpoint = act.named("webhook_endpoint")
    _change(endpoint, act)
    if "disabled" in act.params:
        endpoint["status"] = "disabled" if act.params["disabled"] else "enabled"
    return act.save(endpoint)


def delete(act: Act) -> Document:
    """It hears nothing more; what is queued for it is dropped."""
    endpoint = act.named("webhook_endpoint")
    secret = act.store.hidden(endpoint["id"])["secret"]
    act.store.run("UPDATE deliveries SET done = 2 WHERE done = 0 AND secret = ?", secret)
    act.store.run("DELETE FROM objects WHERE id = ?", endpoint["id"])
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


def _change(endpoint: Document, act: Act) -> None:
    require_urls(act.params, "url")
    endpoint |= {name: act.params[name] for name in ("url", "enabled_events", "description") if name in act.params}
    endpoint["metadata"] = merged(endpoint["metadata"], act.params.get("metadata"))
