"""What does not match, over HTTP: who looks after it, what was noted, what can be done, and doing it."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payments.api.exception_shapes import DiscrepancyInFullSerializer, DiscrepancySerializer
from payments.api.fields import StrictSerializer
from payments.api.permissions import FINANCE_ONLY
from payments.models import Discrepancy, Remedy
from payments.reconciliation import handling, looking, remedying
from payments.reconciliation.models import RemedyName


class AssignSerializer(StrictSerializer):
    """Who looks after it from now on; null: nobody."""

    owner = serializers.UUIDField(allow_null=True)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class NotedSerializer(StrictSerializer):
    """What was found out."""

    text = serializers.CharField(max_length=2000)


class WhySerializer(StrictSerializer):
    """Why; always."""

    reason = serializers.CharField(max_length=2000)


class RemarkSerializer(StrictSerializer):
    """Why, if there is something to say."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class ProposalSerializer(WhySerializer):
    """What shall be done, and why."""

    name = serializers.ChoiceField(choices=[name for name in RemedyName.choices if name[0] != RemedyName.LOOK_AGAIN])


class ExceptionsView(generics.GenericAPIView[Discrepancy]):
    """Exceptions with all that belongs to them."""

    permission_classes = FINANCE_ONLY
    required_scopes = {"GET": "finance:read", "POST": "finance:write"}
    serializer_class: Any = DiscrepancyInFullSerializer

    def get_queryset(self) -> QuerySet[Discrepancy]:
        """All of them."""
        return Discrepancy.objects.with_all().order_by("-id")

    def given(self, request: Request, form: type[StrictSerializer]) -> dict[str, Any]:
        """The body, or a refusal that names its fields."""
        body = form(data=request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def shown(self) -> Response:
        """The exception as it is now."""
        return Response(self.get_serializer(self.get_object()).data)


class ExceptionList(ExceptionsView, generics.ListAPIView[Discrepancy]):
    """What does not match."""

    http_method_names = ["get", "head", "options"]
    serializer_class = DiscrepancySerializer

    def get_queryset(self) -> QuerySet[Discrepancy]:
        """The open ones."""
        return super().get_queryset().filter(closed_at=None)

    @extend_schema(operation_id="list_finance_exceptions")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the open exceptions, newest first, with owner, age and notes."""
        return super().get(request, *args, **kwargs)


class ExceptionDetail(ExceptionsView):
    """One exception."""

    @extend_schema(operation_id="get_finance_exception")
    def get(self, request: Request, pk: UUID) -> Response:
        """Show an exception, what was done about it, and what can be."""
        return self.shown()


class AssignView(ExceptionsView):
    """Who looks after it."""

    @extend_schema(operation_id="assign_finance_exception", request=AssignSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give an exception to someone of finance, or to nobody."""
        given = self.given(request, AssignSerializer)
        owner = given["owner"] and get_user_model().objects.get(pk=given["owner"])
        handling.assign(discrepancy_id=pk, owner=owner, by=request.user, reason=given["reason"])
        return self.shown()


class NoteView(ExceptionsView):
    """What was found out."""

    @extend_schema(operation_id="note_finance_exception", request=NotedSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Write a note; it is kept for ever with who and when."""
        handling.note(discrepancy_id=pk, by=request.user, **self.given(request, NotedSerializer))
        return self.shown()


class LookView(ExceptionsView):
    """Look again."""

    idempotency = "none"  # it calls Stripe, so no transaction may wrap it; a repeat only looks once more

    @extend_schema(operation_id="look_again_at_finance_exception", request=WhySerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Fetch what the exception is about from Stripe, let its own rules settle it, and compare again."""
        looking.look_again(discrepancy_id=pk, by=request.user, **self.given(request, WhySerializer))
        return self.shown()


class ProposeView(ExceptionsView):
    """Say what shall be done."""

    @extend_schema(operation_id="propose_finance_remedy", request=ProposalSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Propose a remedy; what books money, and accepting a difference as it is, waits for a second person."""
        remedying.propose(discrepancy_id=pk, by=request.user, **self.given(request, ProposalSerializer))
        return self.shown()


class RemedyView(ExceptionsView):
    """The second person's word."""

    def decided(self, remedy: Remedy) -> Response:
        """The exception of the remedy as it is now."""
        row = self.get_queryset().get(pk=remedy.discrepancy_id)
        return Response(self.get_serializer(row).data)


class AcceptView(RemedyView):
    """Yes."""

    @extend_schema(operation_id="accept_finance_remedy", request=RemarkSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Accept what someone else proposed: it is booked, or the matter closed as explained."""
        given = self.given(request, RemarkSerializer)
        return self.decided(remedying.accept(remedy_id=pk, by=request.user, reason=given["reason"]))


class RefuseView(RemedyView):
    """No."""

    @extend_schema(operation_id="refuse_finance_remedy", request=WhySerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Refuse what was proposed, or withdraw one's own; nothing moves."""
        given = self.given(request, WhySerializer)
        return self.decided(remedying.refuse(remedy_id=pk, by=request.user, reason=given["reason"]))


urlpatterns = [
    path("finance/exceptions", ExceptionList.as_view(), name="finance-exceptions"),
    path("finance/exceptions/<uuid:pk>", ExceptionDetail.as_view(), name="finance-exception"),
    path("finance/exceptions/<uuid:pk>/assign", AssignView.as_view(), name="finance-exception-assign"),
    path("finance/exceptions/<uuid:pk>/notes", NoteView.as_view(), name="finance-exception-note"),
    path("finance/exceptions/<uuid:pk>/look-again", LookView.as_view(), name="finance-exception-look"),
    path("finance/exceptions/<uuid:pk>/remedies", ProposeView.as_view(), name="finance-exception-propose"),
    path("finance/remedies/<uuid:pk>/accept", AcceptView.as_view(), name="finance-remedy-accept"),
    path("finance/remedies/<uuid:pk>/refuse", RefuseView.as_view(), name="finance-remedy-refuse"),
]
