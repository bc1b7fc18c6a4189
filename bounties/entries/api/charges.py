"""Charges against entries: brought by moderators, answered by entrants. Deciding is among the awards' calls."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.api.writing import ReasonBody, reason_in
from bounties.entries import disqualifying
from bounties.entries.models import Disqualification
from payments.api.fields import StrictSerializer


class ChargeRow(serializers.ModelSerializer[Disqualification]):
    """A charge, its answer and its verdict."""

    class Meta:
        model = Disqualification
        fields: ClassVar = [
            "id", "status", "entry", "reason", "proposed_at", "answer_by", "answer", "due_at", "decided_at", "verdict",
        ]  # fmt: skip
        read_only_fields = fields


class ChargeAnswerBody(StrictSerializer):
    """One's side."""

    answer = serializers.CharField(max_length=20_000)


class Charge(APIView):
    """Propose that an entry be disqualified."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses={201: ChargeRow})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which its entrant reads and may answer; until somebody else decides, nothing changes."""
        charge = disqualifying.propose(entry_id=pk, reason=reason_in(request), by=request.user)
        return Response(ChargeRow(charge).data, status=201)


class Charges(generics.ListAPIView[Any]):
    """Charges against one's own entries; moderators and arbiters see all."""

    request: SignedInRequest
    serializer_class = ChargeRow
    queryset: QuerySet[Disqualification] = Disqualification.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "entries:read"}

    def get_queryset(self) -> QuerySet[Disqualification]:
        """Newest first."""
        return Disqualification.objects.visible_to(self.request.user).order_by("-id")


class AnswerCharge(APIView):
    """Answer."""

    required_scopes: ClassVar = {"POST": "entries:write"}

    @extend_schema(request=ChargeAnswerBody, responses=ChargeRow)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Once, until `answer_by`."""
        body = ChargeAnswerBody(data=request.data)
        body.is_valid(raise_exception=True)
        charge = disqualifying.answer(charge_id=pk, text=body.validated_data["answer"], by=request.user)
        return Response(ChargeRow(charge).data)
