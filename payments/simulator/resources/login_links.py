"""Login links: a single-use address of a connected account's own Express dashboard."""

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import token
from payments.simulator.store import Document
from payments.simulator.templates import fresh


def create(act: Act) -> Document:
    """Only for an Express account that has been onboarded."""
    account = act.connected(act.path["id"])
    if account["controller"]["stripe_dashboard"]["type"] != "express":
        raise StripeRefusal("Cannot create a login link for an account that has no Express dashboard.")
    if not account["details_submitted"]:
        raise StripeRefusal("Cannot create a login link for an account that has not completed onboarding.")
    key = token(24)
    link = fresh("login_link", created=act.at, url=f"{act.options.base_url}/express/{key}")
    act.store.save(link, key=key)
    act.store.hide(key, account=account["id"], used=False)
    return link
