"""A solver's way to be paid."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.payees import onboarding


class OnboardingSerializer(serializers.Serializer[Any]):
    """Where to go."""

    url = serializers.URLField(help_text="Stripe's hosted onboarding; good for one visit of a few minutes.")


class OnboardingView(APIView):
    """Start or resume the caller's onboarding with Stripe."""

    required_scopes = {"POST": "payees:write"}
    idempotency = "none"  # the address is a secret; the service keeps the client's key itself, and resumes by it

    @extend_schema(operation_id="start_onboarding", request=None, responses=OnboardingSerializer)
    def post(self, request: Request) -> Response:
        """Give the address of Stripe's hosted onboarding, where the caller says who and where they are.

        A repeat with the same Idempotency-Key resumes the same visit.
        """
        key = request.headers.get("Idempotency-Key", "")[:255]
        url = onboarding.start_onboarding(user=request.user, client_key=key)
        return Response(OnboardingSerializer({"url": url}).data)


urlpatterns = [path("payee/onboarding", OnboardingView.as_view(), name="payee-onboarding")]
