"""Statements on the desk: read, printed, taken out as files; and the list of what was taken out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from payments.admin.asking import FileForm, SpanForm, StatementForm
from payments.admin.reading import ReadOnlyAdmin
from payments.errors import PaymentError
from payments.models import Export
from payments.money import Money
from payments.rights import Right, has_right
from payments.statements.answering import said, sent
from payments.statements.exporting import export
from payments.statements.journal import journal_table
from payments.statements.movements import Extract, Movement
from payments.statements.paging import Sheet, extract_of, sheet
from payments.statements.subjects import Subject, SubjectKind
from payments.statements.tables import Table, statement_table
from payments.statements.wording import name_of, words_for

PARTS = {"title": gettext_lazy("Statements and the journal"), "forms": [("csv", "CSV"), ("xlsx", "XLSX")]}
SUMS = ("opening", "debits", "credits", "closing")


@dataclass(frozen=True, slots=True)
class Line:
    """A movement as the page shows it."""

    row: Movement
    words: str
    account: str
    debit: Money | str
    credit: Money | str
    balance: Money


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    """Who took which file, by which filters, and what exactly they got."""

    list_display = ("kind", "form", "by", "at", "rows", "size", "is_complete", "sha256")
    list_filter = ("kind", "form", "is_complete")
    list_select_related = ("by",)
    search_fields = ("=sha256", "by__email")
    ordering = ("-at",)


def statement_link(kind: SubjectKind, reference: str) -> SafeString:
    """A link to someone's statement."""
    address = f"{reverse('desk-statement')}?{urlencode({'subject': kind.value, 'id': reference})}"
    return format_html('<a href="{}">{}</a>', address, _("Statement"))


def require_reader(request: HttpRequest) -> None:
    """Whoever may not read money is refused."""
    if not has_right(request.user, Right.READ):
        raise PermissionDenied


@require_safe
def statement_page(request: HttpRequest) -> HttpResponse:
    """Ask for a statement, and show a page of it."""
    require_reader(request)
    form = StatementForm(request.GET if "subject" in request.GET else None)
    shown: dict[str, Any] = {**admin.site.each_context(request), **PARTS, "form": form, "journal": SpanForm()}
    try:
        if form.is_valid():
            shown |= _shown(sheet(_extract(form), cursor=request.GET.get("cursor", "")))
            shown["query"] = {name: value for name, value in request.GET.items() if name != "cursor"}
    except PaymentError as refusal:
        shown["refusal"] = str(refusal)
    return TemplateResponse(request, "admin/statement.html", shown, status=400 if "refusal" in shown else 200)


@require_POST
def statement_file(request: HttpRequest) -> HttpResponseBase:
    """The whole statement as a file."""
    require_reader(request)
    asked, form = StatementForm(request.POST), FileForm(request.POST)
    if not (asked.is_valid() and form.is_valid()):
        raise PermissionDenied
    extract = _extract(asked)
    filters = said(extract.span, subject=extract.subject.kind, id=extract.subject.reference, currency=extract.currency)
    return _taken(request, Export.Kind.STATEMENT, form, statement_table(extract), filters)


@require_POST
def journal_file(request: HttpRequest) -> HttpResponseBase:
    """Every posting of some days as a file."""
    require_reader(request)
    asked, form = SpanForm(request.POST), FileForm(request.POST)
    if not (asked.is_valid() and form.is_valid()):
        raise PermissionDenied
    span = asked.span()
    return _taken(request, Export.Kind.JOURNAL, form, journal_table(span), said(span))


def _taken(request: HttpRequest, kind: str, form: FileForm, table: Table, filters: dict[str, str]) -> HttpResponseBase:
    chosen = form.cleaned_data["form"]
    return sent(export(kind=kind, form=chosen, table=table, filters=filters, by=request.user))


def _extract(form: StatementForm) -> Extract:
    given = form.cleaned_data
    subject = Subject(SubjectKind(given["subject"]), given["id"])
    return extract_of(subject, currency=given["currency"].lower(), span=form.span())


def _shown(found: Sheet) -> dict[str, Any]:
    extract, totals = found.extract, found.totals
    sums = {name: Money(getattr(totals, name), extract.currency) for name in SUMS}
    lines = [_line(row, extract.currency) for row in found.movements]
    debt = extract.subject.debt(extract.currency)
    return {"found": found, "extract": extract, "sums": sums, "lines": lines, "debt": debt}


def _line(row: Movement, currency: str) -> Line:
    debit, credit = (Money(amount, currency) if amount else "" for amount in (row.debit, row.credit))
    words, account = _(words_for(row.situation, row.kind)), _(name_of(row.kind))
    return Line(row, words, account, debit, credit, Money(row.balance, currency))
