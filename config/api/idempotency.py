"""Idempotency-Key: a POST repeated under the same key has one effect and one answer.

A view says `idempotency =`
- "accepted" (the default): a key is honoured if it comes;
- "required": without one 400 `idempotency_key_required`;
- "own": required too, but its service keeps the key itself (it calls Stripe, so no transaction may wrap it), and finds
  it as `request.idempotency_key`;
- "none": the answer holds a secret, which is never stored; the key is ignored.

The view runs in a savepoint that any answer of 400 or more rolls back, so an answer and its effect are committed
together. A key belongs to its user and path. Meeting itself in flight answers 409, another body 422.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from config.api import keeping
from config.api.authentication import caller_of
from config.api.constraints import problem_of_database_error
from config.api.problem import Problem, is_api

LONGEST_KEY = 255
# What the same request would hear again for a reason of its own. 401 and 429 pass; a crash may pass.
KEPT_REFUSALS = {400, 403, 404, 409, 410, 412, 422}
REQUIRED = Problem(400, "idempotency_key_required", _("Send an Idempotency-Key header: any text new to this request."))
MALFORMED = Problem(400, "idempotency_key_malformed", _("Idempotency-Key: 1 to 255 printable ASCII characters."))
IN_FLIGHT = Problem(409, "idempotency_in_flight", _("A request with this Idempotency-Key is still being answered."))
REUSED = Problem(422, "idempotency_key_reused", _("This Idempotency-Key was used with another body. Take a new key."))


class _RolledBack(Exception):
    """Carries a refusal out of the savepoint, which it thereby undoes."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class IdempotencyMiddleware:
    """Stands around the view; must be the last to see it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer in the view's stead where the key says so; else let the request through."""
        view_class = getattr(view, "cls", None)
        if request.method != "POST" or view_class is None or not is_api(request):
            return None
        rule = getattr(view_class, "idempotency", "accepted")
        key = request.headers.get("Idempotency-Key", "")
        request.idempotency_key = key  # type: ignore[attr-defined]
        caller = caller_of(request, view_class) if rule != "none" else None
        if caller is None:
            return None
        if not key:
            return REQUIRED.for_django() if rule in ("required", "own") else None
        if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
            return MALFORMED.for_django()
        if rule == "own":
            return None
        scope = keeping.Scope(caller.pk, request.path, key)
        return _answer_once(scope, _fingerprint(request), lambda: view(request, *args, **kwargs))


def _answer_once(scope: keeping.Scope, fingerprint: str, run: Callable[[], Any]) -> HttpResponse:
    with transaction.atomic():
        if not scope.try_lock():
            return IN_FLIGHT.for_django()
        kept = scope.answer()
        if kept:
            return keeping.replay(kept) if kept.fingerprint == fingerprint else REUSED.for_django()
        response = _in_savepoint(run)
        if response.status_code < 300 or response.status_code in KEPT_REFUSALS:
            scope.keep(response, fingerprint)
        return response


def _in_savepoint(run: Callable[[], Any]) -> HttpResponse:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            response = run().render()
            if response.status_code >= 400:
                raise _RolledBack(response)
            # Deferred checks speak now, while there is still an answer to change.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return response
    except _RolledBack as refusal:
        return refusal.response
    except DatabaseError as error:
        if problem := problem_of_database_error(error):
            return problem.for_django()
        raise


def _fingerprint(request: HttpRequest) -> str:
    """A hash of the body's meaning: of a form its fields and files, since each repeat draws a new boundary."""
    if request.content_type != "multipart/form-data":
        return sha256(request.body).hexdigest()
    digest = sha256(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
