"""Idea boards over HTTP, for everyone who sees the challenge: the board, one idea, its history and its comments."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.entries.models import EntryVersion
from bounties.ideas import following, reading
from bounties.ideas.api.rows import (
    BoardQuery,
    IdeaChangeRow,
    IdeaDetail,
    IdeaFacets,
    IdeaRow,
    MergedAway,
    SimilarIdeasQuery,
)
from bounties.ideas.models import IdeaChange
from bounties.judging import commenting
from bounties.judging.api.answers import CommentBody, CommentRow
from bounties.judging.models import AnswerComment

FOUND = 302  # not for good: what stands for an idea may leave the board


def detail(version: EntryVersion, request: Request) -> Any:
    """One idea with what was merged into it, and whether the reader hears of it."""
    context = {
        "duplicates": reading.duplicates_of(version, request.user),
        "is_followed": following.hears_of(version.entry_id, request.user),
    }
    return IdeaDetail(reading.shown([version], request.user)[0], context=context).data


class Board(generics.GenericAPIView[Any]):
    """The ideas of a board."""

    serializer_class = IdeaRow
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()
    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(operation_id="ideas_list", parameters=[BoardQuery], responses=IdeaRow(many=True))
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """By points, age, votes or status; page by page."""
        challenge = reading.board_seen_by(challenge_id, request.user)
        asked = BoardQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = self.paginate_queryset(reading.board(challenge, request.user, **asked.validated_data)) or []
        return self.get_paginated_response(IdeaRow(reading.shown(rows, request.user), many=True).data)


class Facets(APIView):
    """The board in numbers."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(operation_id="ideas_facets", responses=IdeaFacets)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """How many ideas have which status."""
        challenge = reading.board_seen_by(challenge_id, request.user)
        return Response(IdeaFacets(reading.facets(challenge, request.user)).data)


class SimilarIdeas(generics.GenericAPIView[Any]):
    """Whether somebody has posted the same before: to be looked at before posting."""

    serializer_class = IdeaRow
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()
    pagination_class = None
    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(operation_id="ideas_similar", parameters=[SimilarIdeasQuery], responses=IdeaRow(many=True))
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """The most similar titles first; at most ten."""
        challenge = reading.board_seen_by(challenge_id, request.user)
        asked = SimilarIdeasQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        rows = reading.similar(challenge, request.user, asked.validated_data["title"])
        return Response(IdeaRow(reading.shown(rows, request.user), many=True).data)


class OneIdea(APIView):
    """One idea."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(
        operation_id="idea",
        responses={200: IdeaDetail, 302: OpenApiResponse(MergedAway, "It was merged into another.")},
    )
    def get(self, request: Request, entry_id: UUID) -> Response:
        """As it was last received; a merged one leads to the idea that stands for it, as long as that is there."""
        version = reading.idea_seen_by(entry_id, request.user)
        into = reading.leads_to(version, request.user)
        if into is None:
            return Response(detail(version, request))
        said = MergedAway({"id": entry_id, "merged_into": into}).data
        return Response(said, status=FOUND, headers={"Location": reverse("idea", args=[into])})


class History(generics.ListAPIView[IdeaChange]):
    """What was said of an idea, oldest first; of a merged one too."""

    serializer_class = IdeaChangeRow
    queryset: QuerySet[IdeaChange] = IdeaChange.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def get_queryset(self) -> QuerySet[IdeaChange]:
        """For everyone who sees the idea."""
        version = reading.idea_seen_by(self.kwargs["entry_id"], self.request.user)
        return IdeaChange.objects.filter(idea=version.entry_id).order_by("id")


class IdeaComments(generics.ListAPIView[AnswerComment]):
    """Remarks on an idea, and on what was merged into it, oldest first."""

    serializer_class = CommentRow
    queryset: QuerySet[AnswerComment] = AnswerComment.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read", "POST": "challenges:write"}

    def get_queryset(self) -> QuerySet[AnswerComment]:
        """For everyone who sees the idea."""
        return reading.comments_on(reading.idea_seen_by(self.kwargs["entry_id"], self.request.user).entry_id)

    @extend_schema(request=CommentBody, responses={201: CommentRow})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """By anyone signed in; the sponsor's people are marked as official."""
        body = CommentBody(data=request.data)
        body.is_valid(raise_exception=True)
        version = reading.idea_seen_by(entry_id, request.user)
        said = commenting.comment(entry=version.entry, body=body.validated_data["body"], by=request.user)
        return Response(CommentRow(said).data, status=201)
