"""The control plane, on its own port and token: time, faults, webhooks, account states, float, dump, reset."""

import hmac
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from payments.simulator import books, clock, faults, timers, webhooks
from payments.simulator.act import Act
from payments.simulator.errors import ContractBreach, StripeRefusal
from payments.simulator.ids import new_id
from payments.simulator.options import Options
from payments.simulator.resources import onboarding
from payments.simulator.store import Document, Store
from payments.simulator.waking import Waker

Verb = Callable[[Act, Document, str], Document]


def advance(act: Act, given: Document, subject: str) -> Document:
    """Move the clock, and let everything that became due happen before the answer."""
    now = clock.advance(act.store, float(given["seconds"]))
    while timers.run_due(act.store, act.options):
        continue
    return {"now": now}


def plan_fault(act: Act, given: Document, subject: str) -> Document:
    if given["kind"] not in faults.KINDS:
        raise ValueError(f"kind must be one of {', '.join(faults.KINDS)}")
    times, seconds = int(given.get("times", 1)), float(given.get("seconds", 1))
    faults.plan(act.store, given["operation"], given["kind"], times, seconds)
    return {"planned": given}


def forget_faults(act: Act, given: Document, subject: str) -> Document:
    act.store.run("DELETE FROM faults")
    return {"planned": None}


def switch_webhooks(act: Act, given: Document, subject: str) -> Document:
    """`drop` loses every webhook from now on, `duplicate` sends each twice, `shuffle` out of order."""
    if given["mode"] not in webhooks.MODES:
        raise ValueError(f"mode must be one of {', '.join(webhooks.MODES)}")
    act.store.set("webhooks", given["mode"])
    return {"mode": given["mode"]}


def change_account(act: Act, given: Document, subject: str) -> Document:
    """An account in whatever state: capabilities by name, any field of the account, or an `outcome` of onboarding."""
    account = act.connected(subject)
    if outcome := given.pop("outcome", None):
        onboarding.OUTCOMES[outcome](act, account)
    names = {name for name in given if name not in account}
    capabilities = {name: given.pop(name) for name in names}
    account["requirements"] |= given.pop("requirements", {})
    if capabilities or given:
        onboarding.change_state(act, account, capabilities=capabilities, **given)
    return account


def add_funds(act: Act, given: Document, subject: str) -> Document:
    """Put the platform's own money (a float) into its available balance."""
    amount, currency = int(given["amount"]), str(given.get("currency", act.options.currency))
    return books.book(act, books.Movement("topup", new_id("tu"), amount, currency, "funds", description="Float"))


def settle_in(act: Act, given: Document, subject: str) -> Document:
    """From now on, payments in `currency` are booked in the currency `into`, at `rate` (a decimal in a string)."""
    act.store.set(f"settles:{given['currency']}", f"{given['into']} {Decimal(given['rate'])}")
    return dict(given)


def dump(act: Act, given: Document, subject: str) -> Document:
    """All objects by kind, and every balance; `unbalanced` lists transactions whose entries don't sum to zero."""
    objects: dict[str, list[Any]] = {}
    for row in act.store.run("SELECT kind, account, body FROM objects ORDER BY seq"):
        objects.setdefault(row["kind"], []).append({"account": row["account"], **json.loads(row["body"])})
    balances = [dict(row) for row in act.store.run("SELECT * FROM balances ORDER BY holder, currency, bucket")]
    uneven = act.store.run("SELECT txn FROM entries GROUP BY txn, currency HAVING SUM(amount) <> 0")
    waiting = act.store.run("SELECT COUNT(*) AS n FROM deliveries WHERE done = 0")[0]["n"]
    left = [dict(row) for row in act.store.run("SELECT operation, kind, times FROM faults WHERE times > 0")]
    return {
        "now": act.now,
        "objects": objects,
        "balances": balances,
        "unbalanced": [row["txn"] for row in uneven],
        "undelivered": waiting,
        "faults": left,
    }


def reset(act: Act, given: Document, subject: str) -> Document:
    """As on the first day, clock included."""
    platform = act.store.setting("platform")
    act.store.forget_everything()
    act.store.set("platform", platform)
    return {"reset": True}


VERBS: dict[tuple[str, str], Verb] = {
    ("POST", "/advance"): advance,
    ("POST", "/faults"): plan_fault,
    ("DELETE", "/faults"): forget_faults,
    ("POST", "/webhooks"): switch_webhooks,
    ("POST", "/accounts/{subject}"): change_account,
    ("POST", "/balance"): add_funds,
    ("POST", "/settlement"): settle_in,
    ("GET", "/dump"): dump,
    ("POST", "/reset"): reset,
}


class ControlDesk:
    """Takes a verb, does it in one transaction, says what became of it."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker

    def taking(self, verb: Verb) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(token.encode(), self.options.control_token.encode()):
                return JSONResponse({"error": "The control token is missing or wrong."}, 401)
            given = json.loads(await request.body() or b"{}")
            return self._do(verb, given, request.path_params.get("subject", ""))

        return endpoint

    def _do(self, verb: Verb, given: Document, subject: str) -> Response:
        try:
            with self.store.transaction():
                done = verb(Act(self.store, self.options, clock.now(self.store)), given, subject)
        except (KeyError, TypeError, ValueError, ArithmeticError, StripeRefusal, ContractBreach) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)
        self.waker.wake()
        return JSONResponse(done)


def control(store: Store, options: Options, waker: Waker) -> Starlette:
    """The control plane's routes."""
    desk = ControlDesk(store, options, waker)
    return Starlette(
        routes=[Route(path, desk.taking(verb), methods=[method]) for (method, path), verb in VERBS.items()]
    )
