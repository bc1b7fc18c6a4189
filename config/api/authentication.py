"""Who is calling: a bearer token, or else the session of a page (with its CSRF check)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.request import Request

from bounties.accounts import policies, recognising, signing_in
from bounties.accounts.models import ApiToken, User

CHALLENGE = 'Bearer realm="laurel"'
LONGEST_TOKEN = 200  # characters; ours have 47, so longer ones are not even hashed


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer lrl_…`. A token that opens nothing is refused, never treated as no token."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token and its user, looked up once per request (the idempotency layer asks before the view does)."""
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        http: HttpRequest = request._request
        token = getattr(http, "api_token", None) or _recognise(secret.strip())
        http.api_token = token  # type: ignore[attr-defined]
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return CHALLENGE


class PageSession(SessionAuthentication):
    """The session cookie of the pages, for their own scripts; writes need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """The session's user, unless they were barred since they signed in, or are staff without a second factor."""
        found = super().authenticate(request)
        if not found or not policies.may_sign_in(found[0]):
            return None
        if signing_in.needs_a_factor(found[0]):
            raise AuthenticationFailed(signing_in.wanted(), code="mfa_required")
        return found


def _recognise(secret: str) -> ApiToken:
    token = recognising.recognise(secret) if len(secret) <= LONGEST_TOKEN else None
    if token is None:
        raise AuthenticationFailed(_("This token is unknown, expired or revoked."), code="invalid_token")
    return token


def caller_of(request: HttpRequest, view_class: Any) -> User | None:
    """Who this is, as the view is about to find out; None for a visitor and for whoever the view will answer 401."""
    of_session = request.user
    asked = Request(request, authenticators=[authenticator() for authenticator in view_class.authentication_classes])
    try:
        user = asked.user
    except APIException:
        request.user = of_session  # DRF left a visitor there; the view shall refuse for the same reason as we did
        return None
    return user if user.is_authenticated else None
