"""Close a month: keep its trial balance, and let nothing be posted into it any more."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from payments.periods.balances import as_data, fingerprint, trial_balance
from payments.periods.checklist import as_data as answers
from payments.periods.checklist import points
from payments.periods.errors import PeriodNotReady, SamePerson
from payments.periods.models import Period, PeriodClosing
from payments.periods.preparing import require_ready
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit

LONGEST_WAIT = "20s"  # for those who are posting into the month just now
SAID_OF_IT = ["prepared_by", "prepared_at", "note", "closed_by", "closed_at"]


@transaction.atomic
def close(*, period_id: UUID | str, by: Any) -> Period:
    """Lock a prepared month, by another person than prepared it.

    Raises NotAllowed, IllegalMove, SamePerson, PeriodNotReady.
    """
    period = Period.objects.locked().select_related("prepared_by").get(pk=period_id)
    require_right(by, Right.CLOSE)
    if period.status == Period.Status.OPEN:
        raise PeriodNotReady(_("{name} is not prepared yet; another person does that first."), name=period.name)
    period.move_to(Period.Status.CLOSED)
    if period.prepared_by == by:
        raise SamePerson(_("You have prepared {name}; another person closes it."), name=period.name)
    _stand_alone_in(period)
    require_ready(period)
    period.closings += 1
    period.closed_by, period.closed_at = by, laurel_now()
    kept = _keep(period)
    period.save(update_fields=["status", "closed_by", "closed_at", "closings"])
    emit("period.closed", subject=period, by=by, payload={"month": period.name, "sha256": kept.sha256})
    return period


def _stand_alone_in(period: Period) -> None:
    """Wait for whoever is posting into the month; whoever comes later waits for us, and is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('laurel.months'), %s)", [int(f"{period.month:%Y%m}")])


def _keep(period: Period) -> PeriodClosing:
    """The month as it stands, added up after the lock: what was posted before is in it."""
    rows = trial_balance(period.month)
    with override("en"):  # it is kept, and reads the same to everyone
        checklist = answers(points(period))
    facts: dict[str, Any] = {name: getattr(period, name) for name in SAID_OF_IT}
    return PeriodClosing.objects.create(
        period=period,
        number=period.closings,
        checklist=checklist,
        balances=as_data(rows),
        sha256=fingerprint(rows),
        **facts,
    )
