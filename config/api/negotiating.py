"""Which media type is answered with. There is one; who asks for it by its name, as programs do, has asked enough."""

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request


class Negotiation(DefaultContentNegotiation):
    """DRF's, but for the header that most programs send: to weigh it took a twentieth of a list's time."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first renderer, where the caller asks for its media type and nothing else."""
        first = renderers[0]
        if format_suffix is None and request.META.get("HTTP_ACCEPT") == first.media_type:
            return first, first.media_type
        return super().select_renderer(request, renderers, format_suffix)
