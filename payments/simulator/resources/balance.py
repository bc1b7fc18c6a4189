"""The balance and its history."""

from payments.simulator.books import balance as retrieve
from payments.simulator.resources.reading import lister, retriever

retrieve_transaction = retriever("balance_transaction")
list_transactions = lister(
    "balance_transaction", "/v1/balance_transactions", "currency", "source", "type", hidden=("payout",)
)

__all__ = ["list_transactions", "retrieve", "retrieve_transaction"]
