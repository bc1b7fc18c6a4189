"""Voting over HTTP, and the tally."""

import secrets
from typing import ClassVar, TypeVar
from uuid import UUID

from django.conf import settings
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from bounties.ballots import casting, reading, recounting
from bounties.ballots.api import examples
from bounties.ballots.api.serializers import (
    OwnBallotSerializer,
    PaperSerializer,
    RecountSerializer,
    TallySerializer,
    VoteSerializer,
)
from bounties.ballots.tracing import Origin
from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge

DEVICE_COOKIE = f"{settings.COOKIE_PREFIX}laurel_device"
DEVICE_SECONDS = 365 * 86_400
Answer = TypeVar("Answer", bound=HttpResponseBase)


def challenge_seen_by(request: Request, challenge_id: UUID) -> Challenge:
    """The challenge, or DoesNotExist (404) for whom it does not exist."""
    return Challenge.objects.visible_to(request.user).get(pk=challenge_id)


def remember_device(response: Answer, device: str) -> Answer:
    """The answer with the cookie by which two ballots from one device are seen to be."""
    response.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=DEVICE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


class BallotPaper(APIView):
    """The ballot of a challenge that the public decides."""

    required_scopes: ClassVar = {"GET": "challenges:read", "PUT": "ballots:write"}

    @extend_schema(responses=PaperSerializer)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """Rules, hours, options and one's own ballot. How the votes stand is told to nobody before the tally."""
        paper = reading.paper_for(challenge_seen_by(request, challenge_id), request.user)
        return Response(PaperSerializer(paper).data)

    @extend_schema(
        request=VoteSerializer,
        responses=OwnBallotSerializer,
        examples=[examples.CHOICE, examples.SCORES, examples.ORDER],
    )
    def put(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """Vote, or vote otherwise, until the window closes."""
        asked = VoteSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        challenge = challenge_seen_by(request, challenge_id)
        device = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(16)
        origin = Origin(device=device, address=str(BaseThrottle().get_ident(request)))
        casting.cast(challenge_id=challenge.pk, marks=asked.validated_data["marks"], origin=origin, by=request.user)
        own = OwnBallotSerializer(reading.own_ballot(challenge, request.user)).data
        return remember_device(Response(own), device)


class TallyOf(APIView):
    """How the votes were counted."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=TallySerializer)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """For everyone, once the audit is over; before, 409 `not_tallied`, whatever was voted."""
        return Response(TallySerializer(reading.result_for(challenge_seen_by(request, challenge_id))).data)


class Recount(APIView):
    """Every ballot, for whoever wants to count again."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=RecountSerializer)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """Without voters, in the order of hashed receipts; the challenge's signed result holds the same."""
        found = recounting.recount_of(challenge_seen_by(request, challenge_id))
        headers = {"Content-Disposition": f'attachment; filename="recount-{challenge_id}.json"'}
        return Response(found, headers=headers)
