"""Appeals over HTTP: translate in, one call, translate out."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import appealing, contesting, digesting, hearing, ruling
from bounties.awards.api.appeal_shapes import (
    AppealBody,
    AppealReply,
    AppealSerializer,
    DigestSerializer,
    Grounds,
    VerdictSerializer,
)
from bounties.awards.grounds import GROUNDS
from bounties.awards.models import Appeal, AppealStatus
from bounties.challenges.api.showing import SignedInRequest


class AppealAward(APIView):
    """Contest an award."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=AppealBody, responses={201: AppealSerializer})
    def post(self, request: SignedInRequest, award_id: UUID) -> Response:
        """For those whose entry was judged; the appeal window stands still until it is decided."""
        asked = AppealBody(data=request.data)
        asked.is_valid(raise_exception=True)
        contest = appealing.appeal(award_id=award_id, by=request.user, **asked.validated_data)
        return Response(AppealSerializer(contest).data, status=201)


class AppealEntry(APIView):
    """Contest what put one's own entry out."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=AppealBody, responses={201: AppealSerializer})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """A disqualification, a screening or a rejection, within three days (`durations.contest`), once for each."""
        asked = AppealBody(data=request.data)
        asked.is_valid(raise_exception=True)
        appeal = contesting.contest(entry_id=entry_id, by=request.user, **asked.validated_data)
        return Response(AppealSerializer(appeal).data, status=201)


class Appeals(generics.ListAPIView[Appeal]):
    """Appeals that one is a party to; an arbiter sees all, newest first."""

    request: SignedInRequest
    serializer_class = AppealSerializer
    queryset: QuerySet[Appeal] = Appeal.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "awards:read"}

    def get_queryset(self) -> QuerySet[Appeal]:
        """By who reads."""
        return Appeal.objects.visible_to(self.request.user).prefetch_related("answers").order_by("-id")


class AnswerAppeal(APIView):
    """Answer an appeal."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=AppealReply, responses=AppealSerializer)
    def post(self, request: SignedInRequest, appeal_id: UUID) -> Response:
        """For the sides that were asked: each once, until `answer_by`."""
        said = AppealReply(data=request.data)
        said.is_valid(raise_exception=True)
        contest = hearing.answer(appeal_id=appeal_id, text=said.validated_data["text"], by=request.user)
        return Response(AppealSerializer(contest).data)


class DecideAppeal(APIView):
    """Uphold or annul what is contested."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=VerdictSerializer, responses=AppealSerializer)
    def post(self, request: SignedInRequest, appeal_id: UUID) -> Response:
        """For an arbiter who had no part in the challenge, once everyone has answered or had the time to.

        An annulled award passes to the next in rank.
        """
        asked = VerdictSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        contest = ruling.decide_appeal(
            appeal_id=appeal_id,
            outcome=AppealStatus(asked.validated_data["outcome"]),
            verdict=asked.validated_data["reason"],
            by=request.user,
        )
        return Response(AppealSerializer(contest).data)


class AppealGrounds(APIView):
    """The grounds of an appeal."""

    required_scopes: ClassVar = {"GET": None}

    @extend_schema(responses=Grounds)
    def get(self, request: Request) -> Response:
        """With what helps an arbiter to see it as you do."""
        return Response(Grounds({"results": GROUNDS, "next": None, "previous": None}).data)


class AppealDigest(APIView):
    """What became of appeals, for everyone."""

    required_scopes: ClassVar = {"GET": None}

    @extend_schema(responses=DigestSerializer)
    def get(self, request: Request) -> Response:
        """Without names, ids or texts; a case is told only in a quarter, or several, with at least five."""
        return Response(DigestSerializer(digesting.digest()).data)
