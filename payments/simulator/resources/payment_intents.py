"""PaymentIntents are only read here: Checkout makes and moves them (paying.py)."""

from payments.simulator.resources.reading import lister, retriever

retrieve = retriever("payment_intent")
listing = lister("payment_intent", "/v1/payment_intents", "customer")
