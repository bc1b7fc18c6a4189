"""A Stripe of our own for tests and for the local stack: its own process, its own state, spoken to over HTTP only.

It answers what Stripe's API of version 2026-10-28.endive answers, as far as money goes in by Checkout and out by
Connect transfers. It imports nothing of the project, and nothing of the project imports it.
"""
