"""What a person was told, and whether they read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.notifications.querysets import NotificationQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow


class Notification(models.Model):
    """One person told of one event, once: a delivery that runs twice finds its row there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, null=True, related_name="+")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=80)  # the event's name
    title = models.CharField(max_length=240)
    body = models.TextField()
    path = models.CharField(max_length=200)  # the page that it is about, from the site's root
    created_at = models.DateTimeField(db_default=LaurelNow())
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notification_is_one_per_event_and_person", fields=["event_id", "user"]),
            models.CheckConstraint(name="notification_says_something", condition=~Q(title="") & ~Q(body="")),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_inbox"),
            models.Index(fields=["user"], name="notification_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class MutedMail(models.Model):
    """A person wants no mail of this group (groups.py); in the app they are told all the same."""

    class Group(models.TextChoices):
        """What can be silenced."""

        CHALLENGES = "challenges", _("Challenges")
        ENTRIES = "entries", _("Entries")
        CONVERSATIONS = "conversations", _("Conversations")
        JUDGING = "judging", _("Judging")
        SERVICE_LEVELS = "service_levels", _("Service levels")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_mail")
    group = models.CharField(max_length=20, choices=Group)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mail_is_muted_once_per_group", fields=["user", "group"]),
            models.CheckConstraint(
                name="mail_that_binds_is_never_muted",
                condition=Q(group__in=["challenges", "entries", "conversations", "judging", "service_levels"]),
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{user} wants no mail of {group}"), user=self.user, group=self.get_group_display())
