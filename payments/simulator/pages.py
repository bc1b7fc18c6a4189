"""The pages Stripe hosts: checkout and onboarding. Plain forms, no script, no cookie."""

from decimal import Decimal
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from payments.simulator import clock, timers
from payments.simulator.act import Act
from payments.simulator.options import Options
from payments.simulator.resources import onboarding, paying
from payments.simulator.resources.cards import card_of
from payments.simulator.resources.countries import COUNTRIES
from payments.simulator.store import Document, Store
from payments.simulator.waking import Waker

HTML = Path(__file__).parent / "html"
DECIMALS = dict.fromkeys(("bhd", "jod", "kwd", "omr", "tnd"), 3) | dict.fromkeys(
    ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"), 0
)
NO_SUCH_PAGE = "This page does not exist."


def page(title: str, content: str, *, status: int = 200) -> HTMLResponse:
    """The frame around any hosted page; `content` is HTML."""
    return HTMLResponse(_fill("page", title=escape(title), content=content), status)


def _fill(name: str, **holes: str) -> str:
    return Template((HTML / f"{name}.html").read_text()).substitute(holes)


def _notice(message: str) -> str:
    return f'<p class="notice" role="alert">{escape(message)}</p>' if message else ""


def shown(amount: int, currency: str) -> str:
    """Minor units as people read them."""
    places = DECIMALS.get(currency, 2)
    return f"{Decimal(amount).scaleb(-places):,.{places}f} {currency.upper()}"


class PageDesk:
    """Shows the pages and takes their forms."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker
        self.routes = [
            Route("/", self.front),
            Route("/pages.css", self.styles),
            Route("/favicon.ico", self.no_icon),
            Route("/c/pay/{id}", self.checkout, methods=["GET", "POST"]),
            Route("/receipts/{id}", self.receipt),
            Route("/setup/{id}", self.setup, methods=["GET", "POST"]),
        ]

    async def front(self, request: Request) -> Response:
        return page(
            "A simulated Stripe", "<p>It answers the official library, and hosts the pages that a payment links to.</p>"
        )

    async def receipt(self, request: Request) -> Response:
        charge = self.store.find("charge", request.path_params["id"])
        if charge is None or not charge["receipt_url"]:
            return page("No such receipt", f"<p>{NO_SUCH_PAGE}</p>", status=404)
        paid, back = (shown(charge[name], charge["currency"]) for name in ("amount", "amount_refunded"))
        return page("Receipt", f"<p>Paid: {paid}. Refunded: {back}.</p><p>Reference: {charge['id']}</p>")

    async def styles(self, request: Request) -> Response:
        return Response((HTML / "pages.css").read_text(), media_type="text/css")

    async def no_icon(self, request: Request) -> Response:
        return Response(status_code=204)

    async def checkout(self, request: Request) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        with self.store.transaction():
            response = self._checkout(request, fields)
        self.waker.wake()
        return response

    def _checkout(self, request: Request, fields: dict[str, str]) -> Response:
        act = self._act()
        session = self.store.find("checkout.session", request.path_params["id"])
        if session is None:
            return page("Nothing to pay", f"<p>{NO_SUCH_PAGE}</p>", status=404)
        if session["status"] != "open":
            return _closed(session)
        if request.method == "GET":
            return self._asking(session)
        if not fields.get("card"):
            return self._asking(session, "Your card number is incomplete.", status=400)
        return self._attempt(act, session, fields)

    def _attempt(self, act: Act, session: Document, fields: dict[str, str]) -> Response:
        card = card_of(fields["card"])
        outcome = paying.pay(act, session, card, authentication=fields.get("authentication", ""))
        if outcome is paying.Outcome.PAID:
            return RedirectResponse(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]), 303)
        if outcome is paying.Outcome.ASKS_FOR_3DS:
            total = shown(session["amount_total"], session["currency"])
            holes = {"total": total, "last4": card.number[-4:], "card": card.number, "cancel": _cancel(session)}
            return page("Complete authentication", _fill("authentication", **holes))
        intent = act.get("payment_intent", session["payment_intent"], param="id")
        return self._asking(session, intent["last_payment_error"]["message"], status=402)

    def _asking(self, session: Document, message: str = "", *, status: int = 200) -> Response:
        total = shown(session["amount_total"], session["currency"])
        rows = "\n".join(_row(item) for item in self.store.hidden(session["id"])["line_items"])
        holes = {"notice": _notice(message), "rows": rows, "total": total, "cancel": _cancel(session)}
        return page(f"Pay {total}", _fill("checkout", **holes), status=status)

    async def setup(self, request: Request) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        with self.store.transaction():
            response = self._setup(request, fields)
        self.waker.wake()
        return response

    def _setup(self, request: Request, fields: dict[str, str]) -> Response:
        act, key = self._act(), request.path_params["id"]
        link, facts = self.store.find("account_link", key), self.store.hidden(key)
        if link is None:
            return page("Nothing to set up", f"<p>{NO_SUCH_PAGE}</p>", status=404)
        if facts["used"] or act.now >= link["expires_at"]:
            return RedirectResponse(facts["refresh_url"], 303)
        account = act.connected(facts["account"])
        country = fields.get("country") or account["country"]
        if request.method == "GET":
            return _onboarding(account)
        if fields.get("outcome") not in onboarding.OUTCOMES or country not in COUNTRIES:
            return _onboarding(account, "Choose a country and an outcome.", status=400)
        self.store.hide(key, used=True)
        onboarding.move_to(account, country)
        onboarding.OUTCOMES[fields["outcome"]](act, account)
        return RedirectResponse(facts["return_url"], 303)

    def _act(self) -> Act:
        timers.run_due(self.store, self.options)
        return Act(self.store, self.options, clock.now(self.store))


def _closed(session: Document) -> Response:
    if session["status"] == "expired":
        return page("This payment page has expired", "<p>Nothing was charged. Ask for a new link.</p>", status=410)
    back = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    return page("Already paid", f'<p>Thank you. There is nothing more to pay. <a href="{escape(back)}">Go back</a></p>')


def _cancel(session: Document) -> str:
    if not session["cancel_url"]:
        return ""
    return f'<p><a href="{escape(session["cancel_url"])}">Cancel and go back</a></p>'


def _row(item: Document) -> str:
    amount = shown(item["amount_total"], item["currency"])
    return (
        f"<tr><td>{escape(item['description'] or '')}</td><td>{escape(str(item['quantity']))}</td>"
        f'<td class="money">{amount}</td></tr>'
    )


def _onboarding(account: Document, message: str = "", *, status: int = 200) -> Response:
    countries = "\n".join(
        f'<option value="{code}"{" selected" if code == account["country"] else ""}>{escape(name)}</option>'
        for code, (_, name) in sorted(COUNTRIES.items(), key=lambda item: item[1][1])
    )
    content = _fill("onboarding", notice=_notice(message), countries=countries)
    return page("Set up your payouts", content, status=status)
