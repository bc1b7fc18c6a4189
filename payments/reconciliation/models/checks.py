"""When the books were last checked."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.sentences import filled
from workers.clock import LaurelNow


class BookCheck(models.Model):
    """One run of a check over all the books, and what it found."""

    class Kind(models.TextChoices):
        """Which check."""

        SELF_CHECK = "self_check", _("Self check")  # the ledger against itself and its objects
        RECONCILE = "reconcile", _("Reconcile")  # the ledger against Stripe

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    differences = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        indexes = [models.Index(fields=["kind", "-at"], name="book_check_latest")]

    def __str__(self) -> str:
        return filled(gettext("{kind}: {count} differences"), kind=self.get_kind_display(), count=self.differences)
