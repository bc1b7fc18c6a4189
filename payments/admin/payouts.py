"""Payees, payouts, their transfers and Stripe's news on the desk."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.payout_acts import PAYOUT_ACTS
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, links_to
from payments.admin.reversal_acts import WAY_OUT_ACTS
from payments.models import (
    PastAccount,
    Payee,
    Payout,
    PayoutApproval,
    TaxForm,
    Transaction,
    TransferAttempt,
    TransferLeg,
)
from workers.waiting import Queue


class LegInline(ReadOnlyInline):
    """The transfers that carry a payout."""

    model = TransferLeg
    fields = readonly_fields = ("contribution", "amount", "status", "transfer_id", "transferred_at")


class ApprovalInline(ReadOnlyInline):
    """Who approved it."""

    model = PayoutApproval
    fields = readonly_fields = ("by", "round")
    show_change_link = False


class AttemptInline(ReadOnlyInline):
    """Each attempt at a transfer."""

    model = TransferAttempt
    fields = readonly_fields = ("number", "outcome", "idempotency_key", "error", "made_at", "closed_at")
    show_change_link = False


class PastAccountInline(ReadOnlyInline):
    """Accounts that the payee disconnected."""

    model = PastAccount
    fields = readonly_fields = ("account_id", "country", "ended_at")
    show_change_link = False


class TaxFormInline(ReadOnlyInline):
    """What they certified, the last of which counts."""

    model = TaxForm
    fields = readonly_fields = ("kind", "legal_name", "country", "signed_at")
    show_change_link = False


@admin.register(Payee)
class PayeeAdmin(ReadOnlyAdmin):
    """Who can be paid, and what Stripe still wants of them."""

    list_display = ("user", "account_id", "status", "country", "transfers", "payouts_enabled")
    list_filter = ("status", "country")
    list_select_related = ("user",)
    search_fields = ("=account_id", "user__email")
    related = ("payouts",)
    inlines = (TaxFormInline, PastAccountInline)

    @admin.display(description=_("payouts"))
    def payouts(self, row: Payee) -> SafeString:
        """What they get."""
        return links_to(Payout.objects.filter(payee=row).order_by("-created_at"))


@admin.register(Payout)
class PayoutAdmin(Acting, ReadOnlyAdmin):
    """An award share on its way, and what finance does about it."""

    acts = (*PAYOUT_ACTS, *WAY_OUT_ACTS)
    queues = (
        Queue(_("Payouts to approve"), lambda: Payout.objects.filter(status="ready"), "status__exact=ready"),
        Queue(
            _("Payouts blocked"),
            lambda: Payout.objects.filter(status="blocked"),
            "status__exact=blocked",
            by="hold_reason",
        ),
        Queue(
            _("Payouts to look at"),
            lambda: Payout.objects.filter(status="needs_review"),
            "status__exact=needs_review",
            is_urgent=True,
        ),
        Queue(
            _("Payouts failed"), lambda: Payout.objects.filter(status="failed"), "status__exact=failed", is_urgent=True
        ),
        Queue(
            _("Payouts returned"),
            lambda: Payout.objects.filter(status="returned"),
            "status__exact=returned",
            is_urgent=True,
        ),
    )

    list_display = ("paid_to", "purse", "money", "status", "hold_reason", "due_at", "created_at")
    list_filter = ("status", "hold_reason")
    list_select_related = ("payee__user", "purse")
    search_fields = ("=award_reference", "=legs__transfer_id", "=purse__reference", "payee__user__email")
    ordering = ("-created_at",)
    inlines = (LegInline, ApprovalInline)
    related = ("transactions",)

    @admin.display(description=_("payee"), ordering="payee__user__name")
    def paid_to(self, row: Payout) -> SafeString:
        """The person, and small beside them their account at Stripe."""
        return format_html("{} <small>{}</small>", row.payee.user, row.payee.account_id or _("not onboarded"))

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Payout) -> SafeString:
        """The movements that its transfers made."""
        return links_to(Transaction.objects.filter(source__in=row.transfer_ids))


@admin.register(TransferLeg)
class TransferLegAdmin(ReadOnlyAdmin):
    """One transfer with its attempts."""

    list_display = ("payout", "money", "status", "transfer_id")
    list_filter = ("status",)
    list_select_related = ("payout",)
    search_fields = ("=transfer_id",)
    inlines = (AttemptInline,)
