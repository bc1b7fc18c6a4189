"""Likenesses between entries, for moderators."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.api.writing import ReasonBody, reason_in
from bounties.entries.models import FlagState, SimilarityFlag
from bounties.entries.policies import require_flag_reader
from bounties.entries.similarity import deciding
from payments.api.asking import asked_as

STATE = OpenApiParameter("state", enum=FlagState.values, description="Only these.")


class FlagRow(serializers.ModelSerializer[SimilarityFlag]):
    """Two entries that look alike; their entrants are not named, and their texts are read where judges read them."""

    challenge = serializers.UUIDField(source="entry.challenge_id")

    class Meta:
        model = SimilarityFlag
        fields: ClassVar = [
            "id", "state", "kind", "score", "challenge", "entry", "resembles", "raised_at", "decided_at", "reason",
        ]  # fmt: skip
        read_only_fields = fields


class Flags(generics.ListAPIView[SimilarityFlag]):
    """What looks alike, newest first."""

    serializer_class = FlagRow
    queryset: QuerySet[SimilarityFlag] = SimilarityFlag.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "moderation:read"}

    def get_queryset(self) -> QuerySet[SimilarityFlag]:
        """Of challenges that the moderator neither judges nor sponsors."""
        require_flag_reader(self.request.user)
        flags = SimilarityFlag.objects.visible_to(self.request.user).select_related("entry").order_by("-id")
        state = asked_as(self.request, "state", {value: value for value in FlagState.values})
        return flags.filter(state=state) if state else flags

    @extend_schema(parameters=[STATE])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page."""
        return super().get(request, *args, **kwargs)


class DecideFlag(APIView):
    """Say what it is."""

    required_scopes: ClassVar = {"POST": "moderation:write"}
    state: FlagState

    @extend_schema(request=ReasonBody, responses=FlagRow)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which is kept; what follows for an entry is another act."""
        flag = deciding.decide(flag_id=pk, state=self.state, reason=reason_in(request), by=request.user)
        return Response(FlagRow(flag).data)


class Dismiss(DecideFlag):
    """Nothing is wrong."""

    state = FlagState.DISMISSED


class Uphold(DecideFlag):
    """One is made from the other."""

    state = FlagState.UPHELD
