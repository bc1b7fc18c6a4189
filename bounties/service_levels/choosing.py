"""A sponsor chooses its plan, and its business calendar; what runs already runs on as it began."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import Membership, Sponsor, User
from bounties.accounts.policies import require_role
from bounties.errors import InvalidInput
from bounties.service_levels.models import Calendar, Choice, Plan
from workers.events import emit

Named = TypeVar("Named", Plan, Calendar)


@dataclass(frozen=True, slots=True)
class Promise:
    """The plan and the calendar that are in force."""

    plan: Plan
    calendar: Calendar


@transaction.atomic
def choose(*, sponsor_id: UUID, plan: str, calendar: str, by: User) -> Choice:
    """Choose both by name; they hold for what begins from now on. Raises NotAllowed for non-owners, InvalidInput."""
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    require_role(by, sponsor.pk, Membership.Role.OWNER)
    choice = Choice.objects.create(
        sponsor=sponsor,
        plan=_offered(Plan, plan, field="plan"),
        calendar=_offered(Calendar, calendar, field="calendar"),
        chosen_by=by,
    )
    emit("service_level.chosen", subject=choice, by=by, payload={"plan": plan, "calendar": calendar})
    return choice


def in_force(sponsor_id: UUID, at: datetime) -> Promise | None:
    """What a sponsor promised at a moment: its latest choice before, else the house's defaults, if it has any."""
    choice = Choice.objects.filter(sponsor=sponsor_id, chosen_at__lte=at).select_related("plan", "calendar").first()
    if choice:
        return Promise(choice.plan, choice.calendar)
    plan = Plan.objects.filter(is_default=True).first()
    calendar = Calendar.objects.filter(is_default=True).first()
    return Promise(plan, calendar) if plan and calendar else None


def _offered(kind: type[Named], name: str, *, field: str) -> Named:
    offered = kind._default_manager.filter(is_offered=True)
    found = offered.filter(name=name).first()
    if found is None:
        names = ", ".join(offered.order_by("name").values_list("name", flat=True))
        raise InvalidInput(
            _('There is no {what} "{name}". Choose one of: {names}.'),
            field=field,
            what=field,
            name=name,
            names=names,
        )
    return found
