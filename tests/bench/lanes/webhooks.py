"""Stripe's webhook comes in: verified, kept once and told on; and a view that only keeps it."""

import hashlib
import hmac
import time
from itertools import count
from uuid import uuid4

import orjson

from tests.bench.lanes.lane import Call, Caller, Lane
from tests.bench.rivals.plain_hook import prepare
from tests.servers import SETTINGS

RUN, NUMBERS = uuid4().hex[:12], count(1)


def payload() -> bytes:
    event = {
        "id": f"evt_{RUN}_{next(NUMBERS)}", "object": "event", "type": "charge.updated", "created": int(time.time()),
        "api_version": "2026-01-28", "livemode": False, "pending_webhooks": 1,
        "data": {"object": {"id": f"ch_{RUN}", "object": "charge", "amount": 1050, "currency": "usd", "metadata": {}}},
    }  # fmt: skip
    return orjson.dumps(event)


def sending(path: str) -> Call:
    caller = Caller()
    secret = SETTINGS["STRIPE_WEBHOOK_SECRET"].encode()

    def call() -> None:
        body, now = payload(), int(time.time())
        signature = hmac.new(secret, f"{now}.".encode() + body, hashlib.sha256).hexdigest()
        answer = caller.ask("POST", path, body, HTTP_STRIPE_SIGNATURE=f"t={now},v1={signature}")
        assert answer.status in (200, 204), answer

    return call


def plainly() -> Call:
    """Only a station with the rival's settings has that address."""
    prepare()
    return sending("/hook")


LANES = {"webhook": Lane(lambda: sending("/stripe/webhook"), 120), "webhook_plain": Lane(plainly, 120)}
