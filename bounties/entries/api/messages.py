"""The thread between the buyer and one offeror, and what moderators see of it."""

from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.accounts.policies import require_moderator, signed_in
from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.api.writing import ReasonBody, reason_in
from bounties.entries import messaging
from bounties.entries.models import Message
from payments.api.fields import StrictSerializer


class MessageBody(StrictSerializer):
    """What to say; no addresses and no phone numbers before an offer is taken."""

    body = serializers.CharField(max_length=messaging.LONGEST_MESSAGE)


class ThreadMessage(serializers.ModelSerializer):
    """A message; its author is known by their side only. A hidden one has no body, and says why."""

    status = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    report_answer = serializers.CharField(
        read_only=True, default="", help_text="Why a report of one's own had no cause; in its thread."
    )

    class Meta:
        model = Message
        fields = ["id", "status", "entry", "side", "body", "sent_at", "reported_at", "hidden_reason", "report_answer"]

    def get_status(self, message: Message) -> str:
        """Whether it can be read."""
        return "hidden" if message.hidden_at else "sent"

    def get_body(self, message: Message) -> str:
        """Nothing once it is hidden."""
        return "" if message.hidden_at else message.body


class Messages(GenericAPIView):
    """The thread of one entry."""

    queryset = Message.objects.all()
    serializer_class = ThreadMessage
    required_scopes: ClassVar[dict[str, str]] = {"GET": "entries:read", "POST": "entries:write"}

    @extend_schema(responses=ThreadMessage(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """All of it, oldest first; for its two sides, and for moderators once something in it was reported."""
        entry = get_object_or_404(messaging.threads_of(request.user), pk=pk)
        page = self.paginate_queryset(messaging.thread_of(entry, signed_in(request.user)).order_by("id"))
        return self.get_paginated_response(ThreadMessage(page, many=True).data)

    @extend_schema(request=MessageBody, responses={201: ThreadMessage})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Write to the other side, between the deadline and the choice; about a taken offer also after it."""
        body = MessageBody(data=request.data)
        body.is_valid(raise_exception=True)
        message = messaging.write(entry_id=pk, body=body.validated_data["body"], by=request.user)
        return Response(ThreadMessage(message).data, status=201)


class ReportedMessages(ListAPIView[Message]):
    """What was reported and is not answered, oldest first; for moderators."""

    request: SignedInRequest
    serializer_class = ThreadMessage
    queryset: QuerySet[Message] = Message.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar[dict[str, str]] = {"GET": "moderation:write"}

    def get_queryset(self) -> QuerySet[Message]:
        """Not of sponsors that one is a member of."""
        require_moderator(self.request.user)
        return messaging.waiting().filter(entry__in=messaging.threads_of(self.request.user))


class ReportMessage(GenericAPIView):
    """Call a moderator."""

    queryset = Message.objects.all()
    serializer_class = ThreadMessage
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "entries:write"}

    @extend_schema(request=ReasonBody, responses=ThreadMessage)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """A message that one received; from then on moderators read the thread."""
        message = messaging.report(message_id=pk, reason=reason_in(request), by=request.user)
        return Response(ThreadMessage(message).data)


class HideMessage(GenericAPIView):
    """Take a reported message out of sight."""

    queryset = Message.objects.all()
    serializer_class = ThreadMessage
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=ThreadMessage)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator of no side; both sides read why."""
        message = messaging.hide(message_id=pk, reason=reason_in(request), by=request.user)
        return Response(ThreadMessage(message).data)


class DismissReport(GenericAPIView):
    """Answer a report: nothing is wrong."""

    queryset = Message.objects.all()
    serializer_class = ThreadMessage
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=ThreadMessage)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator of no side; who reported it reads why, and reports it no second time."""
        message = messaging.dismiss(message_id=pk, reason=reason_in(request), by=request.user)
        return Response(ThreadMessage(message).data)
