"""Where people can be paid, by where the platform is: Stripe's reach, as data."""

from django.conf import settings

# docs.stripe.com/connect/cross-border-payouts: transfers reach the platform's own region, and from the United States
# also recipients nearly everywhere.
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


def is_reachable(country: str, *, platform: str) -> bool:
    """Whether someone who lives there can be paid; a platform elsewhere pays only at home."""
    return country in REACH.get(platform, {platform})


def is_within_reach(country: str) -> bool:
    """Whether this platform can pay someone there; a country that is not known yet bars nobody."""
    return not country or is_reachable(country, platform=settings.PLATFORM_COUNTRY)
