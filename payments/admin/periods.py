"""The months on the desk: checklist, trial balance, and the acts that prepare, close and reopen them."""

from dataclasses import replace
from datetime import date

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from payments.admin.acting import Acting
from payments.admin.asking import FileForm
from payments.admin.period_acts import PERIOD_ACTS
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from payments.admin.retelling import retold
from payments.admin.statements import require_reader
from payments.models import Export, Period, PeriodClosing, PeriodReopening
from payments.money import Money
from payments.periods.balances import BalanceRow, balance_table, fingerprint, trial_balance
from payments.periods.checklist import Point
from payments.periods.looking import balances_of, points_of
from payments.statements.answering import sent
from payments.statements.exporting import export
from workers.clock import LaurelNow
from workers.waiting import Queue


class ClosingInline(ReadOnlyInline):
    """What stood in the month each time it was closed."""

    model = PeriodClosing
    fields = readonly_fields = ("number", "prepared_by", "closed_by", "closed_at", "sha256")


class ReopeningInline(ReadOnlyInline):
    """Who wanted it opened again, and who agreed."""

    model = PeriodReopening
    fields = readonly_fields = ("asked_by", "asked_at", "reason", "confirmed_by", "confirmed_at")
    show_change_link = False


def _over(status: str) -> QuerySet[Period]:
    """Months of this status that have ended."""
    return Period.objects.filter(status=status, month__lt=TruncMonth(LaurelNow()))


@admin.register(Period)
class PeriodAdmin(Acting, ReadOnlyAdmin):
    """One month of the books."""

    acts = PERIOD_ACTS
    queues = (
        Queue(_("Months to prepare"), lambda: _over("open"), "status__exact=open"),
        Queue(_("Months to close"), lambda: _over("prepared"), "status__exact=prepared"),
    )
    list_display = ("name", "status", "prepared_by", "prepared_at", "closed_by", "closed_at")
    list_filter = ("status",)
    list_select_related = ("prepared_by", "closed_by")
    search_fields = ("=month",)
    ordering = ("-month",)
    inlines = (ClosingInline,)
    related = ("checklist", "balances")

    @admin.display(description=_("month"), ordering="month")
    def name(self, row: Period) -> str:
        """As 2026-11."""
        return row.name

    @admin.display(description=_("checklist"))
    def checklist(self, row: Period) -> SafeString:
        """Each question with its answer, live while the month is open."""
        return mark_safe(render_to_string("admin/periods/checklist.html", {"points": _retold(points_of(row))}))  # noqa: S308

    @admin.display(description=_("trial balance"))
    def balances(self, row: Period) -> SafeString:
        """The trial balance, with a proof that a closed one is still what the books say."""
        rows = balances_of(row)
        kept = row.last_closing
        shown = {
            "rows": [(one, _(one.name), *_amounts(one)) for one in rows],
            "period": row,
            "kept": kept,
            "is_same": kept and kept.sha256 == fingerprint(trial_balance(row.month)),
        }
        return mark_safe(render_to_string("admin/periods/balances.html", shown))  # noqa: S308


def _retold(points: list[Point]) -> list[Point]:
    """A closed month's are kept in English."""
    return [replace(point, question=retold(point.question), answer=retold(point.answer)) for point in points]


def _amounts(row: BalanceRow) -> tuple[Money, ...]:
    return tuple(Money(amount, row.currency) for amount in (row.opening, row.debits, row.credits, row.closing))


@require_POST
def trial_balance_file(request: HttpRequest, month: date) -> HttpResponseBase:
    """A month's trial balance as a file."""
    require_reader(request)
    form = FileForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    period = get_object_or_404(Period, month=month)
    table = balance_table(month, balances_of(period))
    filters = {"month": period.name, "status": str(period.status)}
    chosen = form.cleaned_data["form"]
    return sent(export(kind=Export.Kind.TRIAL_BALANCE, form=chosen, table=table, filters=filters, by=request.user))


@admin.register(PeriodClosing)
class PeriodClosingAdmin(ReadOnlyAdmin):
    """What stood in a month when it was closed; never changed."""

    list_display = ("period", "number", "prepared_by", "closed_by", "closed_at", "sha256")
    list_select_related = ("period", "prepared_by", "closed_by")
    search_fields = ("=sha256",)
    ordering = ("-closed_at",)
    inlines = (ReopeningInline,)
