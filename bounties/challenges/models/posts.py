"""What helps a sponsor to post: one-step posts that can be repeated, and saved templates."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.challenges.models.challenge import Challenge
from payments.sentences import filled
from workers.clock import LaurelNow


class ShortPost(models.Model):
    """A challenge that was posted in one step: under whose key, and what it said, so that a repeat finds it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="short_posts")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)  # hex, over the canonical bytes of what was asked for
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="short_post_is_one_per_challenge", fields=["challenge"]),
            models.UniqueConstraint(name="short_post_is_one_per_key", fields=["posted_by", "client_key"]),
            models.CheckConstraint(name="short_post_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]
        triggers = [
            pgtrigger.Protect(name="short_post_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{challenge} in one step"), challenge=self.challenge_id)


class Template(models.Model):
    """Terms that a sponsor keeps to draft from: everything that a challenge says but its dates, which become spans."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="templates")
    name = models.CharField(max_length=120)
    document = models.JSONField()  # as terms.document_of has it, without the moments
    open_seconds = models.PositiveIntegerField(null=True)  # from opening to close; null: not said
    judging_seconds = models.PositiveIntegerField(null=True)  # from close to judge_by
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="template_is_one_per_name", fields=["sponsor", "name"]),
            models.CheckConstraint(name="template_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
