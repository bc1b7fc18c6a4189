"""Disputes at the finance desk: what a payer's bank wants back, and what is answered."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payments.api.asking import YES_OR_NO, asked_as
from payments.api.fields import MoneyField, StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.disputes import answering
from payments.disputes.moves import ActStatus, Kind, Status
from payments.models import Dispute, DisputeAct


class DisputeActSerializer(serializers.ModelSerializer[DisputeAct]):
    """What finance answered, who did and why."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    status = serializers.ChoiceField(choices=ActStatus.choices)

    class Meta:
        model = DisputeAct
        fields = ["id", "kind", "status", "by", "reason", "refusal", "at"]
        read_only_fields = fields


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    """A dispute with the money it moved; minor units. `at_stake` is what nobody has given back or borne yet."""

    status = serializers.ChoiceField(choices=Status.choices)
    challenge = serializers.CharField(source="contribution.purse.reference")
    title = serializers.CharField(source="contribution.purse.label")
    payer = serializers.CharField(source="contribution.payer_reference", help_text="The sponsor.")
    charge = serializers.CharField(source="contribution.charge_id")
    amount = MoneyField(source="money")
    at_stake = serializers.IntegerField()
    acts = DisputeActSerializer(many=True)

    class Meta:
        model = Dispute
        fields = [
            *("id", "status", "dispute_id", "reason", "amount", "fee", "withdrawn", "reinstated", "taken", "borne"),
            *("at_stake", "challenge", "title", "payer", "charge", "contribution", "evidence_due_by", "opened_at"),
            *("closed_at", "concluded_at", "facts", "acts"),
        ]
        read_only_fields = fields


class EvidenceSerializer(StrictSerializer):
    """What the bank shall read, above the facts that are gathered, and why it is sent."""

    text = serializers.CharField(max_length=answering.LONGEST_EVIDENCE)
    reason = serializers.CharField(max_length=2000)


class AcceptanceSerializer(StrictSerializer):
    """Why we give in."""

    reason = serializers.CharField(max_length=2000)


class DisputesView(generics.GenericAPIView[Dispute]):
    """Finance staff see all."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read", "POST": "finance:write"}
    serializer_class = DisputeSerializer

    def get_queryset(self) -> QuerySet[Dispute]:
        """Newest first."""
        return Dispute.objects.select_related("contribution__purse").prefetch_related("acts").order_by("-id")


class DisputeList(DisputesView, generics.ListAPIView[Dispute]):
    """All disputes and inquiries."""

    def get_queryset(self) -> QuerySet[Dispute]:
        """Only those that the bank has not decided, if asked."""
        rows = super().get_queryset()
        return rows.open() if asked_as(self.request, "open", YES_OR_NO) else rows  # type: ignore[attr-defined]

    @extend_schema(
        operation_id="list_disputes",
        parameters=[OpenApiParameter("open", bool, description="Only those that no bank has decided.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List disputes and inquiries, newest first."""
        return super().get(request, *args, **kwargs)


class DisputeDetail(DisputesView, generics.RetrieveAPIView[Dispute]):
    """One dispute."""

    @extend_schema(operation_id="get_dispute")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show where a dispute stands, when evidence is due, what was answered, and who bears it."""
        return super().get(request, *args, **kwargs)


class EvidenceView(DisputesView):
    """Answer the bank."""

    @extend_schema(operation_id="send_dispute_evidence", request=EvidenceSerializer, responses=DisputeSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Send evidence, once: the text and under it the facts that were gathered. Stripe is told in a moment."""
        dispute = self.get_object()
        given = EvidenceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answering.contest(dispute_id=dispute.pk, by=request.user, **given.validated_data)
        return Response(DisputeSerializer(self.get_object()).data)


class AcceptanceView(DisputesView):
    """Give in."""

    @extend_schema(operation_id="accept_dispute", request=AcceptanceSerializer, responses=DisputeSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give in: the dispute is lost for good. Stripe is told in a moment."""
        dispute = self.get_object()
        given = AcceptanceSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answering.accept(dispute_id=dispute.pk, by=request.user, **given.validated_data)
        return Response(DisputeSerializer(self.get_object()).data)


urlpatterns = [
    path("finance/disputes", DisputeList.as_view(), name="finance-disputes"),
    path("finance/disputes/<uuid:pk>", DisputeDetail.as_view(), name="finance-dispute"),
    path("finance/disputes/<uuid:pk>/evidence", EvidenceView.as_view(), name="finance-dispute-evidence"),
    path("finance/disputes/<uuid:pk>/accept", AcceptanceView.as_view(), name="finance-dispute-accept"),
]
