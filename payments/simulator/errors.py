"""Stripe's error objects, as exceptions. Codes and sentences are Stripe's."""

from typing import Any


class StripeRefusal(Exception):
    """An answer that is not 2xx: its HTTP status, and Stripe's error object."""

    def __init__(self, message: str, *, status: int = 400, kind: str = "invalid_request_error", **facts: Any) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"message": message, "type": kind, **{k: v for k, v in facts.items() if v is not None}}

    @property
    def body(self) -> dict[str, Any]:
        """As it goes over the wire; codes carry a link to their page, as Stripe's do."""
        if code := self.error.get("code"):
            return {"error": {**self.error, "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"}}
        return {"error": self.error}


class CardDeclined(StripeRefusal):
    """A refusal after something happened: the failed attempt stays recorded."""


class ContractBreach(Exception):
    """The simulator was about to say what Stripe never says: a fault of ours, answered 500."""


def missing_param(param: str) -> StripeRefusal:
    return StripeRefusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown_param(param: str) -> StripeRefusal:
    return StripeRefusal(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def no_such(noun: str, given: str, *, param: str = "id", status: int = 400) -> StripeRefusal:
    """A reference to nothing: 404 where the address itself names it, 400 where a parameter does."""
    return StripeRefusal(f"No such {noun}: '{given}'", status=status, code="resource_missing", param=param)


def no_access(key: str, account: str) -> StripeRefusal:
    message = (
        f"The provided key '{masked(key)}' does not have access to account '{account}' "
        "(or that account does not exist). Application access may have been revoked."
    )
    return StripeRefusal(message, status=403, code="account_invalid")


def server_error() -> StripeRefusal:
    message = "An unknown error occurred. Please contact support@stripe.com with any questions."
    return StripeRefusal(message, status=500, kind="api_error")


def masked(key: str) -> str:
    return f"{key[:8]}{'*' * 10}{key[-4:]}" if len(key) > 12 else "*" * len(key)
