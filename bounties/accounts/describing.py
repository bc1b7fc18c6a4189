"""What people say about themselves."""

import zoneinfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from bounties.accounts.holding import hold
from bounties.accounts.models import User
from bounties.errors import InvalidInput
from bounties.text import require_line
from workers.events import emit


@transaction.atomic
def describe(
    *,
    user: User,
    name: str | None = None,
    time_zone: str | None = None,
    country: str | None = None,
    language: str | None = None,
) -> User:
    """Change what is given, leave the rest. `country` is ISO 3166-1 alpha-2, or empty for not saying.

    Raises InvalidInput for a name that is not one line, an unknown zone, country or language; NotAllowed for who left.
    """
    locked = hold(user)
    require_line(name or "", field="name")
    if time_zone is not None and time_zone not in zoneinfo.available_timezones():
        raise InvalidInput(
            _("{time_zone} is no IANA time zone. Write it as Europe/Berlin."),
            field="time_zone",
            time_zone=repr(time_zone),
        )
    if country and country not in countries.alt_codes:
        raise InvalidInput(
            _("{country} is no ISO country code. Write it as DE."), field="country", country=repr(country)
        )
    if language is not None and language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("{language} is none of our languages."), field="language", language=repr(language))
    changes = {"name": name, "time_zone": time_zone, "country": country, "language": language}
    for field, value in changes.items():
        if value is not None:
            setattr(locked, field, value)
    locked.save(update_fields=list(changes))
    emit("user.described", subject=locked, by=user)
    return locked
