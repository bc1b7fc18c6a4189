"""Whom a currency reaches."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.reach import reach


class ExcludedCountry(serializers.Serializer[Any]):
    """A country that cannot be paid."""

    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")
    name = serializers.CharField()
    solvers = serializers.IntegerField(help_text="How many registered solvers say that they live there.")


class ReachSerializer(serializers.Serializer[Any]):
    """Whom a purse in this currency reaches, from where the platform is."""

    currency = serializers.CharField()
    platform_country = serializers.CharField()
    excluded_countries = ExcludedCountry(many=True)
    converted_countries = serializers.IntegerField(help_text="Countries whose people get another currency.")
    solvers_excluded = serializers.IntegerField()
    solvers_converted = serializers.IntegerField()


class CurrencyReach(APIView):
    """Whom a currency reaches."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "sponsors:read"}

    @extend_schema(operation_id="currency_reach", responses=ReachSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Countries that cannot be paid, and how many solvers that leaves out; only counts, no names."""
        return Response(ReachSerializer(reach(code.lower())).data)
