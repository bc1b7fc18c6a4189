"""Stripe's side of a webhook: an event, its body, its signature."""

import json
import time
from typing import Any

import pytest
import stripe
from django.http import HttpResponse
from django.test import Client
from uuid_utils.compat import uuid4

from workers.clock import real_now


def event(kind: str = "account.updated", object_id: str = "acct_1", **more: Any) -> dict[str, Any]:
    """An event as Stripe writes it."""
    return {
        "id": f"evt_{uuid4().hex}",
        "object": "event",
        "type": kind,
        "created": int(time.time()),
        "livemode": False,
        "data": {"object": {"id": object_id}},
        **more,
    }


class Webhooks:
    """Sends events to our doors, signed as Stripe signs them unless told otherwise."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def send(
        self, told: dict[str, Any] | bytes, *, secret: str = "", path: str = "/stripe/webhook", at: int | None = None
    ) -> HttpResponse:
        """POST it; the secret is the door's own, and Stripe's clock is right, whatever ours says."""
        if not secret:
            secret = "whsec_test_connect" if path == "/stripe/connect-webhook" else "whsec_test_platform"
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        signed_at = int(real_now().timestamp()) if at is None else at
        signature = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, signed_at)
        return self.post(path, body, signature)

    def post(self, path: str, body: bytes, signature: str | None) -> HttpResponse:
        """POST with this very signature, or none."""
        headers = {"Stripe-Signature": signature} if signature is not None else {}
        return self.client.post(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def webhooks(db_of_test: None) -> Webhooks:
    return Webhooks()
