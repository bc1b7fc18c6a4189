"""Payouts: a payee sees their own, finance sees all and decides."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payments.api import examples
from payments.api.fields import MoneyField, StrictSerializer
from payments.models import Payout
from payments.payouts import approving, cancelling, holding, retrying
from payments.payouts.moves import Hold, Status


class PayoutSerializer(serializers.ModelSerializer[Payout]):
    """One award share on its way to one payee."""

    status = serializers.ChoiceField(choices=Status.choices)
    hold_reason = serializers.ChoiceField(choices=Hold.choices, help_text="What blocks it; empty unless blocked.")
    challenge = serializers.CharField(source="purse.reference")
    award = serializers.CharField(source="award_reference")
    amount = MoneyField(source="money")
    transfer_ids = serializers.ListField(child=serializers.CharField(), help_text="Stripe's transfers: tr_...")

    class Meta:
        model = Payout
        fields = [
            "id",
            "status",
            "hold_reason",
            "challenge",
            "award",
            "amount",
            "transfer_ids",
            "approvals_required",
            "created_at",
            "transferred_at",
            "banked_at",
        ]
        read_only_fields = fields


class ApprovalSerializer(StrictSerializer):
    """Why, if there is something to say."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


@extend_schema_serializer(component_name="PayoutDecision")
class DecisionSerializer(StrictSerializer):
    """Why; always."""

    reason = serializers.CharField(max_length=2000)


class PayoutsView(generics.GenericAPIView[Payout]):
    """What the caller may see; for everyone else a payout is not there."""

    serializer_class = PayoutSerializer
    required_scopes = {"GET": "payouts:read"}

    def get_queryset(self) -> QuerySet[Payout]:
        """Their own, or all for finance."""
        seen = Payout.objects.visible_to(self.request.user)
        return seen.select_related("purse").prefetch_related("legs").order_by("-id")


class PayoutList(PayoutsView, generics.ListAPIView[Payout]):
    """Payouts, newest first."""

    def get_queryset(self) -> QuerySet[Payout]:
        """Those of one challenge, if asked."""
        payouts = super().get_queryset()
        challenge = self.request.query_params.get("challenge")
        return payouts.filter(purse__reference=challenge) if challenge else payouts

    @extend_schema(
        operation_id="list_payouts",
        parameters=[OpenApiParameter("challenge", str, description="Only those of this challenge.")],
        examples=[examples.PAYOUT],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the caller's payouts; finance sees everyone's."""
        return super().get(request, *args, **kwargs)


class PayoutDetail(PayoutsView, generics.RetrieveAPIView[Payout]):
    """One payout."""

    @extend_schema(operation_id="get_payout")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show where a payout stands, what holds it, and the transfers that carried it."""
        return super().get(request, *args, **kwargs)


class DecisionView(PayoutsView):
    """A decision of finance about one payout."""

    required_scopes = {"POST": "payouts:write"}
    given_class: type[StrictSerializer] = DecisionSerializer

    def decide(self, request: Request, act: Any) -> Response:
        """Translate, call, and answer with the changed payout."""
        given = self.given_class(data=request.data)
        given.is_valid(raise_exception=True)
        payout = self.get_object()
        act(payout_id=payout.pk, by=request.user, reason=given.validated_data["reason"])
        return Response(PayoutSerializer(self.get_object()).data)


class ApproveView(DecisionView):
    """One more approval."""

    given_class = ApprovalSerializer

    @extend_schema(operation_id="approve_payout", request=ApprovalSerializer, responses=PayoutSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Approve; over the second limit two different people must. Nobody on either side of the payout may."""
        return self.decide(request, approving.approve)


class HoldView(DecisionView):
    """Keep back."""

    @extend_schema(operation_id="hold_payout", request=DecisionSerializer, responses=PayoutSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Keep a payout back that has not left; earlier approvals lapse."""
        return self.decide(request, holding.hold)


class ReleaseView(DecisionView):
    """Let go on."""

    @extend_schema(operation_id="release_payout", request=DecisionSerializer, responses=PayoutSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """End a hold; this counts as an approval, and the payout needs as many as its amount asks for."""
        return self.decide(request, holding.release)


class RetryView(DecisionView):
    """Send on."""

    @extend_schema(operation_id="retry_payout", request=DecisionSerializer, responses=PayoutSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Send on a payout that failed or needs review; then Stripe's own list of transfers is asked first."""
        return self.decide(request, retrying.retry)


class CancelView(DecisionView):
    """Give up."""

    @extend_schema(operation_id="cancel_payout", request=DecisionSerializer, responses=PayoutSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give up a payout that has not left; its money goes back into the challenge's purse."""
        return self.decide(request, cancelling.cancel)


urlpatterns = [
    path("payouts", PayoutList.as_view(), name="payouts"),
    path("payouts/<uuid:pk>", PayoutDetail.as_view(), name="payout"),
    path("payouts/<uuid:pk>/approve", ApproveView.as_view(), name="payout-approve"),
    path("payouts/<uuid:pk>/hold", HoldView.as_view(), name="payout-hold"),
    path("payouts/<uuid:pk>/release", ReleaseView.as_view(), name="payout-release"),
    path("payouts/<uuid:pk>/retry", RetryView.as_view(), name="payout-retry"),
    path("payouts/<uuid:pk>/cancel", CancelView.as_view(), name="payout-cancel"),
]
