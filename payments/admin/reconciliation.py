"""Stripe's books beside ours on the desk."""

from django.contrib import admin
from django.utils.safestring import SafeString

from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, links_to
from payments.models import (
    BookCheck,
    Discrepancy,
    DiscrepancyNote,
    ReconciliationRun,
    Remedy,
    SolvencyDay,
    StripeMovement,
    Transaction,
)
from workers.waiting import Queue


def of_source(source: str) -> SafeString:
    """The ledger's transactions that mirror one of Stripe's objects."""
    return links_to(Transaction.objects.filter(source=source or "-").order_by("occurred_at"))


@admin.register(StripeMovement)
class StripeMovementAdmin(ReadOnlyAdmin):
    """Stripe's balance transactions."""

    list_display = (
        "balance_transaction_id",
        "reporting_category",
        "source",
        "currency",
        "gross",
        "fee",
        "net",
        "status",
    )
    list_filter = ("reporting_category", "status", "currency")
    search_fields = ("=balance_transaction_id", "=source")
    ordering = ("-created",)
    related = ("transactions",)

    def transactions(self, row: StripeMovement) -> SafeString:
        """What we booked for it."""
        return of_source(row.source)


class NoteInline(ReadOnlyInline):
    """What people found out."""

    model = DiscrepancyNote
    fields = readonly_fields = ("at", "by", "text")
    show_change_link = False


class RemedyInline(ReadOnlyInline):
    """What people did about it."""

    model = Remedy
    fields = readonly_fields = ("name", "amount", "reason", "by", "at", "status", "second", "second_reason", "outcome")
    show_change_link = False


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    """What does not match."""

    list_display = ("kind", "subject", "currency", "stripe", "ledger", "owner", "opened_at", "closed_at")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    queues = (
        Queue(
            "Exceptions open",
            lambda: Discrepancy.objects.filter(closed_at=None),
            "closed_at__isempty=1",
            by="kind",
            is_urgent=True,
        ),
    )
    list_select_related = ("owner",)
    search_fields = ("=subject",)
    ordering = ("-opened_at",)
    inlines = (NoteInline, RemedyInline)
    related = ("transactions",)

    def transactions(self, row: Discrepancy) -> SafeString:
        """What we booked for it."""
        return of_source(row.subject)


@admin.register(BookCheck)
class BookCheckAdmin(ReadOnlyAdmin):
    """When the books were checked."""

    list_display = ("kind", "at", "differences")
    list_filter = ("kind",)
    ordering = ("-at",)


@admin.register(ReconciliationRun)
class ReconciliationRunAdmin(ReadOnlyAdmin):
    """Whole comparisons, and who signed them off."""

    list_display = ("started_at", "cause", "by", "step", "lines_seen", "matched", "opened", "closed", "signed_by")
    list_filter = ("cause", ("signed_at", admin.EmptyFieldListFilter))
    list_select_related = ("by", "signed_by")
    ordering = ("-started_at",)


@admin.register(SolvencyDay)
class SolvencyDayAdmin(ReadOnlyAdmin):
    """Held and owed against Stripe, day by day."""

    list_display = ("day", "currency", "held", "owed", "stripe", "ledger")
    list_filter = ("currency",)
    ordering = ("-day", "currency")
