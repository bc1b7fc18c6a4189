"""The months of the books over HTTP: their checklists, trial balances, and who closes them."""

from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path, register_converter
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.asking import FILES, ByParameter
from payments.api.fields import StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.models import Period
from payments.periods import opening, preparing, reopening
from payments.periods.balances import balance_table
from payments.periods.closing import close
from payments.periods.looking import balances_of, points_of
from payments.periods.moves import PeriodStatus
from payments.statements.answering import sent
from payments.statements.exporting import export
from payments.statements.models import Export


class MonthConverter:
    """`2026-10` in an address."""

    regex = "[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """The first day of the month."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date | str) -> str:
        """As it is written."""
        return value if isinstance(value, str) else f"{value:%Y-%m}"


register_converter(MonthConverter, "month")


class PointSerializer(serializers.Serializer):
    """One question of the checklist, with its answer as of now, or as of the closing."""

    code = serializers.CharField()
    question = serializers.CharField()
    answer = serializers.CharField()
    is_good = serializers.BooleanField()


class BalanceSerializer(serializers.Serializer):
    """All accounts of one kind in one currency; minor units, debit positive."""

    account = serializers.CharField(source="kind")
    code = serializers.CharField()
    name = serializers.CharField()
    currency = serializers.CharField()
    opening = serializers.IntegerField()
    debits = serializers.IntegerField()
    credits = serializers.IntegerField()
    closing = serializers.IntegerField()


class PeriodSerializer(serializers.ModelSerializer[Period]):
    """One month."""

    month = serializers.CharField(source="name")
    status = serializers.ChoiceField(choices=PeriodStatus.choices)

    class Meta:
        model = Period
        fields = ["month", "status", "prepared_by", "prepared_at", "note", "closed_by", "closed_at", "closings"]
        read_only_fields = fields


class PeriodDetailSerializer(PeriodSerializer):
    """One month with its checklist and its trial balance."""

    checklist = serializers.SerializerMethodField()
    balances = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta(PeriodSerializer.Meta):
        fields = [*PeriodSerializer.Meta.fields, "checklist", "balances", "sha256"]
        read_only_fields = fields

    @extend_schema_field(PointSerializer(many=True))
    def get_checklist(self, period: Period) -> list[dict[str, Any]]:
        """Live while it is open, as kept once it is closed."""
        return list(PointSerializer(points_of(period), many=True).data)

    @extend_schema_field(BalanceSerializer(many=True))
    def get_balances(self, period: Period) -> list[dict[str, Any]]:
        """Live while it is open, as kept once it is closed."""
        return list(BalanceSerializer(balances_of(period), many=True).data)

    def get_sha256(self, period: Period) -> str | None:
        """Of the trial balance that was kept."""
        return period.last_closing.sha256 if period.last_closing else None


class NewPeriodSerializer(StrictSerializer):
    """Which month to take up."""

    month = serializers.RegexField(f"^{MonthConverter.regex}$", help_text="As in 2026-10.")


@extend_schema_serializer(component_name="PeriodNote")
class NoteSerializer(StrictSerializer):
    """What was gone through, if there is something to say; needed where money is unclaimed."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


@extend_schema_serializer(component_name="PeriodReason")
class ReasonSerializer(StrictSerializer):
    """Why; always."""

    reason = serializers.CharField(max_length=2000)


@extend_schema_serializer(component_name="PeriodClose")
class NothingSerializer(StrictSerializer):
    """A body without fields."""


class PeriodList(generics.ListAPIView[Period]):
    """All months."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read", "POST": "finance:write"}
    serializer_class = PeriodSerializer
    queryset = Period.objects.order_by("-month")

    @extend_schema(operation_id="list_periods")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the months, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="take_up_period", request=NewPeriodSerializer, responses={201: PeriodSerializer})
    def post(self, request: Request) -> Response:
        """Take up a month, and those before it, at once; the clock does it by itself within ten minutes."""
        given = NewPeriodSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        period = opening.take_up(month=MonthConverter().to_python(given.validated_data["month"]), by=request.user)
        return Response(PeriodSerializer(period).data, status=201)


class PeriodView(APIView):
    """One month."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read"}

    @extend_schema(operation_id="get_period", responses=PeriodDetailSerializer)
    def get(self, request: Request, month: date) -> Response:
        """Show a month with its checklist and trial balance."""
        return Response(PeriodDetailSerializer(Period.objects.get(month=month)).data)


class ActView(APIView):
    """An act on one month."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"POST": "finance:write"}

    def act(self, request: Request, month: date, given: StrictSerializer, service: Any) -> Response:
        """Translate, call, answer with the changed month."""
        given.is_valid(raise_exception=True)
        period = service(period_id=Period.objects.get(month=month).pk, by=request.user, **given.validated_data)
        return Response(PeriodSerializer(period).data)


class PrepareView(ActView):
    """Ready to be closed."""

    @extend_schema(operation_id="prepare_period", request=NoteSerializer, responses=PeriodSerializer)
    def post(self, request: Request, month: date) -> Response:
        """Hand the month to another person to close; refused while its checklist has open points."""
        return self.act(request, month, NoteSerializer(data=request.data), preparing.prepare)


class TakeBackView(ActView):
    """Not to be closed after all."""

    @extend_schema(operation_id="take_back_period", request=ReasonSerializer, responses=PeriodSerializer)
    def post(self, request: Request, month: date) -> Response:
        """Take back that the month may be closed."""
        return self.act(request, month, ReasonSerializer(data=request.data), preparing.take_back)


class CloseView(ActView):
    """Locked."""

    @extend_schema(operation_id="close_period", request=NothingSerializer, responses=PeriodSerializer)
    def post(self, request: Request, month: date) -> Response:
        """Close a prepared month: another person than prepared it. Nothing is posted into it any more."""
        return self.act(request, month, NothingSerializer(data=request.data), close)


class ReopenView(ActView):
    """Open again."""

    @extend_schema(operation_id="reopen_period", request=ReasonSerializer, responses=PeriodSerializer)
    def post(self, request: Request, month: date) -> Response:
        """Ask to open the last closed month again; when another person asks for the same, it is open."""
        return self.act(request, month, ReasonSerializer(data=request.data), reopening.reopen)


class FormQuery(serializers.Serializer):
    """As which file."""

    def get_fields(self) -> dict[str, Any]:
        """Its name is one of Python's words."""
        return {"as": serializers.ChoiceField(choices=Export.Form.choices, default="csv")}


class TrialBalanceView(APIView):
    """The trial balance as a file."""

    permission_classes = FINANCE_ONLY
    content_negotiation_class = ByParameter
    required_scopes = {"GET": "finance:read"}

    @extend_schema(operation_id="trial_balance", parameters=[FormQuery], responses=FILES)
    def get(self, request: Request, month: date) -> HttpResponseBase:
        """Send a month's trial balance: as kept once it is closed, as it stands before."""
        query = FormQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        period = Period.objects.get(month=month)
        table, filters = balance_table(month, balances_of(period)), {"month": period.name, "status": period.status}
        form = query.validated_data["as"]
        return sent(export(kind=Export.Kind.TRIAL_BALANCE, form=form, table=table, filters=filters, by=request.user))


ONE = "finance/periods/<month:month>"
urlpatterns = [
    path("finance/periods", PeriodList.as_view(), name="periods"),
    path(ONE, PeriodView.as_view(), name="period"),
    path(f"{ONE}/prepare", PrepareView.as_view(), name="period-prepare"),
    path(f"{ONE}/take-back", TakeBackView.as_view(), name="period-take-back"),
    path(f"{ONE}/close", CloseView.as_view(), name="period-close"),
    path(f"{ONE}/reopen", ReopenView.as_view(), name="period-reopen"),
    path(f"{ONE}/trial-balance", TrialBalanceView.as_view(), name="period-trial-balance"),
]
