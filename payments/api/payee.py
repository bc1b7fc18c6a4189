"""A solver's way to be paid."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.fields import StrictSerializer
from payments.payees import certifying, onboarding
from payments.payees.taxforms import TaxForm


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


class TaxFormBody(StrictSerializer):
    """What one certifies; no tax number is asked for or kept."""

    kind = serializers.ChoiceField(choices=TaxForm.Kind.choices, help_text="w9: a US person; w8ben: everyone else.")
    legal_name = serializers.CharField(max_length=200)
    country = serializers.CharField(max_length=2, help_text="Of residence; ISO 3166-1 alpha-2.")
    certify = serializers.BooleanField(help_text="True: under penalty of perjury, what stands here is right.")

    def validate_certify(self, said: bool) -> bool:
        """Nothing is signed by a no."""
        if not said:
            raise serializers.ValidationError("Certify it, or leave it.")
        return said


class TaxFormSerializer(serializers.Serializer[Any]):
    """What was certified."""

    kind = serializers.ChoiceField(choices=TaxForm.Kind.choices)
    legal_name = serializers.CharField()
    country = serializers.CharField()
    signed_at = serializers.DateTimeField()


class TaxFormView(APIView):
    """The caller's tax form."""

    required_scopes = {"POST": "payees:write"}

    @extend_schema(operation_id="sign_tax_form", request=TaxFormBody, responses={201: TaxFormSerializer})
    def post(self, request: Request) -> Response:
        """Certify it; what waited for it is paid by itself. A new one supersedes the last."""
        body = TaxFormBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = {name: body.validated_data[name] for name in ("kind", "legal_name", "country")}
        return Response(TaxFormSerializer(certifying.certify(user=request.user, **said)).data, status=201)


urlpatterns = [
    path("me/tax-form", TaxFormView.as_view(), name="my-tax-form"),
    path("payee/onboarding", OnboardingView.as_view(), name="payee-onboarding"),
]
