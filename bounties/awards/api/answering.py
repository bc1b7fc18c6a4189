"""The asker's answer to the answers, and the reviewer's to the entries of a queue."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import answering, granting
from bounties.awards.api.serializers import AwardSerializer
from bounties.challenges.api.shapes import WholeNumber
from bounties.challenges.api.showing import SignedInRequest
from bounties.judging.answers import answer_seen_by
from bounties.judging.ruling import LONGEST_REASON
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


class GrantBody(AcceptanceBody):
    """And why; left out, it says that it was accepted in review."""

    reason = serializers.CharField(max_length=LONGEST_REASON, required=False, allow_blank=True)


class AcceptEntry(APIView):
    """Accept the entry that one reads."""

    required_scopes: ClassVar = {"POST": "awards:write"}
    idempotency = "required"

    @extend_schema(request=GrantBody, responses={201: AwardSerializer})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """For one of the prizes, at once and for good, once whatever came before it is decided."""
        body = GrantBody(data=request.data)
        body.is_valid(raise_exception=True)
        award = granting.accept_entry(entry_id=entry_id, by=request.user, **body.validated_data)
        return Response(AwardSerializer(award).data, status=201)
