"""The question board's calls."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import asking
from bounties.challenges.api.reading import QuestionRow
from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.api.writing import AnswerBody, QuestionBody
from bounties.challenges.models import Challenge, Question


class Questions(GenericAPIView):
    """The questions to one challenge's sponsor."""

    queryset = Question.objects.all()
    serializer_class = QuestionRow
    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read", "POST": "challenges:write"}

    @extend_schema(responses=QuestionRow(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """All questions with their answers, oldest first."""
        challenge = get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)
        page = self.paginate_queryset(challenge.questions.order_by("id"))
        return self.get_paginated_response(QuestionRow(page, many=True).data)

    @extend_schema(request=QuestionBody, responses={201: QuestionRow})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Ask, while the challenge is open."""
        challenge = get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)
        body = QuestionBody(data=request.data)
        body.is_valid(raise_exception=True)
        question = asking.ask(challenge_id=challenge.pk, body=body.validated_data["body"], by=request.user)
        return Response(QuestionRow(question).data, status=201)


class Answer(GenericAPIView):
    """The sponsor's answer to one question."""

    queryset = Question.objects.all()
    serializer_class = QuestionRow
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "challenges:write"}

    @extend_schema(request=AnswerBody, responses=QuestionRow)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Answer once, for everyone."""
        visible = Question.objects.filter(challenge__in=Challenge.objects.visible_to(request.user))
        question = get_object_or_404(visible, pk=pk)
        body = AnswerBody(data=request.data)
        body.is_valid(raise_exception=True)
        answered = asking.answer(question_id=question.pk, text=body.validated_data["answer"], by=request.user)
        return Response(QuestionRow(answered).data)
