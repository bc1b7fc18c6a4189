"""The API describes itself: the OpenAPI document, and Swagger UI from our own server under the strict CSP."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularSwaggerSplitView

from config.api.schema import DRAWING


@cache
def document() -> bytes:
    """The whole document; the same for everyone, in English, and for as long as the process runs."""
    with DRAWING, override("en"):
        schema: Any = SchemaGenerator(api_version=settings.SPECTACULAR_SETTINGS["VERSION"]).get_schema(public=True)
    return bytes(OpenApiJsonRenderer().render(schema, renderer_context={}))


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, as JSON."""
    return HttpResponse(document(), content_type="application/vnd.oai.openapi+json")


urlpatterns = [
    path("schema", schema, name="schema"),
    path("docs", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
]
