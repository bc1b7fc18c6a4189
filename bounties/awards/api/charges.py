"""The verdict on a charge against an entry."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import disqualifying
from bounties.challenges.api.showing import SignedInRequest
from bounties.entries.api.charges import ChargeRow
from bounties.entries.models import DisqualificationStatus
from payments.api.fields import StrictSerializer


class ChargeVerdict(StrictSerializer):
    """Whether the entry is out, and why."""

    outcome = serializers.ChoiceField(choices=["upheld", "dropped"])
    reason = serializers.CharField(max_length=4_000)


class DecideCharge(APIView):
    """Decide on a charge."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=ChargeVerdict, responses=ChargeRow)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator or arbiter who did not bring it; upheld, the entry is out and its place passes on."""
        body = ChargeVerdict(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        outcome = DisqualificationStatus(said["outcome"])
        charge = disqualifying.decide(charge_id=pk, outcome=outcome, verdict=said["reason"], by=request.user)
        return Response(ChargeRow(charge).data)
