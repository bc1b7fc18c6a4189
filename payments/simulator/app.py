"""The API as Stripe serves it, and the hosted pages beside it."""

import asyncio
import base64
import binascii
import logging

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from payments.simulator import contract, faults, forms, idempotency
from payments.simulator.errors import StripeRefusal, masked, server_error
from payments.simulator.exchange import Answer, Asked, answer, refused
from payments.simulator.hosted.desk import PageDesk
from payments.simulator.ids import new_id
from payments.simulator.operations import operation_at
from payments.simulator.options import Options
from payments.simulator.store import Store
from payments.simulator.waking import Waker

log = logging.getLogger(__name__)


class ApiDesk:
    """Lets requests in, one at a time per idempotency key, and gives each its answer or its fault."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker
        self.under_way: set[tuple[str, str]] = set()

    async def respond(self, request: Request) -> Response:
        """Stripe's answer to any request under /v1/."""
        request_id = new_id("req")
        try:
            body = await _body_of(request)
            asked = self._let_in(request, request_id, body)
            with self.store.transaction():
                fault = faults.take(self.store, asked.operation, executing=False)
            given = await self._through(fault, asked)
        except StripeRefusal as refusal:
            given = refused(refusal)
            fault = faults.NONE
        if given is None or fault.kind == "drop_after":
            return faults.Dropped()
        headers = self._headers(request, request_id, given)
        kind = faults.Truncated if fault.kind == "truncate" else Response
        return kind(given.body, given.status, headers, media_type="application/json")

    def _let_in(self, request: Request, request_id: str, body: str) -> Asked:
        self._authenticate(request)
        found = operation_at(request.method, request.url.path)
        if found is None:
            message = (
                f"Unrecognized request URL ({request.method}: {request.url.path}). Please see "
                "https://stripe.com/docs or we can help at https://support.stripe.com/."
            )
            raise StripeRefusal(message, status=404)
        spoken = request.headers.get("stripe-version", contract.version())
        if spoken != contract.version():
            raise StripeRefusal(f"Invalid Stripe API version: {spoken}")
        tree = forms.decode(body if request.method == "POST" else request.url.query)
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key and len(key) > 255:
            raise StripeRefusal("Idempotency keys must be at most 255 characters.", kind="idempotency_error")
        account = request.headers.get("stripe-account", "")
        return Asked(found[0], request.url.path, found[1], tree, account, key, request_id)

    def _authenticate(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            given = _user_of(given)
        if not given:
            message = (
                "You did not provide an API key. You need to provide your API key in the Authorization header, "
                "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
            )
            raise StripeRefusal(message, status=401)
        if given != self.options.secret_key:
            raise StripeRefusal(f"Invalid API Key provided: {masked(given)}", status=401)

    async def _through(self, fault: faults.Fault, asked: Asked) -> Answer | None:
        """The answer, or None for no answer at all."""
        if fault.kind == "drop_before":
            return None
        if fault.kind == "rate_limit":
            message = (
                "Request rate limit exceeded. Learn more about rate limits here: https://stripe.com/docs/rate-limits."
            )
            raise StripeRefusal(message, status=429, code="rate_limit")
        owner = (asked.account, asked.key or "")
        if fault.kind == "conflict" or (asked.key and owner in self.under_way):
            raise idempotency.in_use(asked.key or "")
        self.under_way.add(owner)
        try:
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds)
            return self._answer(asked)
        finally:
            self.under_way.discard(owner)

    def _answer(self, asked: Asked) -> Answer:
        try:
            return answer(self.store, self.options, asked)
        except Exception:
            log.exception("The simulator failed at %s", asked.operation)
            return refused(server_error())
        finally:
            self.waker.wake()

    def _headers(self, request: Request, request_id: str, given: Answer) -> dict[str, str]:
        headers = {"Request-Id": request_id, "Stripe-Version": contract.version()}
        if key := request.headers.get("idempotency-key"):
            headers["Idempotency-Key"] = key
        if given.original:
            headers |= {"Idempotent-Replayed": "true", "Original-Request": given.original}
        if given.status >= 500:
            headers["Stripe-Should-Retry"] = "false"
        return headers


async def _body_of(request: Request) -> str:
    """The whole body; a caller that was killed while sending it has asked nothing, and hears no answer."""
    try:
        return (await request.body()).decode(errors="replace")
    except ClientDisconnect as gone:
        raise StripeRefusal("The request was not complete.") from gone


def _user_of(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode().split(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


async def healthz(request: Request) -> Response:
    return PlainTextResponse("ok")


def api(store: Store, options: Options, waker: Waker) -> Starlette:
    """Stripe's API and its hosted pages, on one port."""
    desk, pages = ApiDesk(store, options, waker), PageDesk(store, options, waker)
    methods = ["GET", "POST", "DELETE", "PUT", "PATCH"]
    return Starlette(
        routes=[
            Route("/healthz", healthz),
            *pages.routes,
            Route("/{anything:path}", desk.respond, methods=methods),
        ]
    )
