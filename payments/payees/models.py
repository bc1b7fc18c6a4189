"""Who can be paid: a user's connected account at Stripe, and each of their visits to its onboarding."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import append_only
from payments.payees.querysets import PayeeQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow


class Payee(models.Model):
    """A user's connected account and what it still lacks, as Stripe last told; Stripe may take a capability back."""

    class Status(models.TextChoices):
        """What it means for being paid."""

        NEW = "new", _("New")  # no account yet
        ONBOARDING = "onboarding", _("Onboarding")  # Stripe still wants or checks something
        PAYABLE = "payable", _("Payable")
        REJECTED = "rejected", _("Rejected")  # Stripe won't have this person
        DISCONNECTED = (
            "disconnected",
            _("Disconnected"),
        )  # they ended the connection with the platform; they may make a new one

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="payee")
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    account_id = models.CharField(max_length=40, unique=True, null=True)  # acct_...
    account_key = models.CharField(max_length=80, unique=True)  # idempotency key of the account's creation
    account_request = models.JSONField(null=True)  # exactly what is sent under that key
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2, upper case, as Stripe knows it
    transfers = models.CharField(max_length=12, default="inactive")  # the capability: inactive, pending, active
    payouts_enabled = models.BooleanField(default=False)  # Stripe pays on to the bank
    requirements = models.JSONField(default=dict)  # Stripe's own object: currently_due, disabled_reason, ...
    banks = models.JSONField(default=list)  # ids of the bank accounts that Stripe pays on to, sorted
    fingerprints = ArrayField(models.CharField(max_length=80), default=list)  # of these: one account, one fingerprint
    bank_looked_at = models.DateTimeField(null=True)  # when Stripe was last asked for payouts to these
    bank_changed_at = models.DateTimeField(null=True)  # since when it is another account or bank than before
    created_at = models.DateTimeField(db_default=LaurelNow())
    refreshed_at = models.DateTimeField(null=True)  # when Stripe was last asked for what stands here

    objects = PayeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payee_is_payable_only_with_an_active_account",
                condition=~Q(status="payable") | Q(account_id__isnull=False, transfers="active"),
            ),
            models.CheckConstraint(
                name="payee_is_new_iff_without_account", condition=Q(status="new") ^ Q(account_id__isnull=False)
            ),
            models.CheckConstraint(
                name="payee_account_comes_from_a_stored_request",
                condition=Q(account_id=None) | Q(account_request__isnull=False),
            ),
        ]
        indexes = [GinIndex(fields=["fingerprints"], name="payee_by_fingerprint")]

    def __str__(self) -> str:
        return filled(gettext("payee {account}"), account=self.account_id or self.pk)

    @property
    def is_payable(self) -> bool:
        """Whether a transfer to them would be taken by Stripe, as far as we know."""
        return self.status == self.Status.PAYABLE


class PastAccount(models.Model):
    """An account that its owner disconnected before they made another: what was paid to it stays found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="past_accounts")
    account_id = models.CharField(max_length=40, unique=True)  # acct_...
    country = models.CharField(max_length=2, blank=True)
    ended_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        triggers = append_only("past_account")

    def __str__(self) -> str:
        return self.account_id


class OnboardingVisit(models.Model):
    """One request for a way into the hosted onboarding. A repeat with the client's key resumes the same visit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="visits")
    client_key = models.CharField(max_length=255)
    link_key = models.CharField(max_length=80, unique=True)  # idempotency key of the link's creation
    link_request = models.JSONField(null=True)  # exactly what is sent under that key
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="onboarding_visit_is_one_per_client_key", fields=["payee", "client_key"]),
        ]

    def __str__(self) -> str:
        return f"visit of {self.payee_id}"
