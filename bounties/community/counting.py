"""Standings follow what was won, paid and shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bounties.awards.models import Award
from bounties.community.models import Profile, Span, Standing
from bounties.community.wins import paid_for_wins, wins_of
from workers.clock import laurel_now
from workers.sweeping import sweep

YEAR = timedelta(days=365)
BATCH = 200
COUNTED = ["country", "wins", "paid", "due_at"]
Wins = Sequence[dict[str, Any]]


@transaction.atomic
def recount(*, user_id: UUID) -> None:
    """Count one person's wins anew; of who shows no profile, nothing is kept.

    Whoever is barred is hidden by `shown`, and has their place again once they are back.
    """
    profiles = Profile.objects.filter(is_public=True, user__erased_at=None).select_related("user")
    profile = profiles.select_for_update(no_key=True, of=("self",)).filter(pk=user_id).first()
    standings = [*_standings(profile)] if profile else []
    kept = {(one.span, one.currency) for one in standings}
    for old in Standing.objects.filter(profile=user_id):
        if (old.span, old.currency) not in kept:
            old.delete()
    unique = ["profile", "span", "currency"]
    Standing.objects.bulk_create(standings, update_conflicts=True, unique_fields=unique, update_fields=COUNTED)


def recount_award(*, award_id: UUID) -> None:
    """Of whoever entered; an award of a world of its own (a replayed contest) is none of ours."""
    award = Award.objects.filter(pk=award_id).select_related("entry").first()
    if award:
        recount(user_id=award.entry.entrant_id)


def recount_challenge(*, challenge_id: UUID) -> None:
    """Of everyone with an award of it who shows a profile."""
    awards = Award.objects.filter(challenge=challenge_id, entry__entrant__profile__is_public=True)
    for user_id in awards.order_by("entry__entrant").values_list("entry__entrant", flat=True).distinct():
        recount(user_id=user_id)


def recount_due() -> int:
    """Of those whose oldest win of the year is a year old by now; how many."""
    due = Standing.objects.due().values_list("profile", flat=True)[:BATCH]
    return sweep(dict.fromkeys(due), lambda key: recount(user_id=key))


def _standings(profile: Profile) -> Iterable[Standing]:
    paid = paid_for_wins(profile.pk)
    won = [row | {"paid": paid.get(row["pk"], 0)} for row in wins_of(profile.pk).values("pk", "currency", "created_at")]
    now = laurel_now()
    yield from _of_span(profile, Span.EVER, won)
    yield from _of_span(profile, Span.YEAR, [row for row in won if row["created_at"] + YEAR > now])


def _of_span(profile: Profile, span: Span, won: Wins) -> Iterable[Standing]:
    if won:
        yield _standing(profile, span, "", won)
    for currency in sorted({row["currency"] for row in won}):
        yield _standing(profile, span, currency, [row for row in won if row["currency"] == currency])


def _standing(profile: Profile, span: Span, currency: str, won: Wins) -> Standing:
    oldest: datetime = min(row["created_at"] for row in won)
    shown = currency and profile.shows_paid
    return Standing(
        profile=profile,
        span=span,
        currency=currency,
        country=profile.user.country if profile.shows_country else "",
        wins=len(won),
        paid=(sum(row["paid"] for row in won) or None) if shown else None,
        due_at=oldest + YEAR if span == Span.YEAR else None,
    )
