"""Every file of the books that somebody took out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import terms_kept
from payments.sentences import filled
from payments.statements.triggers import EXPORT_ENDS_ONCE
from workers.clock import LaurelNow


class Export(models.Model):
    """Who took what out of the books, by which filters, and what exactly they got.

    The row is there before the first byte leaves; how it ended is said once, and nothing of it is changed afterwards.
    An export without an end was broken off with its process. `sha256` is over the bytes of the file as they were sent.
    """

    class Kind(models.TextChoices):
        """What it shows."""

        STATEMENT = "statement", _("Statement")
        JOURNAL = "journal", _("Journal")
        TRIAL_BALANCE = "trial_balance", _("Trial balance")

    class Form(models.TextChoices):
        """Which kind of file it is."""

        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("XLSX")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    form = models.CharField(max_length=8, choices=Form)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filters = models.JSONField()
    at = models.DateTimeField(db_default=LaurelNow())
    # How it ended
    rows = models.BigIntegerField(null=True)  # below the head
    size = models.BigIntegerField(null=True)  # bytes
    sha256 = models.CharField(max_length=64, null=True)  # hex
    is_complete = models.BooleanField(null=True)  # false: the reader hung up, and got only the first part
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_kind_is_known", condition=Q(kind__in=["statement", "journal", "trial_balance"])
            ),
            models.CheckConstraint(name="export_form_is_known", condition=Q(form__in=["csv", "xlsx"])),
            models.CheckConstraint(
                name="export_says_all_of_its_end_or_nothing",
                condition=Q(rows=None, size=None, sha256=None, is_complete=None, ended_at=None)
                | Q(
                    rows__gte=0,
                    size__gte=0,
                    sha256__regex="^[0-9a-f]{64}$",
                    is_complete__isnull=False,
                    ended_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="export_latest")]
        triggers = [*terms_kept("export", "kind", "form", "by_id", "filters", "at"), EXPORT_ENDS_ONCE]

    def __str__(self) -> str:
        return filled(gettext("{kind} as {form}"), kind=self.get_kind_display(), form=self.get_form_display())
