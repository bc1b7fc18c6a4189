"""A sponsor's statement by month: what its cards paid in and what went back; to read, to print, or as a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bounties.accounts.policies import signed_in
from bounties.pages.sponsoring.places import own_money, tabs_of
from payments.errors import InvalidInput
from payments.statements.answering import said, sent
from payments.statements.exporting import export
from payments.statements.models import Export
from payments.statements.movements import Extract, Movement
from payments.statements.paging import extract_of, sheet
from payments.statements.spans import Span
from payments.statements.subjects import Subject, SubjectKind
from payments.statements.tables import statement_table
from payments.statements.wording import words_for
from workers.clock import laurel_now

MONTHS = 24  # that one chooses among


@dataclass(frozen=True, slots=True)
class Line:
    """One movement, as its payer reads it; minor units."""

    movement: Movement
    says: str


class AskedForm(forms.Form):
    """Which month, which currency, and in which form."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])
    currency = forms.RegexField("^[a-z]{3}$", required=False)
    file = forms.ChoiceField(choices=Export.Form.choices, required=False)


@require_safe
@never_cache
@login_required
def statements(request: HttpRequest, sponsor_id: UUID) -> HttpResponseBase:
    """For its owner, managers and finance people."""
    sponsor = own_money(request, sponsor_id)
    form = AskedForm(request.GET)
    form.is_valid()
    asked, today = form.cleaned_data, laurel_now().date()
    subject = Subject(SubjectKind.PAYER, str(sponsor.pk))
    span = Span.of_month(asked.get("month") or today)
    extract = extract_of(subject, currency=asked.get("currency") or "", span=span)
    if asked.get("file"):
        return _file(request, extract, asked["file"])
    return _page(request, sponsor, extract, today)


def _file(request: HttpRequest, extract: Extract, form: str) -> HttpResponseBase:
    """The same as a table; who takes it is on the desk's list of exports."""
    filters = said(extract.span, subject=extract.subject.kind, id=extract.subject.reference, currency=extract.currency)
    table, by = statement_table(extract), signed_in(request.user)
    return sent(export(kind=Export.Kind.STATEMENT, form=form, table=table, filters=filters, by=by))


def _page(request: HttpRequest, sponsor: Any, extract: Extract, today: date) -> HttpResponse:
    found = _sheet(extract, request.GET.get("after", ""))
    shown = {
        "sponsor": sponsor,
        "tabs": tabs_of(sponsor, "statements-of-sponsor"),
        "currencies": extract.subject.currencies(),
        "currency": extract.currency,
        "month": extract.span.first_day,
        "months": _months(today),
        "totals": found.totals,
        "lines": [Line(row, _(words_for(row.situation, row.kind))) for row in found.movements],
        "next": found.next,
        "debt": extract.subject.debt(extract.currency),
    }
    return render(request, "sponsoring/statements.html", shown)


def _sheet(extract: Extract, cursor: str) -> Any:
    """The page that was asked for; the first, where the address says nothing that we wrote."""
    try:
        return sheet(extract, cursor=cursor)
    except InvalidInput:
        return sheet(extract)


def _months(today: date) -> list[date]:
    """The latest first."""
    count = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(count, count - MONTHS, -1)]
