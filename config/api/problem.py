"""Every refusal's answer: RFC 9457 problem details, the same shape from DRF, from Django and from the database.

    {"type": "urn:laurel:problem:invalid", "title": "Bad Request", "status": 400, "code": "invalid", "detail": "…",
     "errors": {"title": ["This field is required."]}, "request_id": "…"}

`code` is stable and meant for programs; `detail` and `errors` (keyed by the request's field names) for people.
"""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
# Where answers are problems rather than pages.
API_PATHS = ("/api/", "/stripe/")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, before it is put into words of HTTP."""

    status: int
    code: str
    detail: str | Promise
    errors: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The members of the JSON object, with the id under which the log knows this request."""
        body = {
            "type": f"urn:laurel:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": str(self.detail),
            "errors": {name: [str(sentence) for sentence in found] for name, found in self.errors.items()},
            "request_id": structlog.contextvars.get_contextvars().get("request_id"),
        }
        return {name: value for name, value in body.items() if value not in ({}, None)}

    def for_rest_framework(self) -> Response:
        """The answer inside a DRF view."""
        response = Response(self.body(), status=self.status, headers=self.headers, content_type=MEDIA_TYPE)
        response.exception = True
        return response

    def for_django(self) -> HttpResponse:
        """The answer outside of DRF: middleware, unknown URLs, crashes."""
        return HttpResponse(
            orjson.dumps(self.body()), status=self.status, headers=self.headers, content_type=MEDIA_TYPE
        )


def is_api(request: HttpRequest) -> bool:
    """Whether this caller expects problems rather than pages."""
    return request.path.startswith(API_PATHS)
