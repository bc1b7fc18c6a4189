"""`manage.py check` refuses a door that nobody said who may pass."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

from bounties.accounts.scopes import SCOPES
from config.api.permissions import ANY_USER, ANYONE, HasScope

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
RULES = ("accepted", "required", "own", "none")
# Swagger UI's page is not ours to declare; it shows what the public document says.
OPEN = {"SpectacularSwaggerSplitView"}


@register
def every_view_declares_its_scopes(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """One error per view that forgets a method, names an unknown scope or rule, or takes down our guard."""
    views = {view for _, view in views_of(get_resolver().url_patterns) if view.__name__ not in OPEN}
    return [Error(fault, obj=view, id="api.E001") for view in views for fault in faults_of(view)]


def views_of(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, type[APIView]]]:
    """Every route that DRF answers, with its view."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from views_of(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and isinstance(view := getattr(pattern.callback, "cls", None), type):
            yield route, view


def methods_of(view: type[APIView]) -> list[str]:
    """The methods that the view answers."""
    return [method for method in METHODS if hasattr(view, method.lower())]


def faults_of(view: type[APIView]) -> Iterator[str]:
    """What is wrong with the view's declarations, in sentences."""
    declared = getattr(view, "required_scopes", {})
    for method in methods_of(view):
        if method not in declared:
            yield f"{method} is missing in required_scopes, so nobody may call it."
        elif declared[method] not in {*SCOPES, ANYONE, ANY_USER}:
            yield f"{method} needs the scope {declared[method]!r}, which bounties/accounts/scopes.py does not know."
    if HasScope not in view.permission_classes:
        yield "permission_classes lacks HasScope, so required_scopes is not asked."
    if getattr(view, "idempotency", "accepted") not in RULES:
        yield f"idempotency must be one of {', '.join(RULES)}."
