"""What a sponsor promises, and what of it is running; for its members."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts.api.sponsors import sponsors_of
from bounties.accounts.policies import signed_in
from bounties.service_levels import choosing
from bounties.service_levels.models import Choice, ServiceClock
from payments.api.fields import StrictSerializer
from workers.clock import laurel_now

LATEST = 20


class ChoiceBody(StrictSerializer):
    """A plan and a calendar, by name."""

    plan = serializers.CharField(max_length=40)
    calendar = serializers.CharField(max_length=40)


class ChoiceRow(serializers.ModelSerializer[Choice]):
    """What was chosen when."""

    plan = serializers.CharField(source="plan.name")
    calendar = serializers.CharField(source="calendar.name")

    class Meta:
        model = Choice
        fields: ClassVar = ["plan", "calendar", "chosen_at"]


class ServiceLevelDetail(serializers.Serializer[Any]):
    """What holds for whatever begins now; null only where the house has no default. Earlier choices, newest first."""

    plan = serializers.CharField(allow_null=True)
    calendar = serializers.CharField(allow_null=True)
    choices = ChoiceRow(many=True, help_text=f"The latest {LATEST}.")


class ServiceClockRow(serializers.ModelSerializer[ServiceClock]):
    """One measured thing."""

    plan = serializers.CharField(source="plan.name")

    class Meta:
        model = ServiceClock
        fields: ClassVar = [
            *("id", "challenge", "measure", "subject_id", "plan", "status", "started_at", "due_at", "stopped_at"),
            "breached_at",
        ]


class ServiceLevel(APIView):
    """The plan and the business calendar of one sponsor."""

    serializer_class = ServiceLevelDetail
    required_scopes: ClassVar = {"GET": "sponsors:read", "POST": "sponsors:write"}

    @extend_schema(operation_id="get_service_level", responses=ServiceLevelDetail)
    def get(self, request: Request, sponsor_id: UUID) -> Response:
        """For its members and moderators; the public sees the record."""
        return self._show(sponsors_of(request).get(pk=sponsor_id).pk)

    @extend_schema(operation_id="choose_service_level", request=ChoiceBody, responses={201: ServiceLevelDetail})
    def post(self, request: Request, sponsor_id: UUID) -> Response:
        """Choose both (owners). What runs already runs on as it began; who pays for a plan is settled outside."""
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        body = ChoiceBody(data=request.data)
        body.is_valid(raise_exception=True)
        choosing.choose(sponsor_id=sponsor.pk, by=signed_in(request.user), **body.validated_data)
        return self._show(sponsor.pk, status=201)

    def _show(self, sponsor_id: UUID, *, status: int = 200) -> Response:
        promise = choosing.in_force(sponsor_id, laurel_now())
        choices = Choice.objects.filter(sponsor=sponsor_id).select_related("plan", "calendar")[:LATEST]
        shown = {
            "plan": promise.plan.name if promise else None,
            "calendar": promise.calendar.name if promise else None,
            "choices": choices,
        }
        return Response(ServiceLevelDetail(shown).data, status=status)


class ServiceClocks(generics.ListAPIView[ServiceClock]):
    """What a sponsor still has to do in time."""

    serializer_class = ServiceClockRow
    required_scopes: ClassVar = {"GET": "sponsors:read"}
    queryset = ServiceClock.objects.none()

    def get_queryset(self) -> QuerySet[ServiceClock]:
        """Open clocks, the oldest first; for its members and moderators."""
        sponsor = sponsors_of(self.request).get(pk=self.kwargs["sponsor_id"])
        return (
            ServiceClock.objects.open().filter(sponsor=sponsor.pk).select_related("plan").order_by("started_at", "id")
        )
