"""What OpenAPI says of every call beyond its serializers: who may call, with which headers, what a refusal is."""

from threading import Lock
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from bounties.accounts.scopes import OF_VISITORS
from config.api.problem import MEDIA_TYPE

DRAWING = Lock()  # held by who draws a schema: drf-spectacular loads its extensions at first use, for one thread only
KEY = (
    "Any text new to this request, up to 255 characters; a repeat with the same key gets the same answer for 24 hours."
)
VERSION = "The ETag of your last GET; 412 if the object changed since, and 428 without one where it is required."
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; for programs."},
        "detail": {"type": "string", "description": "For people."},
        "errors": {
            "type": "object",
            "description": "Sentences by the request's field names.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "request_id": {"type": "string", "description": "Under which our log knows this request."},
    },
    "example": {
        "type": "urn:laurel:problem:invalid",
        "title": "Bad Request",
        "status": 400,
        "code": "invalid",
        "detail": "title: This field is required.",
        "errors": {"title": ["This field is required."]},
        "request_id": "7a0f0d9e-3f0b-4c62-9d5a-0f4e8a2f6c11",
    },
}
REFUSED = {
    "description": "Refused, and nothing was done.",
    "headers": {
        "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "Requests left in this minute."},
        "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait, after 429 and 503."},
    },
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
UNCHANGED = {"description": "What you have by the ETag in your If-None-Match is still so; there is no body."}


class Schema(AutoSchema):
    """The conventions of config.api, read off the same attributes of the view that they act on."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Every call names its scope and may be refused by a problem; a GET may say that nothing changed."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation:
            operation["responses"]["4XX"] = {"$ref": "#/components/responses/Problem"}
            if self.method == "GET":
                operation["responses"]["304"] = {"$ref": "#/components/responses/Unchanged"}
            if scope := self._scope():
                operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
        return operation

    def get_override_parameters(self) -> list[Any]:
        """Idempotency-Key on POST, If-Match on PATCH and where a word is said of what was read."""
        parameters = list(super().get_override_parameters())
        rule = getattr(self.view, "idempotency", "accepted")
        if self.method == "POST" and rule != "none":
            parameters.append(_header("Idempotency-Key", KEY, required=rule in ("required", "own")))
        if self.method == "PATCH" and getattr(self.view, "requires_if_match", False):
            parameters.append(_header("If-Match", VERSION, required=True))
        if self.method == "POST" and getattr(self.view, "heeds_if_match", False):
            parameters.append(_header("If-Match", VERSION, required=False))
        return parameters

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A token with the scope, or a page's session; nothing at all where visitors may pass."""
        scope = self._scope()
        doors = [{name: [scope] if scope and name == "token" else [] for name in door} for door in super().get_auth()]
        return [*doors, {}] if scope is None or scope in OF_VISITORS else doors

    def _scope(self) -> str | None:
        return getattr(self.view, "required_scopes", {}).get(self.method, "")


class TokenScheme(OpenApiAuthenticationExtension):
    """Bearer tokens of POST /tokens."""

    target_class = "config.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Of the kind `http`, so that Swagger's Authorize button asks for it."""
        return {"type": "http", "scheme": "bearer", "description": "`lrl_…`, from POST /api/v1/tokens."}


class SessionScheme(OpenApiAuthenticationExtension):
    """The session of the pages."""

    target_class = "config.api.authentication.PageSession"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """The cookie's name is a setting."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def add_answers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The answers that calls share, as components (a postprocessing hook of drf-spectacular)."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components.setdefault("responses", {}).update(Problem=REFUSED, Unchanged=UNCHANGED)
    return result


def _header(name: str, words: str, *, required: bool) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=words)
