"""The audit over HTTP, for moderators."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.ballots import auditing, reading
from bounties.ballots.api.serializers import (
    AnsweredFlagSerializer,
    AuditReasonSerializer,
    FlagSerializer,
    VoidBallotSerializer,
)
from bounties.ballots.api.voting import challenge_seen_by
from bounties.ballots.models import Flag, FlagStatus
from bounties.challenges.api.showing import SignedInRequest


def reason_in(request: SignedInRequest) -> str:
    """The one field of a body that says why."""
    asked = AuditReasonSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return str(asked.validated_data["reason"])


class Flags(generics.ListAPIView[Flag]):
    """Groups of ballots that may be one person's, raised when the window closed."""

    request: SignedInRequest
    serializer_class = FlagSerializer
    queryset: QuerySet[Flag] = Flag.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "moderation:read"}

    def get_queryset(self) -> QuerySet[Flag]:
        """Who voted, and never what."""
        return reading.flags_of(challenge_seen_by(self.request, self.kwargs["challenge_id"]), self.request.user)


class DismissFlag(APIView):
    """Say that nothing is wrong."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=AuditReasonSerializer, responses=AnsweredFlagSerializer)
    def post(self, request: SignedInRequest, flag_id: UUID) -> Response:
        """Its ballots count, as they did before."""
        reason = reason_in(request)
        flag = auditing.answer(flag_id=flag_id, status=FlagStatus.DISMISSED, reason=reason, by=request.user)
        return Response(AnsweredFlagSerializer(flag).data)


class UpholdFlag(APIView):
    """Void all of its ballots."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=AuditReasonSerializer, responses=AnsweredFlagSerializer)
    def post(self, request: SignedInRequest, flag_id: UUID) -> Response:
        """Each voter is told why; to void only some of them, void those ballots."""
        reason = reason_in(request)
        flag = auditing.answer(flag_id=flag_id, status=FlagStatus.UPHELD, reason=reason, by=request.user)
        return Response(AnsweredFlagSerializer(flag).data)


class VoidBallot(APIView):
    """Take one ballot out of the count."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=AuditReasonSerializer, responses=VoidBallotSerializer)
    def post(self, request: SignedInRequest, ballot_id: UUID) -> Response:
        """Between the last vote and the tally, for good, with a reason that its voter reads."""
        reason = reason_in(request)
        return Response(VoidBallotSerializer(auditing.void(ballot_id=ballot_id, reason=reason, by=request.user)).data)
