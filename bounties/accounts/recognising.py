"""Whose token is this? Asked at every request that carries one."""

from datetime import timedelta
from hashlib import sha256

from django.db.models import Q

from bounties.accounts import policies
from bounties.accounts.models import ApiToken
from workers.clock import LaurelNow

USE_NOTED_EVERY_SECONDS = 60


def hash_of(secret: str) -> str:
    """What is kept of a token. Plain SHA-256 is enough: a token is 256 random bits, not a password."""
    return sha256(secret.encode()).hexdigest()


def recognise(secret: str) -> ApiToken | None:
    """The live token with this secret, and its user; None if unknown, revoked, expired, or its user is barred."""
    unnoted = Q(last_used_at__isnull=True) | Q(
        last_used_at__lt=LaurelNow() - timedelta(seconds=USE_NOTED_EVERY_SECONDS)
    )
    token = (
        ApiToken.objects.live()
        .select_related("user")
        .annotate(is_unnoted=unnoted)
        .filter(sha256=hash_of(secret))
        .first()
    )
    if token is None or not policies.may_sign_in(token.user):
        return None
    if token.is_unnoted:
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=LaurelNow())
    return token
