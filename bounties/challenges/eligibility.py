"""Who may enter, as data: `{}` is everyone. Keys: `countries`, `entrants`, `min_age`, `emails`."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries.data import COUNTRIES

from payments.sentences import filled, together

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


KEYS: dict[str, tuple[Callable[[Any], bool], Promise]] = {
    "countries": (_are_countries, gettext_lazy('a list of ISO country codes, like ["NL", "GB"]')),
    "entrants": (_are_entrants, gettext_lazy('a list of "individuals" and "teams"')),
    "min_age": (_is_an_age, gettext_lazy("a whole number of years from 13 to 99")),
    "emails": (_are_emails, gettext_lazy("a list of up to {most} addresses in lower case")),
}


def faults_of(rules: dict[str, Any]) -> Iterator[str]:
    """A sentence for each rule that could not be kept."""
    for name, value in rules.items():
        if name not in KEYS:
            yield filled(_('There is no rule "{name}". Choose of: {known}.'), name=name, known=list(KEYS))
        elif not KEYS[name][0](value):
            yield filled(
                _("{name}: {value} is not possible. Give {wanted}."),
                name=name,
                value=repr(value),
                wanted=filled(str(KEYS[name][1]), most=MOST_EMAILS),
            )


def bars(rules: dict[str, Any], *, country: str, email: str, team_size: int) -> Iterator[str]:
    """A sentence for each rule that keeps this entrant out; an unknown country bars nobody before the payout."""
    if country and country not in rules.get("countries", [country]):
        yield filled(_("It is open to entrants in {countries}."), countries=rules["countries"])
    if email not in rules.get("emails", [email]):
        yield _("It is open to invited entrants only.")
    kind = "teams" if team_size > 1 else "individuals"
    if kind not in rules.get("entrants", [kind]):
        yield filled(_("It is open to {entrants} only."), entrants=together(rules["entrants"]))
