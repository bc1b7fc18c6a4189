"""The engine's words: its queues, and who may see an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

QUEUES = ("money", "deadlines", "default", "mail", "webhooks", "pictures")


class Audience(models.TextChoices):
    """Who may see an event in a timeline; a timeline shows no more than that."""

    PUBLIC = "public", _("Public")
    PARTIES = "parties", _("Parties")
    STAFF = "staff", _("Staff")
