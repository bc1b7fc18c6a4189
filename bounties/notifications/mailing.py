"""Sending a notification by e-mail: at least once, under a stable Message-ID, so that a repeat is seen as one."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from bounties.notifications import preferences
from bounties.notifications.groups import GROUP_OF
from bounties.notifications.models import Notification
from workers.clock import LaurelNow


def send(*, notification_id: UUID | str) -> None:
    """Mail it, unless that is done or not wanted.

    Network work: called with no transaction open; an error is tried again later.
    """
    notification = Notification.objects.unmailed().select_related("user").filter(pk=notification_id).first()
    if notification is None or preferences.is_muted(notification):
        return
    with override(notification.user.language):
        message(notification).send()
    Notification.objects.filter(pk=notification.pk).update(mailed_at=LaurelNow())


def message(notification: Notification) -> EmailMessage:
    """The e-mail of a notification; what can be silenced says so to mail programs too (RFC 8058)."""
    mail = composed(
        key=notification.pk,
        to=notification.user.email,
        title=notification.title,
        body=notification.body,
        path=notification.path,
        footer=_("You get this because you take part in this on Laurel. Which mails you get:")
        + f" {settings.PUBLIC_URL}/account/notifications",
    )
    if group := GROUP_OF.get(notification.kind):
        signed = preferences.pass_for(notification.user_id, group)
        mail.extra_headers["List-Unsubscribe"] = f"<{settings.PUBLIC_URL}/mail/{signed}>"
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def composed(*, key: UUID, to: str, title: str, body: str, path: str, footer: str) -> EmailMessage:
    """Plain text, one thought, one page; the same key has the same Message-ID."""
    line = " ".join(title.split()).replace(
        "=?", "= ?"
    )  # a header is one line, and mail programs decode "=?utf-8?q?…?="
    host = settings.PUBLIC_URL.split("//")[-1].split(":", maxsplit=1)[0]
    return EmailMessage(
        subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{line}",
        body=f"{body}\n\n{settings.PUBLIC_URL}{path}\n\n-- \n{footer}\n",
        to=[to],
        headers={"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
