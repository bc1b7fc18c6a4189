"""A person as everyone may see them: exactly what they chose to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q
from django_countries import countries

from bounties.awards.models import Award
from bounties.community.badges import Badge, Deeds, badges_for
from bounties.community.models import Profile
from bounties.community.wins import entered_by, paid_for_wins, wins_of
from payments.money import Money
from workers.clock import laurel_now

MOST_WINS = 50  # shown, the latest first


@dataclass(frozen=True, slots=True)
class Win:
    """One published win, without its amount: what a person was paid is a choice of its own."""

    challenge: UUID
    challenge_title: str
    sponsor: str
    entry_title: str
    rank: int
    won_at: datetime


@dataclass(frozen=True, slots=True)
class Face:
    """A public profile. `country` is empty and `paid` None where they are not shown."""

    handle: str
    name: str
    bio: str
    country: str
    country_name: str
    member_since: int  # a year
    entered: int
    won: int
    paid: Sequence[Money] | None
    badges: Sequence[Badge]
    wins: Sequence[Win]


def face_of(handle: str) -> Face:
    """Five queries; raises Profile.DoesNotExist alike for who hides, for who left, and for who never was."""
    profile = Profile.objects.public().get(handle=handle.lower())
    user = profile.user
    deeds = _deeds(user.pk)
    return Face(
        handle=profile.handle,
        name=user.name,
        bio=profile.bio,
        country=user.country if profile.shows_country else "",
        country_name=str(dict(countries).get(user.country, "")) if profile.shows_country else "",
        member_since=user.created_at.year,
        entered=entered_by(user.pk),
        won=deeds.wins,
        paid=_paid(user.pk) if profile.shows_paid else None,
        badges=badges_for(deeds),
        wins=[_win(award) for award in _latest(user.pk)],
    )


def _deeds(user_id: UUID) -> Deeds:
    found = wins_of(user_id).aggregate(
        wins=Count("pk"),
        firsts=Count("pk", filter=Q(rank=1)),
        formats=Count("challenge__format", distinct=True),
        sponsors=Count("challenge__sponsor", distinct=True),
        latest=Max("created_at"),
    )
    return Deeds(**found, now=laurel_now())


def _latest(user_id: UUID) -> Sequence[Award]:
    wins = wins_of(user_id).select_related("challenge__sponsor", "entry")
    shown = wins.only("rank", "created_at", "challenge__title", "challenge__sponsor__name", "entry__title")
    return list(shown.order_by("-created_at", "-pk")[:MOST_WINS])


def _win(award: Award) -> Win:
    challenge = award.challenge
    return Win(challenge.pk, challenge.title, challenge.sponsor.name, award.entry.title, award.rank, award.created_at)


def _paid(user_id: UUID) -> Sequence[Money]:
    amounts = paid_for_wins(user_id)
    sums: dict[str, int] = {}
    for award_id, currency in wins_of(user_id).filter(pk__in=amounts).values_list("pk", "currency"):
        sums[currency] = sums.get(currency, 0) + amounts[award_id]
    return [Money(amount, currency) for currency, amount in sorted(sums.items())]
