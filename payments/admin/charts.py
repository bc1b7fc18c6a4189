"""Charts on the desk, each with its table."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from payments.admin.asking import CurrencyForm
from payments.admin.statements import require_reader
from payments.errors import PaymentError
from payments.statements.drawing import Drawing, draw
from payments.statements.figures import fees_by_month, held_by_day, moved_by_day, payouts_by_age
from payments.statements.spans import InvalidSpan, Span
from workers.clock import laurel_now

MOST_DAYS = 366


@require_safe
def charts_page(request: HttpRequest) -> HttpResponse:
    """Held over time, what moved, fees, and how long payouts wait."""
    require_reader(request)
    form = CurrencyForm(request.GET or {})
    shown: dict[str, Any] = {**admin.site.each_context(request), "title": _("Charts"), "form": form}
    try:
        if form.is_valid():
            shown["drawings"] = _drawings(form.chosen(), _span(form))
    except PaymentError as refusal:
        shown["refusal"] = str(refusal)
    return TemplateResponse(request, "admin/charts.html", shown, status=400 if "refusal" in shown else 200)


def _span(form: CurrencyForm) -> Span:
    span = form.span()
    if (span.last_day - span.first_day).days >= MOST_DAYS:
        raise InvalidSpan(_("A chart shows {most_days} days at most."), field="first", most_days=MOST_DAYS)
    return span


def _drawings(currency: str, span: Span) -> list[Drawing]:
    days = f"from {span.first_day} to {span.last_day} (UTC), in {currency.upper()}"
    now = f"now, in {currency.upper()}"
    words = {
        "held": ("Prize money held", f"What all purses held at the end of each day, {days}."),
        "moved": ("In and out", f"What cards paid in, and what went to winners and back to payers, each day {days}."),
        "fees": ("Fees", f"The platform's fees and what Stripe kept, each month {days}."),
        "ages": ("Payouts that wait", f"What is awarded and has not left, by what it waits for and how long, {now}."),
    }
    figures = {
        "held": held_by_day(currency, span),
        "moved": moved_by_day(currency, span),
        "fees": fees_by_month(currency, span),
        "ages": payouts_by_age(currency, laurel_now()),
    }
    return [
        draw(name, *words[name], figures=figures[name], currency=currency, as_line=name == "held") for name in words
    ]
