"""Payees, payouts, their transfers and Stripe's news on the desk."""

from django.contrib import admin
from django.utils.safestring import SafeString

from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, links_to
from payments.models import InboxEvent, Payee, Payout, PayoutApproval, Transaction, TransferAttempt, TransferLeg


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


@admin.register(Payee)
class PayeeAdmin(ReadOnlyAdmin):
    """Who can be paid, and what Stripe still wants of them."""

    list_display = ("user", "account_id", "status", "country", "transfers", "payouts_enabled")
    list_filter = ("status", "country")
    list_select_related = ("user",)
    search_fields = ("=account_id",)
    related = ("payouts",)

    def payouts(self, row: Payee) -> SafeString:
        """What they get."""
        return links_to(Payout.objects.filter(payee=row).order_by("-created_at"))


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    """An award share on its way."""

    list_display = ("payee", "purse", "money", "status", "hold_reason", "due_at", "created_at")
    list_filter = ("status", "hold_reason")
    list_select_related = ("payee", "purse")
    search_fields = ("=award_reference", "=legs__transfer_id", "=purse__reference")
    ordering = ("-created_at",)
    inlines = (LegInline, ApprovalInline)
    related = ("transactions",)

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


@admin.register(InboxEvent)
class InboxEventAdmin(ReadOnlyAdmin):
    """What Stripe told us."""

    list_display = ("id", "type", "object_id", "account", "way", "received_at", "handled_at")
    list_filter = ("type", "way")
    search_fields = ("=id", "=object_id", "=account")
    ordering = ("-received_at",)
