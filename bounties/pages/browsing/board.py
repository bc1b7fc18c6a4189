"""The board: every public challenge, narrowed down by an address that can be shared."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS, WordSearch, search
from bounties.errors import InvalidInput
from bounties.pages.browsing.paging import Part, part_of
from payments.money import exponent
from workers.clock import laurel_now

STATUSES = [
    ("", _("Any")),
    ("open", _("Open")),
    ("scheduled", _("Opens soon")),
    ("judging", _("Being judged")),
    ("completed", _("Paid")),
]
ORDERS = [
    (NEWEST, _("Newest first")),
    ("closes_at", _("Closes first")),
    ("-prize", _("Largest prize first")),
]
UNREAD = ("statement", "ip_text", "search")  # long, and not shown on the board


def formats() -> list[tuple[str, Any]]:
    """Every format by its label."""
    return [("", _("Any")), *((row.name, row.label) for row in FORMATS.values())]


def currencies() -> list[tuple[str, Any]]:
    """Every currency that a purse may have."""
    return [("", _("Any")), *((code, code.upper()) for code in settings.SETTLEMENT_CURRENCIES)]


class BoardForm(forms.Form):
    """What the board is narrowed down by; every field is optional."""

    q = forms.CharField(
        required=False,
        max_length=100,
        label=_("Words"),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(required=False, choices=STATUSES, label=_("Status"))
    format = forms.ChoiceField(required=False, choices=formats, label=_("Format"))
    currency = forms.ChoiceField(required=False, choices=currencies, label=_("Currency"))
    min_prize = forms.DecimalField(required=False, min_value=0, max_digits=12, label=_("Prize from"))
    tag = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    order = forms.ChoiceField(required=False, choices=ORDERS, label=_("Order"))

    def asked(self) -> dict[str, Any]:
        """What is asked, as the search takes it; a field that cannot be read asks nothing, and says so beside it."""
        self.is_valid()
        asked = dict(self.cleaned_data)
        if asked.get("min_prize") is not None:
            places = exponent(asked.get("currency") or "usd")
            asked["min_prize"] = int(Decimal(asked["min_prize"]).scaleb(places))
        return asked


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The public challenges that match; only the list itself where a script asks for it."""
    form = BoardForm(request.GET)
    asked = form.asked()
    part, notice = _found(asked, request.GET.get("after", ""))
    shown = {
        "form": form,
        "asked": asked,
        "part": part,
        "notice": notice,
        "now": laurel_now(),
        "is_narrowed": any(value for name, value in asked.items() if name != "order"),
    }
    is_part = bool(getattr(request, "htmx", False))
    answer = render(request, "browsing/found.html" if is_part else "browsing/board.html", shown)
    if is_part:
        answer["HX-Push-Url"] = address_of(request.GET)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _found(asked: dict[str, Any], after: str) -> tuple[Part[Challenge], str]:
    """A part of what matches, and what is to be said where that is not all."""
    board = Challenge.objects.listed().select_related("sponsor").defer(*UNREAD)
    ordering = ORDERINGS[asked.get("order") or NEWEST]
    if not asked.get("q"):
        return part_of(search(board, asked), ordering, after), ""
    words = WordSearch(asked)
    try:
        part = part_of(board, ordering, after, read=words.first)
    except InvalidInput as refusal:
        return Part([], ""), str(refusal)
    return part, words.notice


def address_of(asked: QueryDict) -> str:
    """The board's address without what asks nothing."""
    kept = QueryDict(mutable=True)
    for name, value in asked.items():
        if value and (name, value) != ("order", NEWEST):
            kept[name] = str(value)
    return f"{reverse('board')}?{kept.urlencode()}" if kept else reverse("board")
