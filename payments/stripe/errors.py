"""What a call to Stripe can end in besides an answer; the saga decides by these, never by the SDK's own classes."""

from payments.errors import PaymentError


class StripeUnavailable(PaymentError):
    """Stripe gave no final answer: try again later. Answered with 503 where a person waits.

    `is_ambiguous`: the request may have taken effect (a timeout, a broken answer, a 500, a 409 in flight). A 429 or a
    refused key certainly had none. `is_sticky`: Stripe keeps this answer under the idempotency key (a 500), so the same
    key would only hear it again.
    """

    code = "stripe_unavailable"

    def __init__(self, message: str, *, is_ambiguous: bool = False, is_sticky: bool = False) -> None:
        super().__init__(message)
        self.is_ambiguous = is_ambiguous
        self.is_sticky = is_sticky


class StripeRefused(PaymentError):
    """Stripe understood the request and said no; nothing happened. `code` is Stripe's own (balance_insufficient)."""

    def __init__(self, message: str, *, code: str, param: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.param = param


class ForgedEvent(PaymentError):
    """A webhook whose signature, age or body does not hold, or which speaks of live money. Answered with 400."""

    code = "forged_event"
