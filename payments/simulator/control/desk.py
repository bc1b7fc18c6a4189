"""The control plane's port: a token, a verb, one transaction."""

import hmac
import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from payments.simulator import clock
from payments.simulator.act import Act
from payments.simulator.control import happenings, running
from payments.simulator.errors import ContractBreach, StripeRefusal
from payments.simulator.options import Options
from payments.simulator.store import Document, Store
from payments.simulator.waking import Waker

Verb = Callable[[Act, Document, str], Document]

VERBS: dict[tuple[str, str], Verb] = {
    ("POST", "/advance"): running.advance,
    ("POST", "/settle"): running.settle,
    ("POST", "/faults"): running.plan_fault,
    ("DELETE", "/faults"): running.forget_faults,
    ("POST", "/webhooks"): running.switch_webhooks,
    ("GET", "/dump"): running.dump,
    ("POST", "/reset"): running.reset,
    ("POST", "/accounts/{subject}"): happenings.change_account,
    ("POST", "/accounts/{subject}/deauthorize"): happenings.deauthorize,
    ("POST", "/accounts/{subject}/bank"): happenings.change_bank,
    ("POST", "/payouts/{subject}/fail"): happenings.fail_payout,
    ("POST", "/balance"): happenings.add_funds,
    ("POST", "/movements"): happenings.move,
    ("POST", "/settlement"): happenings.settle_in,
    ("POST", "/payments/{subject}"): happenings.decide_payment,
    ("POST", "/charges/{subject}/dispute"): happenings.dispute_charge,
    ("POST", "/disputes/{subject}"): happenings.decide_dispute,
    ("POST", "/refunds/{subject}/fail"): happenings.fail_refund,
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
