"""Scopes at the door: every view says which scope each of its methods needs, and a view that says nothing stays shut.

    required_scopes = {"GET": "challenges:read", "POST": "challenges:write"}

`None` as a scope opens the method to everyone (signing in); `""` to everyone signed in, whatever their token's scopes.
"""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from bounties.accounts.models import ApiToken
from bounties.accounts.scopes import scopes_of

ANYONE = None
ANY_USER = ""


class HasScope(BasePermission):
    """What the caller holds, narrowed by the token they came with, includes what the view asks for."""

    code = "insufficient_scope"
    message: Any = _("This door is not open to anyone.")

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse what is not declared; let DRF itself answer 405 where there is no such method."""
        method = "GET" if request.method == "HEAD" else request.method or ""
        if not hasattr(view, method.lower()):
            return True
        declared = getattr(view, "required_scopes", {})
        if method not in declared:
            return False
        needed = declared[method]
        if needed == ANY_USER:
            return bool(request.user and request.user.is_authenticated)
        if needed is ANYONE or needed in held_by(request):
            return True
        says = gettext("This needs the scope {scope}, which your role or your token does not have.")
        self.message = says.format(scope=needed)
        return False


def held_by(request: Request) -> frozenset[str]:
    """The scopes of this request: the user's present ones, and of those only the token's."""
    scopes = scopes_of(request.user)
    return scopes & set(request.auth.scopes) if isinstance(request.auth, ApiToken) else scopes
