"""Whether somebody has asked the same before: to be looked at before posting."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import limits
from bounties.challenges.api.reading import ChallengeRow
from bounties.challenges.likening import similar_to
from bounties.challenges.models import Challenge

MOST = 10


class SimilarQuery(serializers.Serializer[Any]):
    """What one is about to post."""

    title = serializers.CharField(max_length=limits.LONGEST_TITLE)


class Similar(generics.GenericAPIView[Challenge]):
    """Public challenges with a similar title."""

    serializer_class = ChallengeRow
    queryset: QuerySet[Challenge] = Challenge.objects.none()
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read"}

    @extend_schema(operation_id="challenges_similar", parameters=[SimilarQuery], responses=ChallengeRow(many=True))
    def get(self, request: Request) -> Response:
        """The most similar first, whatever became of them; at most ten."""
        query = SimilarQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        board = Challenge.objects.listed().select_related("sponsor").defer("statement", "ip_text", "search")
        return Response(ChallengeRow(similar_to(board, query.validated_data["title"])[:MOST], many=True).data)
