"""Whose token is this? Asked at every request that carries one, so it costs one plain query."""

from datetime import timedelta
from hashlib import sha256

from bounties.accounts import policies
from bounties.accounts.models import ApiToken
from workers.clock import LaurelNow

USE_NOTED_EVERY = timedelta(seconds=60)


def hash_of(secret: str) -> str:
    """What is kept of a token. Plain SHA-256 is enough: a token is 256 random bits, not a password."""
    return sha256(secret.encode()).hexdigest()


def recognise(secret: str) -> ApiToken | None:
    """The live token with this secret, and its user; None if unknown, revoked, expired, or its user is barred."""
    found = ApiToken.objects.filter(sha256=hash_of(secret), revoked_at=None)
    token = found.select_related("user").annotate(now=LaurelNow()).order_by().first()
    if token is None or (token.expires_at and token.expires_at <= token.now):
        return None
    if not policies.may_sign_in(token.user):
        return None
    if token.last_used_at is None or token.last_used_at < token.now - USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=LaurelNow())
    return token
