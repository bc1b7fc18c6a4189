"""Debts of sponsors at the finance desk, and the write-offs that two people agree on."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.fields import MinorUnitsField, MoneyField, StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.disputes import owing
from payments.disputes.moves import WriteOffStatus
from payments.models import WriteOff
from payments.money import Money


class DebtSerializer(serializers.Serializer):
    """What one sponsor owes in one currency."""

    sponsor = serializers.CharField(source="payer_reference")
    debt = MoneyField(source="money")


class DebtsSerializer(serializers.Serializer):
    """All debts."""

    debts = DebtSerializer(many=True)


class WriteOffSerializer(serializers.ModelSerializer[WriteOff]):
    """What is, or was to be, given up."""

    status = serializers.ChoiceField(choices=WriteOffStatus.choices)
    sponsor = serializers.CharField(source="payer_reference")
    amount = MoneyField(source="money")

    class Meta:
        model = WriteOff
        fields = [
            *("id", "status", "sponsor", "amount", "reason", "proposed_by", "proposed_at"),
            *("decided_by", "decided_at", "decision_reason"),
        ]
        read_only_fields = fields


class NewWriteOffSerializer(StrictSerializer):
    """Which debt, how much of it, and why."""

    sponsor = serializers.CharField(max_length=80)
    amount = MinorUnitsField()
    currency = serializers.RegexField("^[a-z]{3}$")
    reason = serializers.CharField(max_length=2000)


class WriteOffDecisionSerializer(StrictSerializer):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class DebtList(APIView):
    """Who owes what."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read"}

    @extend_schema(operation_id="list_debts", responses=DebtsSerializer)
    def get(self, request: Request) -> Response:
        """List what sponsors owe for payments that their banks took back."""
        return Response(DebtsSerializer({"debts": owing.debts()}).data)


class WriteOffs(generics.ListAPIView[WriteOff]):
    """Write-offs."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read", "POST": "finance:write"}
    serializer_class = WriteOffSerializer
    queryset = WriteOff.objects.order_by("-id")

    @extend_schema(operation_id="list_write_offs")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List write-offs, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="propose_write_off", request=NewWriteOffSerializer, responses={201: WriteOffSerializer})
    def post(self, request: Request) -> Response:
        """Propose to give a debt up; it takes a second person."""
        given = NewWriteOffSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wish = given.validated_data
        row = owing.propose_write_off(
            payer_reference=wish["sponsor"],
            amount=Money(wish["amount"], wish["currency"]),
            by=request.user,
            reason=wish["reason"],
        )
        return Response(WriteOffSerializer(row).data, status=201)


class WriteOffDecisionView(generics.GenericAPIView[WriteOff]):
    """A second person decides."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"POST": "finance:write"}
    serializer_class = WriteOffSerializer
    queryset = WriteOff.objects.all()

    def decide(self, request: Request, act: Any) -> Response:
        """Translate, call, and answer with the changed write-off."""
        row = self.get_object()
        given = WriteOffDecisionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        changed = act(write_off_id=row.pk, by=request.user, reason=given.validated_data["reason"])
        return Response(WriteOffSerializer(changed).data)


class AgreeView(WriteOffDecisionView):
    """Agree."""

    @extend_schema(operation_id="agree_to_write_off", request=WriteOffDecisionSerializer, responses=WriteOffSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give the debt up, as another person than who proposed it."""
        return self.decide(request, owing.agree_to_write_off)


class DeclineView(WriteOffDecisionView):
    """Decline."""

    @extend_schema(operation_id="decline_write_off", request=WriteOffDecisionSerializer, responses=WriteOffSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Insist on the debt."""
        return self.decide(request, owing.decline_write_off)


urlpatterns = [
    path("finance/debts", DebtList.as_view(), name="finance-debts"),
    path("finance/write-offs", WriteOffs.as_view(), name="finance-write-offs"),
    path("finance/write-offs/<uuid:pk>/agree", AgreeView.as_view(), name="finance-write-off-agree"),
    path("finance/write-offs/<uuid:pk>/decline", DeclineView.as_view(), name="finance-write-off-decline"),
]
