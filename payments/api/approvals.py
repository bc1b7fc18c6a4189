"""Approve many payouts in one request, each by itself and with its own outcome."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.fields import StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.errors import PaymentError
from payments.models import Payout
from payments.payouts import approving
from payments.payouts.moves import Status
from payments.rights import Right, require_right

MOST_AT_ONCE = 200


class ApprovalsSerializer(StrictSerializer):
    """Which payouts, and why, if there is something to say of all."""

    payouts = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class OutcomeSerializer(serializers.Serializer):
    """What became of one of them; a refusal has its code and its sentence, and changed nothing."""

    payout = serializers.UUIDField()
    done = serializers.BooleanField()
    status = serializers.ChoiceField(choices=Status.choices, allow_null=True, help_text="Null: there is none like it.")
    code = serializers.CharField(help_text="Empty where it was done.")
    detail = serializers.CharField(help_text="Empty where it was done.")


class OutcomesSerializer(serializers.Serializer):
    """In the order of the request."""

    outcomes = OutcomeSerializer(many=True)


class ApprovalsView(APIView):
    """Many approvals of one person."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"POST": "payouts:write"}

    @extend_schema(operation_id="approve_payouts", request=ApprovalsSerializer, responses=OutcomesSerializer)
    def post(self, request: Request) -> Response:
        """Approve each payout by itself: one that is refused holds up no other. At most 200 at once."""
        given = ApprovalsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        require_right(request.user, Right.CHECK)
        asked = dict.fromkeys(given.validated_data["payouts"])
        return Response({"outcomes": [_approve(pk, request.user, given.validated_data["reason"]) for pk in asked]})


def _approve(payout_id: UUID, by: Any, reason: str) -> dict[str, Any]:
    outcome = {"payout": str(payout_id), "done": False, "status": None, "code": "", "detail": ""}
    try:
        payout = approving.approve(payout_id=payout_id, by=by, reason=reason)
    except Payout.DoesNotExist:
        return outcome | {"code": "not_found", "detail": "There is no such payout."}
    except PaymentError as refusal:
        status = Payout.objects.values_list("status", flat=True).get(pk=payout_id)
        return outcome | {"status": status, "code": refusal.code, "detail": str(refusal)}
    return outcome | {"done": True, "status": payout.status}


urlpatterns = [path("payouts/approvals", ApprovalsView.as_view(), name="payout-approvals")]
