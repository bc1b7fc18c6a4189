"""The leaderboard: people who show themselves, by what they won; its address can be shared."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries

from bounties.community.boards import PAID, WINS, Board, placed
from bounties.community.models import Span
from bounties.pages.browsing.paging import part_of

ORDERS = [(WINS, _("Most wins")), (PAID, _("Most prize money"))]
SPANS = [(Span.YEAR, _("The last 12 months")), (Span.EVER, _("All time"))]


def currencies() -> list[tuple[str, Any]]:
    """Every currency that a prize may have."""
    return [("", _("Any")), *((code, code.upper()) for code in settings.SETTLEMENT_CURRENCIES)]


def lands() -> list[tuple[str, Any]]:
    """Every country."""
    return [("", _("Anywhere")), *countries]


class LeadersForm(forms.Form):
    """Which leaderboard; every field is optional."""

    order = forms.ChoiceField(required=False, choices=ORDERS, label=_("Order"))
    span = forms.ChoiceField(required=False, choices=SPANS, label=_("Time"))
    currency = forms.ChoiceField(required=False, choices=currencies, label=_("Currency"))
    country = forms.ChoiceField(required=False, choices=lands, label=_("Country"))

    def board(self) -> Board:
        """As asked, where it can be read. Prize money is compared in one currency, the house's first unless said."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if asked.get("order") == PAID:
            asked.setdefault("currency", settings.SETTLEMENT_CURRENCIES[0])
        return Board(**asked)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """A part of it; only the list itself where a script asks for it."""
    form = LeadersForm(request.GET)
    asked = form.board()
    part = part_of(asked.rows(), asked.ordering, request.GET.get("after", ""))
    places = placed(asked, part.rows, is_first=not request.GET.get("after"))
    shown = {"form": form, "asked": asked, "places": places, "after": part.after}
    is_part = bool(getattr(request, "htmx", False))
    answer = render(request, "people/places.html" if is_part else "people/board.html", shown)
    if is_part:
        answer["HX-Push-Url"] = _address(request)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _address(request: HttpRequest) -> str:
    """The same without what asks nothing."""
    kept = request.GET.copy()
    for name, value in request.GET.items():
        if not value or (name, value) in {("order", WINS), ("span", Span.YEAR)}:
            del kept[name]
    return f"{reverse('people')}?{kept.urlencode()}" if kept else reverse("people")
