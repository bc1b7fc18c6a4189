"""Everything one was told, newest first."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import signed_in
from bounties.notifications import reading
from bounties.notifications.models import Notification
from bounties.notifications.querysets import NotificationQuerySet
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in

A_PAGE = 30


@require_safe
@for_signed_in
def news(request: HttpRequest) -> HttpResponse:
    """A page of it; `before` is the last one of the page before."""
    mine = Notification.objects.of(signed_in(request.user)).order_by("-id")
    found = list(_older(mine, request.GET.get("before", ""))[: A_PAGE + 1])
    shown, more = found[:A_PAGE], found[A_PAGE:]
    following = "?" + urlencode({"before": shown[-1].pk}) if more else ""
    return render(request, "account_pages/news.html", {"notifications": shown, "following": following})


def _older(mine: NotificationQuerySet, than: str) -> NotificationQuerySet:
    try:
        return mine.filter(pk__lt=UUID(than)) if than else mine
    except (ValueError, ValidationError):
        return mine


@require_POST
@for_signed_in
def open_one(request: HttpRequest, notification_id: UUID) -> HttpResponse:
    """Mark it read, and on to what it is about."""
    found = reading.mark_read(notification_id=notification_id, by=signed_in(request.user))
    return redirect(found.path)


@require_POST
@for_signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    user = signed_in(request.user)
    return press(request, lambda: reading.mark_all_read(by=user), done=_("All is read."), then=reverse("news"))
