"""Open the last closed month again: one person asks and says why, another agrees."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove
from payments.periods.errors import NotTheLast, SamePerson
from payments.periods.models import Period, PeriodReopening
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def ask_to_reopen(*, period_id: UUID | str, by: Any, reason: str) -> Period:
    """Say why a closed month must be opened again; nothing changes until another agrees.

    Raises NotAllowed, IllegalMove, NotTheLast.
    """
    require_right(by, Right.CLOSE)
    period = _last_closed(period_id)
    if pending(period):
        raise IllegalMove(
            _("Someone has asked to reopen {name} already; another person agrees or not."), name=period.name
        )
    PeriodReopening.objects.create(closing=period.kept.get(number=period.closings), asked_by=by, reason=reason)
    emit("period.reopening_asked", subject=period, by=by, payload={"month": period.name, "reason": reason})
    return period


@transaction.atomic
def confirm_reopening(*, period_id: UUID | str, by: Any) -> Period:
    """Agree with another person's wish: the month is open from now on, and must be prepared and closed anew.

    Raises NotAllowed, IllegalMove, SamePerson, NotTheLast.
    """
    require_right(by, Right.CLOSE)
    period = _last_closed(period_id)
    wish = pending(period)
    if wish is None:
        raise IllegalMove(_("Nobody has asked to reopen {name}."), name=period.name)
    if wish.asked_by == by:
        raise SamePerson(_("You have asked for it; another person agrees."))
    wish.confirmed_by, wish.confirmed_at = by, laurel_now()
    wish.save(update_fields=["confirmed_by", "confirmed_at"])
    _open(period)
    emit("period.reopened", subject=period, by=by, payload={"month": period.name, "reason": wish.reason})
    return period


def reopen(*, period_id: UUID | str, by: Any, reason: str) -> Period:
    """Ask, or agree where another has asked already; each as above."""
    if pending(Period.objects.get(pk=period_id)):
        return confirm_reopening(period_id=period_id, by=by)
    return ask_to_reopen(period_id=period_id, by=by, reason=reason)


def pending(period: Period) -> PeriodReopening | None:
    """The wish to reopen a closed month that waits for another's yes."""
    asked = PeriodReopening.objects.select_related("asked_by").filter(closing__period=period, confirmed_at=None)
    return asked.filter(closing__number=period.closings).first()


def _last_closed(period_id: UUID | str) -> Period:
    period = Period.objects.locked().get(pk=period_id)
    if period.status != Period.Status.CLOSED:
        raise IllegalMove(_("{name} is not closed."), name=period.name)
    if Period.objects.closed().filter(month__gt=period.month).exists():
        raise NotTheLast(_("A later month than {name} is closed; only the last one may be reopened."), name=period.name)
    return period


def _open(period: Period) -> None:
    period.move_to(Period.Status.OPEN)
    period.prepared_by = period.prepared_at = period.closed_by = period.closed_at = None
    period.note = ""
    period.save(update_fields=["status", "prepared_by", "prepared_at", "closed_by", "closed_at", "note"])
