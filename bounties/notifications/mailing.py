"""Sending a notification by e-mail: at least once, under a stable Message-ID, so that a repeat is seen as one."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from bounties.notifications.models import Notification
from workers.clock import LaurelNow


def send(*, notification_id: UUID | str) -> None:
    """Mail it, unless that is done. Network work: called with no transaction open; an error is tried again later."""
    notification = Notification.objects.unmailed().select_related("user").filter(pk=notification_id).first()
    if notification is None:
        return
    message(notification).send()
    Notification.objects.filter(pk=notification.pk).update(mailed_at=LaurelNow())


def message(notification: Notification) -> EmailMessage:
    """The e-mail: plain text, one thought, one link."""
    host = settings.PUBLIC_URL.split("//")[-1].split(":", maxsplit=1)[0]
    footer = _("You get this because you take part in this on Laurel.")
    return EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{notification.title}",
        body=f"{notification.body}\n\n{settings.PUBLIC_URL}{notification.path}\n\n-- \n{footer}\n",
        to=[notification.user.email],
        headers={"Message-ID": f"<{notification.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
