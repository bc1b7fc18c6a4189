"""A GET is asked only by parameters that the schema tells of: a misspelt one is refused by name, never ignored.

`?statuss=open` would else be answered with every challenge, whatever its status, and look like an answer.
Pages are not held to this: addresses of theirs are passed on with whatever others hang on them (`utm_source`).
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.plumbing import build_mock_request

from config.api.problem import Problem
from config.api.schema import DRAWING
from payments.sentences import filled

LONGEST_NAME = 40  # of a parameter, as an answer repeats it
MOST_NAMED = 10


class KnownParametersMiddleware:
    """Looks at what the address asks once it is known which call that is, before anybody answers it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """400 for a call of the API that is asked by what it does not know."""
        is_asked = request.META.get("QUERY_STRING") and request.method in ("GET", "HEAD")
        if not is_asked or request.resolver_match is None or getattr(view, "cls", None) is None:
            return None
        known = known_to(view, f"/{request.resolver_match.route}")
        unknown = [name for name in request.GET if name not in known] if known is not None else []
        return _refusal(unknown, sorted(known or ())).for_django() if unknown else None


@cache
def known_to(callback: Any, route: str) -> frozenset[str] | None:
    """The query parameters that the schema says a GET takes, so that what is promised is what is taken.

    None for what the schema does not tell of: a call without GET answers that itself, by 405.
    """
    if not hasattr(callback.cls, "get"):
        return None
    with DRAWING:
        operation = _operation_of(callback, route)
    if operation is None:
        return None
    return frozenset(found["name"] for found in operation.get("parameters", ()) if found["in"] == "query")


def _operation_of(callback: Any, route: str) -> dict[str, Any] | None:
    generator: Any = SchemaGenerator()
    view = generator.create_view(callback, "GET")
    if view.schema is None:
        return None
    path = generator.coerce_path(EndpointEnumerator().get_path_from_regex(route), "GET", view)
    view.request = build_mock_request("GET", path, view, None)
    schema = view.schema.__class__()  # of its own: that of a class belongs to whoever draws the whole document
    schema.view = view
    operation: dict[str, Any] | None = schema.get_operation(path, route, "/api/v1", "GET", generator.registry)
    return operation


def _refusal(unknown: list[str], known: list[str]) -> Problem:
    errors = {name[:LONGEST_NAME]: [_sentence(name, known)] for name in unknown[:MOST_NAMED]}
    name, sentences = next(iter(errors.items()))
    return Problem(400, "invalid", f"{name}: {sentences[0]}", errors)


def _sentence(name: str, known: list[str]) -> str:
    if near := get_close_matches(name[:LONGEST_NAME], known, n=1):
        return filled(_("Unknown parameter. Did you mean {near}?"), near=near[0])
    if known:
        return filled(_("Unknown parameter. Known: {known}."), known=known)
    return _("Unknown parameter. This call takes none.")
