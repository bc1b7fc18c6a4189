"""Charts on the desk, each with its table."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from payments.admin.asking import CurrencyForm
from payments.admin.statements import require_reader
from payments.errors import PaymentError
from payments.sentences import filled
from payments.statements.drawing import Drawing, draw
from payments.statements.figures import fees_by_month, held_by_day, moved_by_day, payouts_by_age
from payments.statements.spans import InvalidSpan, Span
from workers.clock import laurel_now

MOST_DAYS = 366
WORDS: dict[str, tuple[Promise, Promise]] = {
    "held": (
        gettext_lazy("Prize money held"),
        gettext_lazy("What all purses held at the end of each day, from {first} to {last} (UTC), in {currency}."),
    ),
    "moved": (
        gettext_lazy("In and out"),
        gettext_lazy(
            "What cards paid in, and what went to winners and back to payers, each day from {first} to {last} (UTC),"
            " in {currency}."
        ),
    ),
    "fees": (
        gettext_lazy("Fees"),
        gettext_lazy(
            "The platform's fees and what Stripe kept, each month from {first} to {last} (UTC), in {currency}."
        ),
    ),
    "ages": (
        gettext_lazy("Payouts that wait"),
        gettext_lazy("What is awarded and has not left, by what it waits for and how long, now, in {currency}."),
    ),
}


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
    figures = {
        "held": held_by_day(currency, span),
        "moved": moved_by_day(currency, span),
        "fees": fees_by_month(currency, span),
        "ages": payouts_by_age(currency, laurel_now()),
    }
    return [
        draw(
            name,
            str(title),
            filled(str(text), first=span.first_day, last=span.last_day, currency=currency.upper()),
            figures=figures[name],
            currency=currency,
            as_line=name == "held",
        )
        for name, (title, text) in WORDS.items()
    ]
