"""The inbox over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts.policies import signed_in
from bounties.notifications import preferences, reading
from bounties.notifications.models import MutedMail, Notification
from bounties.notifications.querysets import NotificationQuerySet
from payments.api.fields import StrictSerializer


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """One notification as its reader sees it."""

    class Meta:
        model = Notification
        fields: ClassVar = ["id", "kind", "challenge", "title", "body", "path", "created_at", "read_at"]
        read_only_fields = fields


class NotificationList(generics.ListAPIView[Notification]):
    """One's own notifications, newest first."""

    serializer_class = NotificationSerializer
    required_scopes: ClassVar = {"GET": "notifications:read"}

    def get_queryset(self) -> NotificationQuerySet:
        """Only mine."""
        return Notification.objects.of(self.request.user).order_by("-id")


class NotificationRead(APIView):
    """Mark one as read."""

    serializer_class = NotificationSerializer
    required_scopes: ClassVar = {"POST": "notifications:write"}

    @extend_schema(operation_id="notifications_read", request=None)
    def post(self, request: Request, notification_id: UUID) -> Response:
        """Answers with the notification."""
        notification = reading.mark_read(notification_id=notification_id, by=signed_in(request.user))
        return Response(NotificationSerializer(notification).data)


class ReadSerializer(serializers.Serializer[Any]):
    """How many there were."""

    read = serializers.IntegerField()


class EverythingRead(APIView):
    """Mark all as read."""

    serializer_class = ReadSerializer
    required_scopes: ClassVar = {"POST": "notifications:write"}

    @extend_schema(operation_id="notifications_read_all", request=None)
    def post(self, request: Request) -> Response:
        """Answers with how many were unread."""
        return Response({"read": reading.mark_all_read(by=signed_in(request.user))})


class PreferenceSerializer(serializers.Serializer[Any]):
    """A group of notifications, and whether it is mailed."""

    group = serializers.ChoiceField(choices=MutedMail.Group.choices)
    title = serializers.CharField(source="label")
    says = serializers.CharField(help_text="What it is about.")
    by_mail = serializers.BooleanField()


class PreferencesSerializer(serializers.Serializer[Any]):
    """Every group that can be silenced. Money, awards and what binds by a date are always mailed."""

    groups = PreferenceSerializer(many=True)


class MutingSerializer(StrictSerializer):
    """What is not to be mailed from now on; all else is."""

    muted = serializers.ListField(child=serializers.CharField(max_length=20), max_length=20)


class Preferences(APIView):
    """Which notifications one gets by mail, too."""

    serializer_class = PreferencesSerializer
    required_scopes: ClassVar = {"GET": "notifications:read", "PUT": "notifications:write"}

    def get(self, request: Request) -> Response:
        """As chosen."""
        chosen = preferences.preferences_of(signed_in(request.user))
        return Response(PreferencesSerializer({"groups": chosen}).data)

    @extend_schema(request=MutingSerializer)
    def put(self, request: Request) -> Response:
        """Choose anew."""
        wish = MutingSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        chosen = preferences.choose(user=signed_in(request.user), muted=wish.validated_data["muted"])
        return Response(PreferencesSerializer({"groups": chosen}).data)


urlpatterns = [
    path("me/notification-preferences", Preferences.as_view(), name="notification-preferences"),
    path("notifications", NotificationList.as_view(), name="notifications"),
    path("notifications/read", EverythingRead.as_view(), name="notifications-read"),
    path("notifications/<uuid:notification_id>/read", NotificationRead.as_view(), name="notification-read"),
]
