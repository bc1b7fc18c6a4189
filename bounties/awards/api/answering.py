"""The asker's answer to the answers."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import answering
from bounties.awards.api.serializers import AwardSerializer
from bounties.challenges.api.shapes import WholeNumber
from bounties.challenges.api.showing import SignedInRequest
from bounties.judging.answers import answer_seen_by
from payments.api.fields import StrictSerializer


class AcceptanceBody(StrictSerializer):
    """Which version was read; left out, whichever is the latest."""

    version = WholeNumber(min_value=1, required=False)


class AcceptAnswer(APIView):
    """Accept an answer."""

    required_scopes: ClassVar = {"POST": "awards:write"}
    idempotency = "required"

    @extend_schema(request=AcceptanceBody, responses={201: AwardSerializer})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """For the whole prize, at once and for good: the question is closed, and the winner paid."""
        body = AcceptanceBody(data=request.data)
        body.is_valid(raise_exception=True)
        seen = answer_seen_by(entry_id, request.user)
        award = answering.accept_answer(entry_id=seen.entry_id, by=request.user, **body.validated_data)
        return Response(AwardSerializer(award).data, status=201)
