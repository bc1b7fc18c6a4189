"""The timeline's call."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges.api.reading import TimelineAnswer
from bounties.challenges.api.showing import OneChallenge
from bounties.challenges.timelines import timeline

MOST_ROWS = 1_000


class Timeline(OneChallenge):
    """What happened to one challenge."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read"}

    @extend_schema(responses=TimelineAnswer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Everything that the caller may know, oldest first; of a very long life the latest thousand."""
        latest = timeline(self.find(request, pk), request.user).reverse().values("name", "at")[:MOST_ROWS]
        return Response({"results": list(latest)[::-1], "next": None, "previous": None})
