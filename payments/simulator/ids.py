"""Identifiers with Stripe's prefixes and lengths."""

import hashlib
import secrets
import string

ALPHABET = string.ascii_letters + string.digits
LENGTHS = {"cs_test": 58, "evt": 24, "acct": 16, "req": 14, "ba": 24, "li": 24, "price": 24, "prod": 14}


def new_id(prefix: str) -> str:
    """`new_id("tr")` is like `tr_1PgafTB7WZ01zgkWsjxsAJo3`: unguessable, never meaning anything."""
    length = LENGTHS.get(prefix, 24)
    return f"{prefix}_{token(length)}"


def token(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def fingerprint(number: str) -> str:
    """Of a card or an account at a bank: the same for the same number, whoever pays with it."""
    digest = hashlib.sha256(number.encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:16])
