"""The pages of a connected account's owner: onboarding, and the dashboard that a login link opens."""

from html import escape

from starlette.responses import RedirectResponse, Response

from payments.simulator import books
from payments.simulator.act import Act
from payments.simulator.hosted.frame import fill, missing, notice, page, shown
from payments.simulator.resources import onboarding, payouts
from payments.simulator.resources.countries import COUNTRIES
from payments.simulator.store import Document

Fields = dict[str, str]


def setup(act: Act, key: str, fields: Fields) -> Response:
    """Hosted onboarding: the owner chooses what Stripe shall find. A link is good for one answer."""
    link, facts = act.store.find("account_link", key), act.store.hidden(key)
    if link is None:
        return missing("Nothing to set up")
    if facts["used"] or act.now >= link["expires_at"]:
        return RedirectResponse(facts["refresh_url"], 303)
    account = act.connected(facts["account"])
    if not fields:
        return _asking(account)
    country = fields.get("country") or account["country"]
    if fields.get("outcome") not in onboarding.OUTCOMES or country not in COUNTRIES:
        return _asking(account, "Choose a country and an outcome.", status=400)
    act.store.hide(key, used=True)
    onboarding.move_to(account, country)
    onboarding.OUTCOMES[fields["outcome"]](act, account)
    return RedirectResponse(facts["return_url"], 303)


def _asking(account: Document, message: str = "", *, status: int = 200) -> Response:
    countries = "\n".join(
        f'<option value="{code}"{" selected" if code == account["country"] else ""}>{escape(name)}</option>'
        for code, (_, name) in sorted(COUNTRIES.items(), key=lambda item: item[1][1])
    )
    content = fill("onboarding", notice=notice(message), countries=countries)
    return page("Set up your payouts", content, status=status)


def dashboard(act: Act, key: str, fields: Fields) -> Response:
    """What the account has, and what went to its bank. A link opens it once."""
    link, facts = act.store.find("login_link", key), act.store.hidden(key)
    if link is None or facts["used"]:
        return missing("This link was used")
    act.store.hide(key, used=True)
    theirs = act.on(facts["account"])
    has = "".join(_line(amount, money) for money, amount in books.held(theirs, "available").items())
    sent = "".join(
        _line(payout["amount"], payout["currency"], f": {payout['status']}")
        for payout in payouts.listing(theirs.asking(limit=100))["data"]
    )
    return page("Your payouts", f"<h2>Balance</h2><ul>{has}</ul><h2>To your bank</h2><ul>{sent}</ul>")


def _line(amount: int, money: str, more: str = "") -> str:
    return f"<li>{shown(amount, money)}{escape(more)}</li>"
