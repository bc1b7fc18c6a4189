"""Account Links: a single-use address of the hosted onboarding, good for five minutes."""

from payments.simulator.act import Act
from payments.simulator.addresses import require_urls
from payments.simulator.errors import missing_param
from payments.simulator.ids import token
from payments.simulator.store import Document
from payments.simulator.templates import fresh

GOOD_SECONDS = 300


def create(act: Act) -> Document:
    """A fresh link for the account; older ones stay good until used or stale."""
    account = act.connected(act.params["account"])
    for name in ("refresh_url", "return_url"):
        if name not in act.params:
            raise missing_param(name)
    require_urls(act.params, "refresh_url", "return_url")
    key = token(24)
    link = fresh("account_link", created=act.at, expires_at=act.at + GOOD_SECONDS)
    link["url"] = f"{act.options.base_url}/setup/{key}"
    act.store.save(link, key=key)
    urls = {name: act.params[name] for name in ("refresh_url", "return_url")}
    act.store.hide(key, account=account["id"], used=False, **urls)
    return link
