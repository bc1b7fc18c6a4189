"""Comparisons with Stripe, what does not match, and what is done about it, on the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.comparing import Comparing
from payments.admin.exception_acts import EXCEPTION_ACTS, REMEDY_ACTS, RUN_ACTS
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, link_to, links_to
from payments.admin.retelling import Retold
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
from payments.reconciliation.suggesting import suggestions
from workers.clock import laurel_now
from workers.waiting import Queue

STATES = {
    "open": _("open"),
    "assigned": _("assigned"),
    "proposed": _("waits for a second person"),
    "matched": _("matched"),
    "explained": _("explained"),
}


def of_source(source: str) -> SafeString:
    """The ledger's transactions that mirror one of Stripe's objects."""
    return links_to(Transaction.objects.filter(source=source or "-").order_by("occurred_at"))


def trace_link(wanted: str) -> SafeString:
    """To everything about an id."""
    return format_html('<a href="{}?id={}">{}</a>', reverse("desk-trace"), wanted, _("Trace %(id)s") % {"id": wanted})


@admin.register(StripeMovement)
class StripeMovementAdmin(ReadOnlyAdmin):
    """Stripe's balance transactions."""

    list_display = (
        *("balance_transaction_id", "reporting_category", "source", "currency", "gross", "fee", "net", "status"),
    )
    list_filter = ("reporting_category", "status", "currency")
    search_fields = ("=balance_transaction_id", "=source")
    ordering = ("-created",)
    related = ("transactions", "trace")

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: StripeMovement) -> SafeString:
        """What we booked for it."""
        return of_source(row.source)

    @admin.display(description=_("everything about it"))
    def trace(self, row: StripeMovement) -> SafeString:
        """Everything about it."""
        return trace_link(row.pk)


class NoteInline(ReadOnlyInline):
    """What people found out."""

    model = DiscrepancyNote
    fields = readonly_fields = ("at", "by", "text")
    show_change_link = False


class RemedyInline(Retold, ReadOnlyInline):
    """What people did about it."""

    model = Remedy
    fields = readonly_fields = ("name", "reason", "by", "at", "status", "second", "of_outcome")


@admin.register(Discrepancy)
class DiscrepancyAdmin(Acting, ReadOnlyAdmin):
    """What does not match."""

    acts = EXCEPTION_ACTS
    list_display = ("__str__", "currency", "stripe", "ledger", "owner", "age", "state")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter), "how", ("owner", admin.EmptyFieldListFilter))
    queues = (
        Queue(_("Exceptions open"), Discrepancy.objects.open, "closed_at__isempty=1", by="kind", is_urgent=True),
        Queue(
            _("Exceptions nobody has taken"),
            lambda: Discrepancy.objects.open().filter(owner=None),
            "closed_at__isempty=1&owner__isempty=1",
        ),
    )
    list_select_related = ("owner",)
    search_fields = ("=subject",)
    ordering = ("-opened_at",)
    inlines = (NoteInline, RemedyInline)
    related = ("state", "age", "what_could_be_done", "transactions", "trace")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discrepancy]:
        """With what their state is read from."""
        return super().get_queryset(request).prefetch_related("remedies")

    @admin.display(description=_("state"))
    def state(self, row: Discrepancy) -> str:
        """Open, assigned, waiting for a second person, matched or explained."""
        return str(STATES[row.status])

    @admin.display(description=_("age"))
    def age(self, row: Discrepancy) -> str:
        """How long it has been, or was, open."""
        seconds = int(((row.closed_at or laurel_now()) - row.opened_at).total_seconds())
        return _("%(days)s d %(hours)s h %(minutes)s min") % {
            "days": seconds // 86_400,
            "hours": seconds % 86_400 // 3_600,
            "minutes": seconds % 3_600 // 60,
        }

    @admin.display(description=_("what could be done"))
    def what_could_be_done(self, row: Discrepancy) -> SafeString | str:
        """Each remedy in words, the best first."""
        found = [(one.name.label, one.says) for one in suggestions(row)]
        return format_html_join("", "<p><strong>{}</strong>: {}</p>", found) or str(_("Nothing more."))

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Discrepancy) -> SafeString:
        """What we booked for it."""
        return of_source(row.subject)

    @admin.display(description=_("everything about it"))
    def trace(self, row: Discrepancy) -> SafeString:
        """Everything about what it is about."""
        return trace_link(row.subject)


@admin.register(Remedy)
class RemedyAdmin(Retold, Acting, ReadOnlyAdmin):
    """What was proposed about exceptions, and who accepted it."""

    acts = REMEDY_ACTS
    list_display = ("name", "discrepancy", "amount", "by", "at", "status", "second", "of_outcome")
    instead = {"outcome": "of_outcome"}
    list_filter = ("status", "name")
    list_select_related = ("discrepancy", "by", "second")
    queues = (
        Queue(
            _("Remedies to accept"),
            lambda: Remedy.objects.filter(status="proposed"),
            "status__exact=proposed",
        ),
    )
    ordering = ("-at",)
    related = ("exception",)

    @admin.display(description=_("exception"))
    def exception(self, row: Remedy) -> SafeString | str:
        """What it is about."""
        return link_to(row.discrepancy)


@admin.register(BookCheck)
class BookCheckAdmin(ReadOnlyAdmin):
    """When the books were checked."""

    list_display = ("kind", "at", "differences")
    list_filter = ("kind",)
    ordering = ("-at",)


@admin.register(ReconciliationRun)
class ReconciliationRunAdmin(Retold, Comparing, Acting, ReadOnlyAdmin):
    """Whole comparisons, and who signed them off."""

    acts = RUN_ACTS
    list_display = ("started_at", "cause", "by", "of_step", "lines_seen", "matched", "opened", "closed", "signed_by")
    instead = {"step": "of_step", "failure": "of_failure"}
    list_filter = ("cause", ("signed_at", admin.EmptyFieldListFilter))
    list_select_related = ("by", "signed_by")
    ordering = ("-started_at",)
    related = ("lines", "differences")

    @admin.display(description=_("Stripe's lines"))
    def lines(self, row: ReconciliationRun) -> SafeString:
        """Stripe's lines that it saw."""
        address = reverse("admin:payments_reconciliationrun_lines", args=[row.pk])
        words = [
            ("", _("all %(count)s") % {"count": row.lines_seen}),
            ("yes", _("%(count)s matched") % {"count": row.matched}),
            ("no", _("%(count)s unmatched") % {"count": row.unmatched}),
        ]
        links: Any = ((address, value, word) for value, word in words)
        return format_html_join(", ", '<a href="{}?matched={}">{}</a>', links)

    @admin.display(description=_("difference"))
    def differences(self, row: ReconciliationRun) -> str:
        """Stripe's figure less ours, per currency."""
        return ", ".join(f"{figure['currency']} {figure['difference']}" for figure in row.figures) or "-"


@admin.register(SolvencyDay)
class SolvencyDayAdmin(ReadOnlyAdmin):
    """Held and owed against Stripe, day by day."""

    list_display = ("day", "currency", "held", "owed", "stripe", "ledger")
    list_filter = ("currency",)
    ordering = ("-day", "currency")
