"""A sponsor makes good what its bank took back."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import policies
from bounties.accounts.api.sponsors import sponsors_of
from bounties.accounts.policies import signed_in
from payments.api.fields import StrictSerializer
from payments.disputes import paying


class WhichDebtSerializer(StrictSerializer):
    """Debts are paid one currency at a time, whole."""

    currency = serializers.RegexField("^[a-z]{3}$", help_text="ISO 4217, lower case.")


class DebtPaymentSerializer(serializers.Serializer):
    """Where to pay; what then happens, happens by itself."""

    contribution = serializers.UUIDField()
    checkout_url = serializers.URLField()


class PayDebt(APIView):
    """Get the page on which a debt is paid."""

    idempotency = "own"
    required_scopes: ClassVar = {"POST": "challenges:write"}

    @extend_schema(operation_id="pay_sponsor_debt", request=WhichDebtSerializer, responses={201: DebtPaymentSerializer})
    def post(self, request: Request, sponsor_id: UUID) -> Response:
        """All that is owed in one currency; the same Idempotency-Key resumes the same payment."""
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        policies.require_role(request.user, sponsor.pk, *policies.PAYERS)
        wish = WhichDebtSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        contribution = paying.pay(
            payer_reference=str(sponsor.pk),
            currency=wish.validated_data["currency"],
            client_key=request.idempotency_key,  # type: ignore[attr-defined]
            return_url=f"{settings.PUBLIC_URL}/mine",
            by=signed_in(request.user),
        )
        answer = {"contribution": contribution.pk, "checkout_url": contribution.checkout_url}
        return Response(DebtPaymentSerializer(answer).data, status=201)
