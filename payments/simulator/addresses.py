"""Web and e-mail addresses that Stripe would take."""

from typing import Any
from urllib.parse import urlsplit

from payments.simulator.errors import StripeRefusal


def require_urls(params: dict[str, Any], *names: str) -> None:
    """Each of these parameters that is given is an address on the web."""
    for name in names:
        parts = urlsplit(params.get(name, "https://stripe.com"))
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise StripeRefusal("Not a valid URL", code="url_invalid", param=name)


def require_email(params: dict[str, Any], name: str) -> None:
    given = params.get(name)
    if given and ("@" not in given[1:-1] or " " in given):
        raise StripeRefusal(f"Invalid email address: {given}", code="email_invalid", param=name)
