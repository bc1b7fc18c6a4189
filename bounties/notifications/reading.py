"""Reading one's own notifications."""

from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from bounties.accounts.models import User
from bounties.notifications.models import Notification
from workers.clock import LaurelNow


@transaction.atomic
def mark_read(*, notification_id: UUID, by: User) -> Notification:
    """Note when it was first read; another person's notification is not found (Http404)."""
    mine = Notification.objects.of(by)
    mine.unread().filter(pk=notification_id).update(read_at=LaurelNow())
    return get_object_or_404(mine, pk=notification_id)


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Note all as read; says how many were not."""
    return Notification.objects.of(by).unread().update(read_at=LaurelNow())
