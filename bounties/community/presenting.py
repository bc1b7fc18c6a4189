"""People decide what of them is public: nothing, until they say so."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.holding import hold
from bounties.accounts.models import User
from bounties.community.errors import HandleIsFresh, HandleTaken
from bounties.community.handles import LONGEST, PATTERN, RESERVED, SHORTEST
from bounties.community.models import Profile
from bounties.community.models.profiles import LONGEST_BIO
from bounties.errors import InvalidInput
from workers.clock import laurel_now
from workers.events import emit

HANDLE_DAYS = 30  # as long is a handle kept at least


@dataclass(frozen=True, slots=True)
class Wish:
    """What to change; None leaves it as it is."""

    handle: str | None = None
    bio: str | None = None
    is_public: bool | None = None
    shows_country: bool | None = None
    shows_paid: bool | None = None


def profile_of(user: User) -> Profile:
    """What they chose so far; for who chose nothing, a profile without handle that nobody sees, and not saved."""
    return Profile.objects.filter(pk=user.pk).first() or Profile(user=user, handle="")


@transaction.atomic
def present(*, user: User, wish: Wish) -> Profile:
    """Change what is given, leave the rest.

    Raises InvalidInput for a handle or text that cannot be, and for a page without a name or handle to show;
    HandleTaken; HandleIsFresh where the handle was chosen in the last 30 days; NotAllowed.
    """
    profile = profile_of(hold(user))
    _name(profile, wish.handle)
    for field in ("bio", "is_public", "shows_country", "shows_paid"):
        if (value := getattr(wish, field)) is not None:
            setattr(profile, field, value)
    _require_presentable(profile)
    if not profile.handle:
        return profile
    profile.save()
    emit("profile.changed", subject=profile, by=user)
    return profile


def _name(profile: Profile, wished: str | None) -> None:
    handle = (wished or "").strip().lower()
    if not handle or handle == profile.handle:
        return
    if not re.fullmatch(PATTERN, handle) or not SHORTEST <= len(handle) <= LONGEST:
        raise InvalidInput(
            _("A handle has {least} to {most} small letters and digits; hyphens may stand between them."),
            field="handle",
            least=SHORTEST,
            most=LONGEST,
        )
    if handle in RESERVED or Profile.objects.filter(handle=handle).exclude(pk=profile.pk).exists():
        raise HandleTaken(_("This handle is taken. Choose another."), field="handle")
    now = laurel_now()
    kept_until = profile.handle_since + timedelta(days=HANDLE_DAYS) if profile.handle else now
    if kept_until > now:
        raise HandleIsFresh(
            _("A handle is kept for {days} days, so that links to it hold. You may change yours from {day} on."),
            field="handle",
            days=HANDLE_DAYS,
            day=f"{kept_until:%Y-%m-%d}",
        )
    profile.handle, profile.handle_since = handle, now


def _require_presentable(profile: Profile) -> None:
    """What a public page cannot be without, and what nobody could read."""
    if len(profile.bio) > LONGEST_BIO or "\0" in profile.bio:
        raise InvalidInput(_("Say it in at most {most} characters."), field="bio", most=LONGEST_BIO)
    if profile.is_public and not profile.handle:
        raise InvalidInput(_("Choose a handle: your page is found by it."), field="handle")
    if profile.is_public and not profile.user.name:
        raise InvalidInput(_("Say your name first: a public page shows it."), field="is_public")
    if not profile.handle and (profile.bio or profile.shows_country or profile.shows_paid):
        raise InvalidInput(_("Choose a handle: your page is found by it."), field="handle")
