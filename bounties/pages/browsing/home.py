"""The front door: what this is, what it has paid, and what can be won now."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from bounties.challenges.models import Challenge
from bounties.pages.browsing.board import UNREAD
from bounties.service_levels.records import Median
from payments.money import Money
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED
from payments.reconciliation.solvency import solvency
from workers.clock import laurel_now

SHOWN = 6
KEPT_SECONDS = 300  # sums over every payout there was; five minutes old is fresh enough
FIGURES = "home-figures"


@dataclass(frozen=True, slots=True)
class Figures:
    """What the house has done: money by currency, and how long a winner waited."""

    paid: list[Money]
    held: list[Money]
    winners: int
    median_days_to_pay: int | None  # from the payout's making to the money at the winner's; None before the first


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What it is, live figures, and what closes next."""
    soon = Challenge.objects.listed().open().select_related("sponsor").defer(*UNREAD).order_by("closes_at", "id")
    shown = {"figures": figures(), "challenges": soon[:SHOWN], "now": laurel_now()}
    return render(request, "browsing/home.html", shown)


def figures() -> Figures:
    """The figures, at most five minutes old."""
    try:
        kept: Figures | None = cache.get(FIGURES)
        if kept is None:
            kept = _counted()
            cache.set(FIGURES, kept, KEPT_SECONDS)
        return kept
    except RedisError:
        return _counted()


def _counted() -> Figures:
    arrived = Payout.objects.filter(status__in=ARRIVED)
    paid = arrived.values("currency").annotate(sum=Sum("amount")).order_by("-sum")
    waited = arrived.aggregate(wait=Median(F("transferred_at") - F("created_at")))["wait"]
    return Figures(
        paid=[Money(row["sum"], row["currency"]) for row in paid],
        held=[Money(cover.held, cover.currency) for cover in solvency().covers if cover.held],
        winners=arrived.values("payee").distinct().count(),
        median_days_to_pay=None if waited is None else -(-waited // timedelta(days=1)),
    )
