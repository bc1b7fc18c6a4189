"""What people were told, for staff who are asked about it. Nothing here can be changed."""

from django.contrib import admin

from bounties.notifications.models import MutedMail, Notification
from workers.admin import ReadOnly


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    """Who was told what, when, and whether it was mailed and read."""

    list_display = ["created_at", "user", "kind", "title", "mailed_at", "read_at"]
    list_filter = ["kind"]
    search_fields = ["user__email", "title"]
    list_select_related = ["user"]


@admin.register(MutedMail)
class MutedMailAdmin(ReadOnly):
    """Who wants no mail of what: the answer to "I was never told"."""

    list_display = ["at", "user", "group"]
    list_filter = ["group"]
    search_fields = ["user__email"]
    list_select_related = ["user"]
