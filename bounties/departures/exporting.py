"""A copy of everything that a person gave and got, for themselves."""

from typing import Any

from django.apps import apps
from django.db import transaction

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.departures.belongings import BELONGINGS, Belonging
from workers.clock import laurel_now

PROFILE = ("id", "email", "name", "country", "time_zone", "language", "role", "created_at", "last_login")
AWARD = ("id", "challenge_id", "entry_id", "kind", "rank", "amount", "currency", "status", "created_at")


@transaction.atomic
def export(*, user: User) -> dict[str, Any]:
    """All of it, by the names of our models; rows in the order in which they came.

    Amounts are in minor units. Files stand in it by name and hash; they are fetched where they were handed in.
    """
    rows = {belonging.model: _rows(belonging, user) for belonging in BELONGINGS}
    awards = Award.objects.held_by(user.pk).exclude(status=Award.Status.PROPOSED).order_by("created_at", "pk")
    rows["awards.Award"] = list(awards.values(*AWARD))
    profile = User.objects.values(*PROFILE).get(pk=user.pk)
    return {"exported_at": laurel_now(), "profile": profile, "belongings": rows}


def _rows(belonging: Belonging, user: User) -> list[dict[str, Any]]:
    """Of models that are not all ours, so by their names."""
    found = apps.get_model(belonging.model)._default_manager.filter(**{belonging.by: user})
    return list(found.order_by(*belonging.in_order).values(*belonging.fields))
