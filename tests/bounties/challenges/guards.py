"""What is forbidden of crowdfunding, of raises and of stages, each with the name of the guard that refuses it."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import F

from bounties.challenges.models import Backing, Challenge, Raise
from bounties.entries.models import Entry
from payments.purses.models import Purse
from workers.clock import laurel_now


def crowd(world: Any, **fields: Any) -> None:
    Challenge.objects.filter(pk=world.draft.pk).update(funding_mode="crowd", **fields)


def raised(world: Any, **fields: Any) -> Raise:
    given = {"challenge": world.open, "sponsor": world.open.sponsor, "asked_by": world.other}
    return Raise.objects.create(**given | {"rank": 1, "amount": 1, "client_key": "k"} | fields)


def raised_twice(world: Any) -> None:
    for _ in range(2):
        raised(world)


def applied_twice(world: Any) -> None:
    row = Raise.objects.filter(pk=raised(world).pk)
    row.update(applied_at=laurel_now())
    row.update(applied_at=None)


def backed_twice(world: Any) -> None:
    for _ in range(2):
        Backing.objects.create(challenge=world.open, sponsor=world.open.sponsor)


def backing_taken_back(world: Any) -> None:
    Backing.objects.create(challenge=world.open, sponsor=world.open.sponsor).delete()


def prize_rises_alone(world: Any) -> None:
    """The purse is held at what was promised, and only the prize grows."""
    purse = Purse.objects.filter(reference=str(world.open.pk))
    for status in ("funding", "held"):
        purse.update(status=status)
    world.open.prizes.filter(rank=1).update(amount=F("amount") + 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def follower(world: Any, before: Challenge, **fields: Any) -> Challenge:
    """The stage after this one, in its drawer."""
    found: Challenge = world.post(follows=before, stage=2, **fields)
    return found


def followed_twice(world: Any) -> None:
    for _ in range(2):
        follower(world, world.open)


def published_before_the_next(world: Any) -> None:
    follower(world, world.draft)
    Challenge.objects.filter(pk=world.draft.pk).update(published_at=laurel_now())


def opened_too_early(world: Any) -> None:
    """The stage before it takes entries still."""
    stage = Challenge.objects.filter(pk=follower(world, world.open).pk)
    now = laurel_now()
    stage.update(status="in_review", terms_sha256="a" * 64)
    stage.update(status="approved", due_at=now)
    for status in ("scheduled", "open"):
        stage.update(status=status, published_at=now)


def entered_by_the_window(world: Any) -> None:
    latest = world.open.terms.latest("number")
    Entry.objects.create(challenge=follower(world, world.open), entrant=world.other, title="T", terms=latest)


STAGE_ACTS: dict[str, Callable[[Any], Any]] = {
    "stage_follows_another_iff_not_the_first": lambda world: world.post(stage=2),
    "stages_are_said_in_the_first": lambda world: follower(world, world.open, stages=[{}]),
    "stage_is_followed_by_one": followed_twice,
    "stage_keeps_its_place": lambda world: Challenge.objects.filter(pk=world.draft.pk).update(
        follows=world.open, stage=2
    ),
    "stage_is_published_once_later_ones_are_held": published_before_the_next,
    "stage_opens_once_the_one_before_is_decided": opened_too_early,
    "entry_is_by_who_passed_the_stage_before": entered_by_the_window,
}
PAPER_ACTS: dict[str, Callable[[Any], Any]] = {
    "challenge_papers_are_known": lambda world: Challenge.objects.filter(pk=world.draft.pk).update(papers=["passport"]),
    "challenge_asks_for_rights_only_where_they_pass": lambda world: Challenge.objects.filter(pk=world.draft.pk).update(
        papers=["rights"], ip_terms="solver_keeps"
    ),
}
FUNDING_ACTS: dict[str, Callable[[Any], Any]] = {
    "challenge_crowdfunding_has_its_end_and_minimum": crowd,
    "challenge_is_funded_before_it_closes": lambda world: crowd(
        world, minimum_contribution=1, funding_ends_at=world.draft.closes_at
    ),
    "purse_is_as_large_as_the_prizes": prize_rises_alone,
    "backing_is_one_per_sponsor": backed_twice,
    "backing_is_never_changed": backing_taken_back,
    "raise_is_one_per_client_key": raised_twice,
    "raise_amount_is_positive": lambda world: raised(world, amount=0),
    "raise_keeps_its_terms": lambda world: Raise.objects.filter(pk=raised(world).pk).update(amount=2),
    "raise_is_applied_once": applied_twice,
    "raise_is_never_deleted": lambda world: raised(world).delete(),
}
