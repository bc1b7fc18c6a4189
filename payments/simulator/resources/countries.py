"""Where connected accounts may live (countries.txt), and the currency each is paid in."""

from pathlib import Path

from payments.simulator.errors import StripeRefusal

LINES = (Path(__file__).parent.parent / "countries.txt").read_text().splitlines()
COUNTRIES = {code: (currency, name) for code, currency, name in (line.split(" ", 2) for line in LINES)}


def require_country(given: str) -> str:
    if given.upper() not in COUNTRIES:
        message = (
            f"Country '{given}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US'."
        )
        raise StripeRefusal(message, code="country_unsupported", param="country")
    return given.upper()


def currency_of(country: str) -> str:
    return COUNTRIES[country][0]
