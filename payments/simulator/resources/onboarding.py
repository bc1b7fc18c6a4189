"""What becomes of an account when its owner fills the hosted onboarding, or when Stripe changes its mind."""

from collections.abc import Callable
from typing import Any

from payments.simulator.act import Act
from payments.simulator.ids import new_id, token
from payments.simulator.resources.countries import currency_of
from payments.simulator.store import Document
from payments.simulator.templates import fresh

NOTHING_DUE: Document = {"currently_due": [], "eventually_due": [], "past_due": [], "pending_verification": []}
BANK = "external_account"
DOCUMENT = "individual.verification.document"


def complete(act: Act, account: Document) -> None:
    """Everything is known: what was asked for becomes active, and bank payouts begin."""
    _settle(act, account, "active", {**NOTHING_DUE, "disabled_reason": None})


def stall(act: Act, account: Document) -> None:
    """All was sent, and Stripe is still checking: nothing is active."""
    requirements = {**NOTHING_DUE, "pending_verification": [DOCUMENT]}
    _settle(act, account, "pending", {**requirements, "disabled_reason": "requirements.pending_verification"})


def reject(act: Act, account: Document) -> None:
    """Stripe won't have this person."""
    _settle(act, account, "inactive", {**NOTHING_DUE, "disabled_reason": "rejected.other"})


def restrict(act: Act, account: Document) -> None:
    """Stripe asks again: something is past due, and until it comes the account is paid nothing."""
    requirements = {**NOTHING_DUE, "currently_due": [DOCUMENT], "eventually_due": [DOCUMENT], "past_due": [DOCUMENT]}
    _settle(act, account, "inactive", {**requirements, "disabled_reason": "requirements.past_due"})


def lose_bank(act: Act, account: Document) -> None:
    """Its bank account turned a payout away: no payouts until the owner names another (`complete`)."""
    account["requirements"] |= {**NOTHING_DUE, "currently_due": [BANK], "eventually_due": [BANK], "past_due": [BANK]}
    for bank in account["external_accounts"]["data"]:
        bank["status"] = "errored"
        act.on(account["id"]).tell("account.external_account.updated", bank, previous={"status": "new"})
    change_state(act, account, capabilities={}, payouts_enabled=False)


def change_bank(act: Act, account: Document, *, fails_with: str | None, fingerprint: str | None = None) -> None:
    """Another bank account; payouts to it fail with that code, if there is one."""
    _add_bank(act, account, fails_with=fails_with, fingerprint=fingerprint)
    requirements = {name: [due for due in account["requirements"][name] if due != BANK] for name in NOTHING_DUE}
    account["requirements"] |= requirements
    is_active = "active" in account["capabilities"].values()
    change_state(act, account, capabilities={}, payouts_enabled=is_active)


def deauthorize(act: Act, account: Document) -> None:
    """The owner ends the connection: for the platform, the account does not exist any more."""
    application = {"id": f"ca_{act.store.setting('platform')[5:]}", "name": "The platform", "object": "application"}
    act.on(account["id"]).tell("account.application.deauthorized", application)
    act.store.hide(account["id"], deauthorized=True)


OUTCOMES: dict[str, Callable[[Act, Document], None]] = {"complete": complete, "stall": stall, "reject": reject}
STATES = {**OUTCOMES, "restrict": restrict}  # into which Stripe puts an account, whatever its owner does


def move_to(account: Document, country: str) -> None:
    """The owner says where they live."""
    account |= {"country": country, "default_currency": currency_of(country)}


def _settle(act: Act, account: Document, status: str, requirements: Document) -> None:
    account["details_submitted"] = True
    account["requirements"] |= requirements
    if all(bank["status"] == "errored" for bank in account["external_accounts"]["data"]):
        _add_bank(act, account)
    change_state(
        act, account, capabilities=dict.fromkeys(account["capabilities"], status), payouts_enabled=status == "active"
    )


def _add_bank(act: Act, account: Document, *, fails_with: str | None = None, fingerprint: str | None = None) -> None:
    """Stripe gives the same account at a bank the same fingerprint, whoever names it."""
    facts = {"country": account["country"], "currency": account["default_currency"], "account": account["id"]}
    bank = fresh("bank_account", id=new_id("ba"), fingerprint=fingerprint or token(16), **facts)
    act.on(account["id"]).save(bank)
    act.store.hide(bank["id"], fails_with=fails_with)
    account["external_accounts"] |= {"data": [bank], "total_count": 1}


def change_state(act: Act, account: Document, *, capabilities: dict[str, str], **facts: Any) -> None:
    """Put the account into a state, and tell what changed; money that waited for it leaves for its bank."""
    before = dict(account["capabilities"])
    account["capabilities"] |= capabilities
    account |= facts
    account["charges_enabled"] = account["capabilities"].get("card_payments") == "active"
    act.store.save(account)
    theirs = act.on(account["id"])
    for name, status in account["capabilities"].items():
        if before.get(name) != status:
            theirs.tell("capability.updated", _capability(act, account, name), previous={"status": before.get(name)})
    theirs.tell("account.updated", account, previous={"capabilities": before})
    if account["payouts_enabled"] and act.options.payout_seconds > 0:
        theirs.later("pay_out", account["id"], act.options.payout_seconds)


def _capability(act: Act, account: Document, name: str) -> Document:
    capability = fresh("capability", id=name, account=account["id"], requested_at=account["created"])
    capability["status"] = account["capabilities"][name]
    capability["requirements"] = {**capability["requirements"], **_shown(account["requirements"])}
    return capability


def _shown(requirements: Document) -> Document:
    reason = requirements["disabled_reason"]
    return {**requirements, "disabled_reason": "requirements.fields_needed" if reason else None}
