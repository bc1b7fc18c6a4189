"""Who may enter, as data: `{}` is everyone. Keys: `countries`, `entrants`, `min_age`, `emails`."""

from collections.abc import Callable, Iterator
from typing import Any

from django_countries.data import COUNTRIES

ENTRANTS = {"individuals", "teams"}
MOST_EMAILS = 1_000


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)


def _are_countries(value: Any) -> bool:
    return _are_words(value) and all(code in COUNTRIES for code in value)


def _are_entrants(value: Any) -> bool:
    return _are_words(value) and ENTRANTS.issuperset(value)


def _is_an_age(value: Any) -> bool:
    return type(value) is int and 13 <= value <= 99


def _are_emails(value: Any) -> bool:
    return (
        _are_words(value)
        and len(value) <= MOST_EMAILS
        and all("@" in address and address == address.lower() for address in value)
    )


KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "countries": (_are_countries, 'a list of ISO country codes, like ["NL", "GB"]'),
    "entrants": (_are_entrants, 'a list of "individuals" and "teams"'),
    "min_age": (_is_an_age, "a whole number of years from 13 to 99"),
    "emails": (_are_emails, f"a list of up to {MOST_EMAILS} addresses in lower case"),
}


def faults_of(rules: dict[str, Any]) -> Iterator[str]:
    """A sentence for each rule that could not be kept."""
    for name, value in rules.items():
        if name not in KEYS:
            yield f'There is no rule "{name}". Choose of: {", ".join(KEYS)}.'
        elif not KEYS[name][0](value):
            yield f"{name}: {value!r} is not possible. Give {KEYS[name][1]}."


def bars(rules: dict[str, Any], *, country: str, email: str, team_size: int) -> Iterator[str]:
    """A sentence for each rule that keeps this entrant out; an unknown country bars nobody before the payout."""
    if country and country not in rules.get("countries", [country]):
        yield f"It is open to entrants in {', '.join(rules['countries'])}."
    if email not in rules.get("emails", [email]):
        yield "It is open to invited entrants only."
    kind = "teams" if team_size > 1 else "individuals"
    if kind not in rules.get("entrants", [kind]):
        yield f"It is open to {' and '.join(rules['entrants'])} only."
