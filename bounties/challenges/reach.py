"""Whom a prize in a currency could not reach: what a sponsor should know before choosing where and how to pay."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django_countries import countries

from bounties.accounts.models import User
from bounties.errors import InvalidInput
from payments.payees.countries import destination
from payments.payees.payability import name_of


@dataclass(frozen=True, slots=True)
class Excluded:
    """A country whose people cannot be paid, and how many of our solvers live there."""

    country: str  # ISO 3166-1 alpha-2
    name: str
    solvers: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a prize in this currency goes, and where it does not."""

    currency: str
    platform_country: str
    excluded_countries: list[Excluded]
    converted_countries: int  # countries whose people are paid, and get another currency at their own cost
    solvers_excluded: int
    solvers_converted: int


def reach(currency: str) -> Reach:
    """Whom a purse in this currency reaches, in one query. Raises InvalidInput unless purses may have it."""
    if currency not in settings.SETTLEMENT_CURRENCIES:
        choice = ", ".join(settings.SETTLEMENT_CURRENCIES)
        raise InvalidInput(
            _('"{currency}" is not settled here. Choose one of: {choice}.'),
            field="currency",
            currency=currency,
            choice=choice,
        )
    solvers = solvers_by_country()
    platform = settings.PLATFORM_COUNTRY
    excluded = excluded_countries(solvers)
    ways = [way for code in countries.alt_codes if (way := destination(code, platform=platform))]
    converted = [way.country for way in ways if way.currency != currency]
    return Reach(
        currency=currency,
        platform_country=platform,
        excluded_countries=excluded,
        converted_countries=len(converted),
        solvers_excluded=sum(one.solvers for one in excluded),
        solvers_converted=sum(solvers[country] for country in converted),
    )


def excluded_countries(solvers: Counter[str] | None = None) -> list[Excluded]:
    """Every country that Stripe does not reach from here, by name; the same for every currency, since it converts."""
    living = solvers_by_country() if solvers is None else solvers
    outside = [code for code in countries.alt_codes if not destination(code, platform=settings.PLATFORM_COUNTRY)]
    return sorted((Excluded(code, name_of(code), living[code]) for code in outside), key=lambda one: one.name)


def solvers_by_country() -> Counter[str]:
    """How many people who may enter have said that they live there; nobody's name leaves the database."""
    people = User.objects.filter(is_active=True, is_staff=False).exclude(country="")
    counted = people.order_by().values_list("country").annotate(Count("pk"))
    return Counter(dict(counted))
