"""Answers to a question, for everyone who sees it: read, vote, comment; and who helps most."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.shapes import WholeNumber
from bounties.challenges.api.showing import SignedInRequest
from bounties.entries.api.reading import FileRow
from bounties.entries.models import EntryFile, EntryVersion
from bounties.judging import answers, appraising, commenting
from bounties.judging.models import AnswerComment
from payments.api.fields import StrictSerializer

MOST_HELPERS = 50


class AnswerRow(serializers.Serializer[Any]):
    """An answer as it was last received; `id` is its entry's, `version` counts how often it was handed in."""

    id = serializers.UUIDField(source="entry_id")
    status = serializers.CharField(source="entry.status")
    challenge = serializers.UUIDField(source="entry.challenge_id")
    author = serializers.CharField(source="entry.entrant.name")
    title = serializers.CharField()
    body = serializers.CharField()
    files = FileRow(many=True)
    version = serializers.IntegerField(source="number")
    received_at = serializers.DateTimeField()
    net_votes = serializers.SerializerMethodField()

    def get_net_votes(self, version: EntryVersion) -> int:
        """Votes for, less votes against."""
        found: int = self.context["votes"].get(version.entry_id, 0)
        return found


class VoteBody(StrictSerializer):
    """1 for, -1 against, 0 to take it back."""

    value = WholeNumber(min_value=-1, max_value=1)


class CommentBody(StrictSerializer):
    """A remark."""

    body = serializers.CharField(max_length=4_000)


class CommentRow(serializers.ModelSerializer[AnswerComment]):
    """A remark; `is_official` if its author spoke for the sponsor."""

    author = serializers.CharField(source="author.name")

    class Meta:
        model = AnswerComment
        fields: ClassVar = ["id", "author", "is_official", "body", "written_at"]
        read_only_fields = fields


class Helper(serializers.Serializer[Any]):
    """Someone whose answers were accepted."""

    name = serializers.CharField()
    accepted = serializers.IntegerField()


class Helpers(serializers.Serializer[Any]):
    """All of them in one piece."""

    results = Helper(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def shown(versions: list[EntryVersion], *, many: bool = True) -> Any:
    """The rows with their votes; one query for all of them."""
    context = {"votes": answers.net_votes(version.entry_id for version in versions)}
    return AnswerRow(versions if many else versions[0], many=many, context=context).data


class Answers(generics.ListAPIView[Any]):
    """The answers to a question, in the order in which they were last handed in."""

    serializer_class = AnswerRow
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def get_queryset(self) -> QuerySet[EntryVersion]:
        """For everyone who sees the question."""
        return answers.answers_to(self.kwargs["challenge_id"], self.request.user).order_by("received_at", "pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page."""
        return self.get_paginated_response(shown(self.paginate_queryset(self.get_queryset()) or []))


class OneAnswer(APIView):
    """One answer."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=AnswerRow)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """As it was last received."""
        return Response(shown([answers.answer_seen_by(entry_id, request.user)], many=False))


class AnswerFile(APIView):
    """A file of an answer."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, entry_id: UUID, file_id: UUID) -> FileResponse:
        """Its bytes, always as a download."""
        version = answers.answer_seen_by(entry_id, request.user)
        known = [one["id"] for one in version.files if one["id"] == str(file_id)]
        file = get_object_or_404(EntryFile, entry=version.entry_id, pk__in=known)
        return FileResponse(file.file.open(), as_attachment=True, filename=file.name, content_type=file.media_type)


class Vote(APIView):
    """One's vote on an answer."""

    required_scopes: ClassVar = {"PUT": "challenges:write"}

    @extend_schema(request=VoteBody, responses=AnswerRow)
    def put(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """Until the decision; never on one's own, and not by those who ask."""
        body = VoteBody(data=request.data)
        body.is_valid(raise_exception=True)
        version = answers.answer_seen_by(entry_id, request.user)
        appraising.appraise(entry_id=version.entry_id, value=body.validated_data["value"], by=request.user)
        return Response(shown([answers.answer_seen_by(entry_id, request.user)], many=False))


class Comments(generics.ListAPIView[AnswerComment]):
    """Remarks under an answer, oldest first."""

    serializer_class = CommentRow
    queryset: QuerySet[AnswerComment] = AnswerComment.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read", "POST": "challenges:write"}

    def get_queryset(self) -> QuerySet[AnswerComment]:
        """For everyone who sees the answer."""
        version = answers.answer_seen_by(self.kwargs["entry_id"], self.request.user)
        return AnswerComment.objects.filter(entry=version.entry_id).select_related("author").order_by("id")

    @extend_schema(request=CommentBody, responses={201: CommentRow})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """By anyone signed in; the sponsor's people are marked as official."""
        body = CommentBody(data=request.data)
        body.is_valid(raise_exception=True)
        version = answers.answer_seen_by(entry_id, request.user)
        said = commenting.comment(entry=version.entry, body=body.validated_data["body"], by=request.user)
        return Response(CommentRow(said).data, status=201)


class BestHelpers(APIView):
    """Who helps most."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=Helpers)
    def get(self, request: Request) -> Response:
        """By accepted answers to public questions, most first."""
        rows = answers.best_helpers(at_most=MOST_HELPERS)
        return Response(Helpers({"results": rows, "next": None, "previous": None}).data)
