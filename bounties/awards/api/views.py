"""Decisions and awards over HTTP: translate in, one call, translate out."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import accepting, deciding, results
from bounties.awards.api import examples
from bounties.awards.api.serializers import (
    AwardSerializer,
    DecisionSerializer,
    DepartureConsentSerializer,
    ResultsSerializer,
)
from bounties.awards.models import Award
from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ReasonBody, reason_in
from bounties.challenges.models import Challenge


def challenge_seen_by(request: Request, challenge_id: UUID) -> Challenge:
    """The challenge, or DoesNotExist (404) for whom it does not exist."""
    return Challenge.objects.visible_to(request.user).get(pk=challenge_id)


class Decide(OneChallenge):
    """Decide a challenge."""

    required_scopes: ClassVar = {"POST": "awards:write"}
    idempotency = "required"

    @extend_schema(
        request=DecisionSerializer,
        responses=ChallengeDetail,
        examples=[examples.DECISION, examples.NOBODY],
    )
    def post(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """The challenge becomes `provisional`; the appeal window starts, the entrants' names are revealed."""
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        challenge = self.find(request, challenge_id)
        why = asked.validated_data.get("reason", "")
        return self.show(deciding.decide(challenge_id=challenge.pk, awards=asked.chosen, by=request.user, reason=why))


class ConsentToDeparture(APIView):
    """Let the sponsor decide otherwise than the published ranking."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=DepartureConsentSerializer)
    def post(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """For a moderator outside of the sponsor; public with the decision."""
        reason = reason_in(request)
        consent = deciding.consent_to_departure(challenge_id=challenge_id, reason=reason, by=request.user)
        return Response(DepartureConsentSerializer(consent).data)


class Results(APIView):
    """What was decided."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=ResultsSerializer)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """For those who take part from the decision on, for everyone once the challenge is completed."""
        found = results.results_of(challenge_seen_by(request, challenge_id), request.user)
        return Response(ResultsSerializer(found).data)


class MyAwards(generics.ListAPIView[Award]):
    """The awards of one's own entries and those of one's teams, newest first."""

    request: SignedInRequest
    serializer_class = AwardSerializer
    queryset: QuerySet[Award] = Award.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "awards:read"}

    def get_queryset(self) -> QuerySet[Award]:
        """Only mine."""
        return Award.objects.held_by(self.request.user.pk).select_related("entry__entrant").order_by("-id")


class AwardDetail(generics.RetrieveAPIView[Award]):
    """One award."""

    request: SignedInRequest
    serializer_class = AwardSerializer
    queryset: QuerySet[Award] = Award.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "awards:read"}
    lookup_url_kwarg = "award_id"

    def get_queryset(self) -> QuerySet[Award]:
        """Of one's own entries and teams, or of one's sponsor's challenges."""
        return Award.objects.visible_to(self.request.user).select_related("entry__entrant")


class AcceptAward(APIView):
    """Take an offered award."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=None, responses=AwardSerializer, examples=[examples.ACCEPTED])
    def post(self, request: SignedInRequest, award_id: UUID) -> Response:
        """Only its entrant, who speaks for a team, and only after the appeal window; the payout follows by itself."""
        return Response(AwardSerializer(accepting.accept(award_id=award_id, by=request.user)).data)


class DeclineAward(APIView):
    """Leave an offered award to the next in rank."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=None, responses=AwardSerializer)
    def post(self, request: SignedInRequest, award_id: UUID) -> Response:
        """Only its entrant; for good."""
        return Response(AwardSerializer(accepting.decline(award_id=award_id, by=request.user)).data)
