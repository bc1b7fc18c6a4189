"""Where exceptions become answers: DRF's exception handler, Django's error pages, and a middleware for the rest."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework.response import Response

from config.api.apologies import UNAVAILABLE, apologise
from config.api.faults import count_fault
from config.api.problem import MEDIA_TYPE, Problem, is_api
from config.api.refusals import problem_of

CHUNK_BYTES = 65_536
MOST_UNREAD_CHUNKS = 512  # 32 MB: more than any upload that is taken


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; None lets a fault through to Django, which logs it and answers `server_error`."""
    problem = problem_of(error)
    return problem.for_rest_framework() if problem else None


class RefusalMiddleware:
    """Refusals that no view caught: a plain page with the sentence, or a problem. Every answer gets its request id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400:
            _read_to_the_end(request)
        if response.status_code == 405 and response["Content-Type"] != MEDIA_TYPE:
            response = _not_allowed(request, response["Allow"])
        if request_id := structlog.contextvars.get_contextvars().get("request_id"):
            response["X-Request-ID"] = request_id
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what is a refusal; leave faults to Django. A page's 403 and 404 look like Django's own."""
        problem = problem_of(error)
        if problem is None:
            return None
        if is_api(request):
            return problem.for_django()
        if problem.status in (403, 404):
            return render(request, f"{problem.status}.html", {"exception": str(error)}, status=problem.status)
        return apologise(request, problem)


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    if not is_api(request):
        return apologise(request, Problem(405, "method_not_allowed", "", headers={"Allow": allowed}))
    return Problem(
        405, "method_not_allowed", _("Use {methods}.").format(methods=allowed), headers={"Allow": allowed}
    ).for_django()


def _read_to_the_end(request: HttpRequest) -> None:
    """Throw away what a refusal left unread of the body.

    Else the server would hang up without a word, and break the client's next request on that connection.
    """
    with suppress(OSError):
        for _chunk in range(MOST_UNREAD_CHUNKS):
            if not request.read(CHUNK_BYTES):
                return


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    problem = problem_of(exception) or Problem(400, "malformed", _("The request cannot be read."))
    return problem.for_django() if is_api(request) else apologise(request, problem)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    if not is_api(request):
        return defaults.permission_denied(request, exception)
    return Problem(403, "not_allowed", _("You may not do this.")).for_django()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: an unknown URL looks exactly like an object that one may not see."""
    if not is_api(request):
        return defaults.page_not_found(request, exception)
    return Problem(404, "not_found", _("There is nothing here, or nothing that you may see.")).for_django()


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """handler429, which allauth asks for when somebody signs in or up too often."""
    return apologise(request, Problem(429, "throttled", ""))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the fault is in the log under the request id, never in the answer.

    An outage that a middleware met comes here too, past everything that asks for refusals: it is answered as one.
    """
    error = sys.exc_info()[1]
    problem = problem_of(error) if isinstance(error, Exception) else None
    if problem and problem.status == UNAVAILABLE:
        return problem.for_django() if is_api(request) else apologise(request, problem)
    count_fault()
    if not is_api(request):
        return defaults.server_error(request)
    return Problem(500, "server_error", _("Something broke on our side. It has been logged.")).for_django()
