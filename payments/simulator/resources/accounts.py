"""Connected accounts: what they may do, and what Stripe still wants to know of them."""

from typing import Any

from payments.simulator.act import Act
from payments.simulator.addresses import require_email
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.paging import hidden_isnt, page
from payments.simulator.resources.countries import currency_of, require_country
from payments.simulator.store import Document
from payments.simulator.templates import fresh

MERGED = ("business_profile", "settings", "tos_acceptance")
COPIED = ("email", "business_type", "default_currency")


def create(act: Act) -> Document:
    """An account that can do nothing yet: its capabilities are inactive until it is onboarded."""
    params = act.params
    if "type" in params and "controller" in params:
        raise StripeRefusal(
            "You may not provide the `type` parameter and `controller` parameters simultaneously.", param="type"
        )
    country = require_country(params.get("country", act.options.country))
    account = fresh(
        "account", id=new_id("acct"), created=act.at, country=country, default_currency=currency_of(country)
    )
    account["type"] = params.get("type", "none" if "controller" in params else "standard")
    _merge(account["controller"], params.get("controller", {}))
    account["external_accounts"]["url"] = f"/v1/accounts/{account['id']}/external_accounts"
    _change(account, params)
    act.store.save(account)
    act.store.hide(account["id"], country_given="country" in params)
    return account


def retrieve(act: Act) -> Document:
    if act.path["id"] == act.store.setting("platform"):
        return retrieve_own(act.on(""))
    return act.connected(act.path["id"])


def retrieve_own(act: Act) -> Document:
    """The account that the key belongs to, or the connected one named by the Stripe-Account header."""
    if act.account:
        return act.connected(act.account)
    return fresh(
        "account", id=act.store.setting("platform"), type="standard", charges_enabled=True, payouts_enabled=True
    )


def listing(act: Act) -> Document:
    return page(act, "account", "/v1/accounts", [hidden_isnt("deauthorized")])


def update(act: Act) -> Document:
    """Change what the platform may say of the account; tells account.updated."""
    account = act.connected(act.path["id"])
    _change(account, act.params)
    act.store.save(account)
    act.on(account["id"]).tell("account.updated", account, previous={})
    return account


def _change(account: Document, params: dict[str, Any]) -> None:
    require_email(params, "email")
    account["metadata"] = merged(account["metadata"], params.get("metadata"))
    account |= {name: params[name] for name in COPIED if name in params}
    for name in MERGED:
        _merge(account[name], params.get(name, {}))
    for name, asked in params.get("capabilities", {}).items():
        if asked.get("requested"):
            account["capabilities"].setdefault(name, "inactive")
        elif "requested" in asked:
            account["capabilities"].pop(name, None)


def _merge(old: Document, new: Document) -> None:
    for name, value in new.items():
        if isinstance(value, dict) and isinstance(old.get(name), dict):
            _merge(old[name], value)
        else:
            old[name] = value
