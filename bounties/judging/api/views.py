"""Judging over HTTP: translate in, one call, translate out."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryVersion
from bounties.judging import inviting, noting, policies, scoring, standings
from bounties.judging.api import examples
from bounties.judging.api.serializers import (
    BlindEntrySerializer,
    FeedbackSerializer,
    InvitationSerializer,
    JudgeshipSerializer,
    NotesBody,
    RankingSerializer,
    ScorecardSerializer,
    ScoringSerializer,
)
from bounties.judging.feedback import feedback_on
from bounties.judging.judged import blind_entries
from bounties.judging.models import Judgeship
from bounties.judging.reading import blind_file, versions_for


def challenge_seen_by(request: SignedInRequest, challenge_id: UUID) -> Challenge:
    """The challenge, or DoesNotExist (404) for whom it does not exist."""
    return Challenge.objects.visible_to(request.user).seen_by(request.user).get(pk=challenge_id)


class Judges(generics.ListAPIView[Judgeship]):
    """The panel of a challenge, for its sponsor."""

    request: SignedInRequest
    serializer_class = JudgeshipSerializer
    queryset: QuerySet[Judgeship] = Judgeship.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "judging:read", "POST": "judging:write"}

    def get_queryset(self) -> QuerySet[Judgeship]:
        """Everyone who was ever invited."""
        challenge = challenge_seen_by(self.request, self.kwargs["challenge_id"])
        policies.require_panel_reader(challenge, self.request.user)
        return Judgeship.objects.filter(challenge=challenge).select_related("judge").order_by("id")

    @extend_schema(request=InvitationSerializer, responses={201: JudgeshipSerializer})
    def post(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """Invite someone by their address; from `scheduled` on, until the decision."""
        asked = InvitationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        challenge = challenge_seen_by(request, challenge_id)
        judgeship = inviting.invite(challenge_id=challenge.pk, by=request.user, **asked.validated_data)
        return Response(JudgeshipSerializer(judgeship).data, status=201)


class MyJudgeships(generics.ListAPIView[Judgeship]):
    """One's own invitations and seats, newest first."""

    request: SignedInRequest
    serializer_class = JudgeshipSerializer
    queryset: QuerySet[Judgeship] = Judgeship.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "judging:read"}

    def get_queryset(self) -> QuerySet[Judgeship]:
        """Only mine."""
        return Judgeship.objects.offered_to(self.request.user).select_related("judge").order_by("-id")


class AcceptJudgeship(APIView):
    """Take the seat that one was offered."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=None, responses=JudgeshipSerializer)
    def post(self, request: SignedInRequest, judgeship_id: UUID) -> Response:
        """From here on this person can't enter the challenge."""
        judgeship = inviting.accept(judgeship_id=judgeship_id, by=request.user)
        return Response(JudgeshipSerializer(judgeship).data)


class DeclineJudgeship(APIView):
    """Give an invitation back."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=None, responses=JudgeshipSerializer)
    def post(self, request: SignedInRequest, judgeship_id: UUID) -> Response:
        """For good."""
        judgeship = inviting.decline(judgeship_id=judgeship_id, by=request.user)
        return Response(JudgeshipSerializer(judgeship).data)


class BlindEntries(generics.ListAPIView[Any]):
    """The entries to judge, under their aliases and in their order; for judges and the sponsor's side."""

    request: SignedInRequest
    serializer_class = BlindEntrySerializer
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "judging:read"}

    def get_queryset(self) -> QuerySet[EntryVersion]:
        """What was last submitted of each entry that qualified."""
        challenge = challenge_seen_by(self.request, self.kwargs["challenge_id"])
        return versions_for(challenge, self.request.user)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page, each row with the reader's own scorecard."""
        page = self.paginate_queryset(self.get_queryset())
        rows = blind_entries(page or [], self.request.user)
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class BlindFile(APIView):
    """A file of an entry to judge."""

    required_scopes: ClassVar = {"GET": "judging:read"}

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: SignedInRequest, file_id: UUID) -> FileResponse:
        """Its bytes, always as a download; until the decision is final an image without its camera's notes."""
        file = blind_file(file_id, request.user)
        return FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.media_type)


class EntryScorecard(APIView):
    """A judge's scorecard of one entry."""

    required_scopes: ClassVar = {"PUT": "judging:write"}

    @extend_schema(
        request=ScoringSerializer,
        responses=ScorecardSerializer,
        examples=[examples.SCORECARD, examples.CONFLICT],
    )
    def put(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """State a conflict of interest, or none and then scores; with `submit` the scorecard is final."""
        asked = ScoringSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        card = scoring.score(
            entry_id=entry_id,
            by=request.user,
            conflict=asked.validated_data["conflict"],
            scores=asked.given,
            submit=asked.validated_data["submit"],
        )
        return Response(ScorecardSerializer(card).data)


class Notes(APIView):
    """A judge's own notes on an entry."""

    required_scopes: ClassVar = {"PUT": "judging:write"}

    @extend_schema(request=NotesBody, responses=ScorecardSerializer)
    def put(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """After the conflict statement, and as long as one likes; nobody else ever reads them."""
        asked = NotesBody(data=request.data)
        asked.is_valid(raise_exception=True)
        card = noting.note(entry_id=entry_id, notes=asked.validated_data["notes"], by=request.user)
        return Response(ScorecardSerializer(card).data)


class Feedback(APIView):
    """What the judges said of one's own entry."""

    required_scopes: ClassVar = {"GET": "entries:read"}

    @extend_schema(responses=FeedbackSerializer)
    def get(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """Each criterion's mean, the place that the scores give, and every comment; a sentence until the decision."""
        return Response(FeedbackSerializer(feedback_on(entry_id, request.user)).data)


class Ranking(APIView):
    """The ranking that the scorecards give; for the sponsor, once every entry has its quorum."""

    required_scopes: ClassVar = {"GET": "judging:read"}

    @extend_schema(responses=RankingSerializer)
    def get(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """All of it at once, best first."""
        seen = Challenge.objects.visible_to(request.user).seen_by(request.user)
        challenge = seen.prefetch_related("criteria").get(pk=challenge_id)
        rows = standings.ranking_rows(challenge, request.user)
        return Response(RankingSerializer({"results": rows, "next": None, "previous": None}).data)
