"""Where connected accounts may live here, and the currency each is paid in."""

from payments.simulator.errors import StripeRefusal

EURO = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
CURRENCIES = dict.fromkeys(EURO.split(), "eur") | {
    "US": "usd", "GB": "gbp", "CA": "cad", "AU": "aud", "NZ": "nzd", "CH": "chf", "NO": "nok", "SE": "sek", "DK": "dkk",
    "PL": "pln", "CZ": "czk", "HU": "huf", "RO": "ron", "BG": "eur", "JP": "jpy", "SG": "sgd", "HK": "hkd", "IN": "inr",
    "BR": "brl", "MX": "mxn", "AE": "aed", "TH": "thb", "MY": "myr", "KE": "kes", "NG": "ngn", "ZA": "zar", "PH": "php",
    "ID": "idr", "VN": "vnd", "AR": "ars", "CO": "cop", "CL": "clp", "PE": "pen", "IL": "ils", "TR": "try", "KR": "krw",
    "TW": "twd", "EG": "egp", "GH": "ghs", "PK": "pkr", "BD": "bdt", "LK": "lkr", "UA": "uah", "IS": "isk",
}  # fmt: skip


def require_country(given: str) -> str:
    if given.upper() not in CURRENCIES:
        message = (
            f"Country '{given}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US'."
        )
        raise StripeRefusal(message, code="country_unsupported", param="country")
    return given.upper()


def currency_of(country: str) -> str:
    return CURRENCIES[country]
