"""Making and revoking API tokens."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import ApiToken, User
from bounties.accounts.recognising import hash_of
from bounties.accounts.scopes import SCOPES, scopes_of
from bounties.errors import InvalidInput, NotAllowed
from bounties.text import require_line
from workers.clock import LaurelNow
from workers.events import emit

PREFIX = "lrl_"
SHOWN_CHARACTERS = 8  # of the token's beginning: enough to tell one's tokens apart, useless for guessing


@transaction.atomic
def issue(
    *, user: User, name: str, scopes: Collection[str] | None = None, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for a user whose identity the caller has proved; gives the row, and the secret for this one time.

    No `scopes` means the user's own full set. Raises InvalidInput for an unknown scope or a name that is not one line,
    NotAllowed for a scope that this user cannot hold.
    """
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=require_line(name, field="name"),
        prefix=secret[:SHOWN_CHARACTERS],
        last_four=secret[-4:],
        sha256=hash_of(secret),
        scopes=sorted(scopes_of(user) if scopes is None else _permitted(user, scopes)),
        expires_at=expires_at,
    )
    emit("token.issued", subject=token, by=user)
    return token, secret


@transaction.atomic
def revoke(*, token_id: UUID, by: User) -> ApiToken:
    """Make a token of one's own useless at once and for good; a second time changes nothing.

    Raises ApiToken.DoesNotExist for anyone else's.
    """
    token = ApiToken.objects.select_for_update(no_key=True).get(pk=token_id, user=by)
    if token.revoked_at is None:
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=LaurelNow())
        token.refresh_from_db(fields=["revoked_at"])
        emit("token.revoked", subject=token, by=by)
    return token


@transaction.atomic
def revoke_all(*, by: User) -> None:
    """Make every token of one's own useless: whoever got in may have made one to come back by."""
    for token_id in ApiToken.objects.filter(user=by, revoked_at=None).values_list("pk", flat=True):
        revoke(token_id=token_id, by=by)


def _permitted(user: User, scopes: Collection[str]) -> set[str]:
    asked = set(scopes)
    if unknown := asked - set(SCOPES):
        raise InvalidInput(
            _("Unknown scope: {unknown}. Known: {known}."), field="scopes", unknown=sorted(unknown), known=list(SCOPES)
        )
    if withheld := asked - scopes_of(user):
        raise NotAllowed(_("Your role cannot hold the scope {withheld}."), field="scopes", withheld=sorted(withheld))
    return asked
