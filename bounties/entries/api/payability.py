"""Whether and how a prize would reach the caller: to be asked before working on an entry."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import OneChallenge
from bounties.challenges.models import Challenge
from payments.api.payability import PreflightSerializer
from payments.payees.payability import preflight


class PayabilityQuery(serializers.Serializer[Any]):
    """For which challenge."""

    challenge = serializers.UUIDField(required=False, help_text="Whose prize; its currency may not be yours.")


class MyPayability(APIView):
    """Whether and how the caller can be paid."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "payees:read"}

    @extend_schema(operation_id="my_payability", parameters=[PayabilityQuery], responses=PreflightSerializer)
    def get(self, request: Request) -> Response:
        """At all, or by a prize of one challenge; what is missing comes with its remedy."""
        query = PayabilityQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        currency = ""
        if asked := query.validated_data.get("challenge"):
            currency = get_object_or_404(Challenge.objects.visible_to(request.user), pk=asked).currency
        return Response(PreflightSerializer(preflight(request.user, currency=currency)).data)


class Payability(OneChallenge):
    """Whether a prize of this challenge could reach the caller."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "payees:read"}

    @extend_schema(responses=PreflightSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The same as /me/payability?challenge=."""
        currency = self.find(request, pk).currency
        return Response(PreflightSerializer(preflight(request.user, currency=currency)).data)
