"""The finance desk's figures over HTTP: held against Stripe, and the trace of any id."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api import examples
from payments.api.permissions import FINANCE_ONLY
from payments.api.tracing import TraceSerializer, shown
from payments.reconciliation.summarising import as_rows
from payments.reconciliation.tracing import trace

SAY_WHICH = "Say which id to trace."


class SummaryRowSerializer(serializers.Serializer):
    """One currency; minor units. `difference` is Stripe's balance less what our books have at Stripe."""

    currency = serializers.CharField()
    held = serializers.IntegerField(help_text="Prize money in purses.")
    owed = serializers.IntegerField(help_text="Payable, refunds due and unclaimed.")
    stripe = serializers.IntegerField(help_text="Available and pending, as Stripe says.")
    difference = serializers.IntegerField(help_text="0 when the books agree.")
    paid = serializers.IntegerField()
    refunded = serializers.IntegerField()
    fees = serializers.IntegerField()
    stripe_fees = serializers.IntegerField()
    losses = serializers.IntegerField()


class SummarySerializer(serializers.Serializer):
    """All currencies."""

    currencies = SummaryRowSerializer(many=True)


class SummaryView(APIView):
    """Held against Stripe."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read"}

    @extend_schema(operation_id="finance_summary", responses=SummarySerializer, examples=[examples.SUMMARY])
    def get(self, request: Request) -> Response:
        """Per currency: prize money held, what is owed, what Stripe has, and the difference. Asks Stripe."""
        return Response({"currencies": as_rows()})


class TraceQuery(serializers.Serializer):
    """What is traced."""

    id = serializers.CharField(
        max_length=255,
        error_messages={"required": SAY_WHICH, "blank": SAY_WHICH},
        help_text="Of a challenge, award, payout, ch_, tr_, ...",
    )


class TraceView(APIView):
    """One id, everything about it."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read"}

    @extend_schema(
        operation_id="finance_trace",
        parameters=[TraceQuery],
        responses=TraceSerializer,
    )
    def get(self, request: Request) -> Response:
        """Show every cent that the id leads to: charges, legs, postings, the flow of money, Stripe's objects, events.

        An id that leads nowhere is answered with the kinds of ids that there are.
        """
        query = TraceQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return Response(shown(trace(query.validated_data["id"])))


urlpatterns = [
    path("finance/summary", SummaryView.as_view(), name="finance-summary"),
    path("finance/trace", TraceView.as_view(), name="finance-trace"),
]
