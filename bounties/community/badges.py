"""What a profile says of a person's wins at a glance. Each follows from published results alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIVE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What badges are given for."""

    wins: int
    firsts: int  # of rank 1
    formats: int  # different kinds of challenges won
    sponsors: int
    latest: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Badge:
    """A name and what it is given for."""

    code: str
    icon: str
    label: str | Promise
    says: str | Promise


Earned = Callable[[Deeds], bool]
BADGES: list[tuple[Badge, Earned]] = [
    (Badge("first_win", "trophy", _("First win"), _("Has won a challenge.")), lambda deeds: deeds.wins >= 1),
    (Badge("five_wins", "trophy", _("Five wins"), _("Has won five times.")), lambda deeds: deeds.wins >= 5),
    (Badge("twenty_wins", "trophy", _("Twenty wins"), _("Has won twenty times.")), lambda deeds: deeds.wins >= 20),
    (
        Badge("front_runner", "trophy", _("Front runner"), _("Has come first three times.")),
        lambda deeds: deeds.firsts >= 3,
    ),
    (
        Badge("all_rounder", "users", _("All-rounder"), _("Has won in three kinds of challenges.")),
        lambda deeds: deeds.formats >= 3,
    ),
    (
        Badge("trusted", "shield-check", _("Trusted"), _("Has won with three different sponsors.")),
        lambda deeds: deeds.sponsors >= 3,
    ),
    (
        Badge("active", "calendar-clock", _("Active"), _("Has won in the last 12 months.")),
        lambda deeds: deeds.latest is not None and deeds.latest + ACTIVE > deeds.now,
    ),
]


def badges_for(deeds: Deeds) -> list[Badge]:
    """Those earned, in the table's order."""
    return [badge for badge, is_earned in BADGES if is_earned(deeds)]
