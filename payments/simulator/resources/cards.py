"""Stripe's test cards, and what each of them does."""

from dataclasses import dataclass

from payments.simulator.ids import fingerprint
from payments.simulator.store import Document


@dataclass(frozen=True, slots=True)
class Card:
    """What becomes of a payment with it. `code` and `decline_code` are Stripe's, None where it pays."""

    number: str
    code: str | None = None
    decline_code: str | None = None
    message: str = ""
    asks_for_3ds: bool = False
    available_at_once: bool = False
    fails_refunds: bool = False
    disputed_as: str | None = None
    is_inquiry: bool = False

    def describe(self, details: Document, currency: str) -> Document:
        """How a charge shows what it was paid with."""
        return {**details, "card": {**details["card"], **self.marks}}

    @property
    def marks(self) -> Document:
        """What Stripe shows of its number."""
        return {"last4": self.number[-4:], "fingerprint": fingerprint(self.number)}


DECLINED = "Your card was declined."
CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("4000000000000077", available_at_once=True),
        Card("4000000000005126", fails_refunds=True),
        Card("4000000000000259", disputed_as="fraudulent"),
        Card("4000000000002685", disputed_as="product_not_received"),
        Card("4000000000001976", disputed_as="fraudulent", is_inquiry=True),
        Card("4000002500003155", asks_for_3ds=True),
        Card("4000002760003184", asks_for_3ds=True),
        Card("4000000000000002", "card_declined", "generic_decline", DECLINED),
        Card("4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds."),
        Card("4000000000009987", "card_declined", "lost_card", DECLINED),
        Card("4000000000000069", "expired_card", None, "Your card has expired."),
        Card("4000000000000127", "incorrect_cvc", None, "Your card's security code is incorrect."),
        Card("4000000000000119", "processing_error", None, "An error occurred while processing your card. Try again."),
    )
}


# Stripe's names of payment methods that stand for such cards.
NAMED = {
    "pm_card_visa": "4242424242424242",
    "pm_card_bypassPending": "4000000000000077",
    "pm_card_refundFail": "4000000000005126",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_createDisputeProductNotReceived": "4000000000002685",
    "pm_card_createDisputeInquiry": "4000000000001976",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeDeclinedLostCard": "4000000000009987",
    "pm_card_chargeDeclinedExpiredCard": "4000000000000069",
    "pm_card_chargeDeclinedIncorrectCvc": "4000000000000127",
    "pm_card_chargeDeclinedProcessingError": "4000000000000119",
}


def card_of(number: str) -> Card:
    """The card with that number, however it was typed; an unknown number is one that no bank knows."""
    digits = "".join(character for character in number if character.isdigit())
    return CARDS.get(digits, Card(digits, "incorrect_number", None, "Your card number is incorrect."))
