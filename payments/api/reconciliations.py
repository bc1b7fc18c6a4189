"""Whole comparisons with Stripe over HTTP, and the public's solvency figures."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.asking import YES_OR_NO, asked_as
from payments.api.fields import StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.api.tracing import MovementSerializer
from payments.models import ReconciliationRun, StripeMovement
from payments.reconciliation import running
from payments.reconciliation.solvency import solvency

CACHED_SECONDS = 60


class FigureSerializer(serializers.Serializer):
    """One currency; minor units."""

    currency = serializers.CharField()
    held = serializers.IntegerField()
    owed = serializers.IntegerField()
    stripe = serializers.IntegerField()
    difference = serializers.IntegerField(help_text="Stripe's balance less what our books have at Stripe.")


class RunSerializer(serializers.ModelSerializer[ReconciliationRun]):
    """One comparison of the books with Stripe's."""

    figures = FigureSerializer(many=True)
    unmatched = serializers.IntegerField()

    class Meta:
        model = ReconciliationRun
        fields = [
            *("id", "cause", "by", "started_at", "step", "ended_at", "lines_seen", "matched", "unmatched", "opened"),
            *("closed", "figures", "failure", "signed_by", "signed_at", "note"),
        ]


class SignSerializer(StrictSerializer):
    """What was looked at."""

    note = serializers.CharField(max_length=2000)


class RunsView(generics.GenericAPIView[ReconciliationRun]):
    """Comparisons."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read", "POST": "finance:write"}
    serializer_class: Any = RunSerializer
    queryset: Any = ReconciliationRun.objects.order_by("-started_at")


class RunList(RunsView, generics.ListAPIView[ReconciliationRun]):
    """All of them, newest first."""

    @extend_schema(operation_id="list_reconciliations")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the whole comparisons, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="reconcile", request=None, responses={202: RunSerializer})
    def post(self, request: Request) -> Response:
        """Ask for a comparison now; it is made at once by a worker, and its own address says how far it is."""
        return Response(self.get_serializer(running.ask(by=request.user)).data, status=202)


class RunDetail(RunsView, generics.RetrieveAPIView[ReconciliationRun]):
    """One of them."""

    @extend_schema(operation_id="get_reconciliation")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show a comparison: how far it is, or what it found."""
        return super().get(request, *args, **kwargs)


class RunLines(generics.ListAPIView[StripeMovement]):
    """Stripe's lines that a comparison saw."""

    queryset = StripeMovement.objects.all()  # tells the schema its model, which needs no database for it
    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read"}
    serializer_class = MovementSerializer

    def get_queryset(self) -> QuerySet[StripeMovement]:
        """All, the matched or the unmatched."""
        run = generics.get_object_or_404(ReconciliationRun, pk=self.kwargs.get("pk"))
        matched = asked_as(self.request, "matched", YES_OR_NO)
        rows: QuerySet[StripeMovement] = running.lines_of(run, matched=matched)
        return rows.order_by("-created", "pk")

    @extend_schema(
        operation_id="list_reconciliation_lines",
        parameters=[OpenApiParameter("matched", bool, description="Only the matched, or only the unmatched.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List Stripe's lines that a comparison saw, newest first."""
        return super().get(request, *args, **kwargs)


class SignView(RunsView):
    """Somebody stands for it."""

    @extend_schema(operation_id="sign_off_reconciliation", request=SignSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Sign a comparison off; not who asked for it."""
        given = SignSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        run = running.sign_off(run_id=pk, by=request.user, note=given.validated_data["note"])
        return Response(self.get_serializer(run).data)


class CoverSerializer(serializers.Serializer):
    """One currency in minor units."""

    currency = serializers.CharField()
    held = serializers.IntegerField(help_text="Prize money in purses.")
    owed = serializers.IntegerField(help_text="Payable to winners, refunds due, unclaimed.")
    stripe = serializers.IntegerField(help_text="Available and pending, as Stripe says.")
    ledger = serializers.IntegerField(help_text="What our own books have at Stripe.")
    difference = serializers.IntegerField(help_text="`stripe` less `ledger`; 0 when the books agree.")
    ratio_bp = serializers.IntegerField(
        allow_null=True, help_text="Stripe's balance over held and owed in basis points; null if nothing is due."
    )
    is_covered = serializers.BooleanField()


class SolvencySerializer(serializers.Serializer):
    """All currencies, at the last whole comparison with Stripe."""

    at = serializers.DateTimeField(allow_null=True, help_text="When the books were last compared; null: never yet.")
    is_stale = serializers.BooleanField(help_text="The last comparison is older than two hours.")
    unmatched = serializers.IntegerField(help_text="Stripe's lines that did not match then.")
    currencies = CoverSerializer(many=True, source="covers")


class SolvencyView(APIView):
    """Held and owed against what Stripe has, for everyone."""

    required_scopes = {"GET": None}
    authentication_classes: list[Any] = []

    @extend_schema(operation_id="solvency", responses=SolvencySerializer, auth=[])
    def get(self, request: Request) -> Response:
        """Show per currency what is held and owed, what Stripe has, and when the two were last compared."""
        cached = {"Cache-Control": f"public, max-age={CACHED_SECONDS}"}
        return Response(SolvencySerializer(solvency()).data, headers=cached)


urlpatterns = [
    path("finance/reconciliations", RunList.as_view(), name="reconciliations"),
    path("finance/reconciliations/<uuid:pk>", RunDetail.as_view(), name="reconciliation"),
    path("finance/reconciliations/<uuid:pk>/lines", RunLines.as_view(), name="reconciliation-lines"),
    path("finance/reconciliations/<uuid:pk>/sign-off", SignView.as_view(), name="reconciliation-sign-off"),
    path("solvency", SolvencyView.as_view(), name="solvency-figures"),
]
