"""What waits for its screener."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryVersion
from bounties.entries.policies import require_screener
from bounties.judging.api.serializers import BlindEntrySerializer
from bounties.judging.judged import blind_entries, screened_versions
from bounties.judging.policies import require_unsealed


class ToScreen(generics.ListAPIView[Any]):
    """The entries that wait to be screened, under their aliases; for the sponsor's managers and moderators."""

    request: SignedInRequest
    serializer_class = BlindEntrySerializer
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "judging:read"}

    def get_queryset(self) -> QuerySet[EntryVersion]:
        """After the deadline."""
        challenge = Challenge.objects.visible_to(self.request.user).get(pk=self.kwargs["challenge_id"])
        require_screener(challenge, self.request.user)
        require_unsealed(challenge)
        return screened_versions(challenge)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page."""
        page = self.paginate_queryset(self.get_queryset())
        rows = blind_entries(page or [], self.request.user)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)
