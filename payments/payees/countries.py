"""Where people can be paid, in which currency and under which agreement, by where the platform is: Stripe's reach."""

from dataclasses import dataclass

from babel.numbers import get_territory_currencies
from django.conf import settings

# docs.stripe.com/connect/cross-border-payouts (2026): platforms in the EEA, the United Kingdom, Switzerland, Canada
# and the United States pay people in any of these by themselves. Beyond them those in the United States reach
# recipients nearly everywhere, once Stripe has opened it for the platform; a platform elsewhere pays at home only.
EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
NEAR_EUROPE = f"{EEA} GB CH US CA"
FROM_UNITED_STATES = f"""
    {EEA} GB CH US CA
    AE AG AL AM AO AR AU AZ BA BD BH BJ BN BO BS BT BW CI CL CO CR DO DZ EC EG ET GA GH GM GT GY HK ID IL IN JM JO JP
    KE KH KR KW KZ LA LC LK MA MC MD MG MK MN MO MU MX MY MZ NA NE NG NZ OM PA PE PH PK PY QA RS RW SA SG SM SN SV TH
    TN TR TT TW TZ UY UZ VN ZA
"""
REACH: dict[str, frozenset[str]] = {
    "US": frozenset(FROM_UNITED_STATES.split()),
    **dict.fromkeys([*EEA.split(), "GB", "CH"], frozenset(NEAR_EUROPE.split())),
    "CA": frozenset(NEAR_EUROPE.split()),
}

# The currency that a bank account there is paid in. Countries that share one stand together; elsewhere it is the one
# legal tender that CLDR knows.
SHARED_CURRENCIES = {
    "eur": "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM",
    "usd": "US EC PA SV",
    "chf": "CH LI",
    "xof": "BJ CI NE SN",
    "xcd": "AG LC",
    "btn": "BT",  # beside the rupee
    "nad": "NA",  # beside the rand
}
CURRENCY_OF = {country: currency for currency, countries in SHARED_CURRENCIES.items() for country in countries.split()}

# Between these countries Stripe wants its full agreement, and refuses payouts across borders to mere recipients.
FULL_AGREEMENT = frozenset(NEAR_EUROPE.split())


@dataclass(frozen=True, slots=True)
class Destination:
    """A country that can be paid: what its people get, and whether they sign the recipient service agreement."""

    country: str  # ISO 3166-1 alpha-2, upper case
    currency: str  # ISO 4217, lower case
    is_recipient: bool


def destination(country: str, *, platform: str) -> Destination | None:
    """How someone who lives there is paid; None if Stripe can't. A platform elsewhere pays only at home."""
    if country not in REACH.get(platform, {platform}):
        return None
    return Destination(country, currency_of(country), not _signs_in_full(country, platform))


def currency_of(country: str) -> str:
    """What a bank account there is paid in."""
    return CURRENCY_OF.get(country) or str(get_territory_currencies(country)[0]).lower()


def _signs_in_full(country: str, platform: str) -> bool:
    return country == platform or {country, platform} <= FULL_AGREEMENT


def is_reachable(country: str, *, platform: str) -> bool:
    """Whether someone who lives there can be paid."""
    return destination(country, platform=platform) is not None


def is_within_reach(country: str) -> bool:
    """Whether this platform can pay someone there; a country that is not known yet bars nobody."""
    return not country or is_reachable(country, platform=settings.PLATFORM_COUNTRY)
