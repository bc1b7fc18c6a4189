"""Whole comparisons: by the hour, on demand, and signed off by someone who did not ask for them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payments.errors import IllegalMove
from payments.reconciliation import policies
from payments.reconciliation.matching import GRACE, Difference
from payments.reconciliation.models import Discrepancy, ReconciliationRun, StripeMovement
from payments.reconciliation.reconciling import Comparison, compare, refresh_mirror
from payments.reconciliation.solvency import keep_day
from payments.reconciliation.summarising import as_rows
from payments.rights import Right, require_right
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now
from workers.events import emit

EVERY = timedelta(hours=1)
LOOK_BACK = timedelta(days=1)  # beyond what is pending: Stripe may show a line late
GIVEN_UP_AFTER = timedelta(minutes=30)  # its process has died
Cause = ReconciliationRun.Cause
# How far a comparison is, and why it failed; kept in English.
WAITING, READ = gettext_noop("waiting"), gettext_noop("{count} of Stripe's lines read")
COMPARING, DONE, FAILED = gettext_noop("comparing"), gettext_noop("done"), gettext_noop("failed")
DIED = gettext_noop("Its process ended before it did.")


@transaction.atomic
def ask(*, by: Any = None, cause: str = Cause.PERSON) -> ReconciliationRun:
    """Begin a whole comparison, or join the one of the same cause that is under way; a handler makes it."""
    if cause == Cause.PERSON:
        require_right(by, Right.MAKE)
    _give_up_dead()
    run = ReconciliationRun.objects.under_way().filter(cause=cause).first()
    if run:
        return run
    run = ReconciliationRun.objects.create(cause=cause, by=by, step=WAITING)
    emit("reconciliation.asked", subject=run, by=by)
    return run


def compare_now(*, grace: timedelta = GRACE) -> tuple[ReconciliationRun, list[Difference]]:
    """Make a whole comparison here and now, for the command: kept as a row like the hour's. Calls Stripe.

    Raises IllegalMove while another command's is under way; a failure of Stripe's stands in the row.
    """
    run = _begin_command()
    found = make(run_id=run.pk, grace=grace)
    run.refresh_from_db()
    return run, found


@transaction.atomic
def _begin_command() -> ReconciliationRun:
    _give_up_dead()
    if ReconciliationRun.objects.under_way().filter(cause=Cause.COMMAND).exists():
        raise IllegalMove(_("Another command compares the books just now. Wait until it has ended."))
    return ReconciliationRun.objects.create(cause=Cause.COMMAND)


def ask_by_the_hour() -> None:
    """Begin the hour's comparison, if none has begun for so long."""
    since = laurel_now() - EVERY
    if settings.STRIPE_SECRET_KEY and not ReconciliationRun.objects.filter(started_at__gt=since).exists():
        ask(cause=Cause.CLOCK)


def make(*, run_id: UUID | str, grace: timedelta = GRACE) -> list[Difference]:
    """Make a comparison that was asked for, saying how far it is; give what differs.

    Calls Stripe: never in a transaction. A repeat of one that has ended does nothing. Without Stripe's answer it ends
    as failed: the next one is never far.
    """
    run = ReconciliationRun.objects.get(pk=run_id)
    if run.ended_at:
        return []
    try:
        refresh_mirror(overlap=LOOK_BACK, seen=lambda count: _say(run, READ.format(count=count)))
        _say(run, COMPARING)
        figures = as_rows()
    except (StripeUnavailable, StripeRefused) as error:
        _fail(run_id=run.pk, failure=str(error))
        return []
    return _end(run_id=run.pk, figures=figures, grace=grace)


@transaction.atomic
def _end(*, run_id: UUID, figures: list[dict[str, str | int]], grace: timedelta) -> list[Difference]:
    """Compare, and keep what was found with the figures of that moment."""
    run = ReconciliationRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.ended_at:
        return []
    comparison = compare(grace=grace)
    _keep(run, comparison, figures)
    keep_day(figures)
    emit("reconciliation.ended", subject=run, by=run.by, payload={"opened": run.opened, "closed": run.closed})
    return comparison.found


def _keep(run: ReconciliationRun, comparison: Comparison, figures: list[dict[str, str | int]]) -> None:
    run.lines_seen = StripeMovement.objects.count()
    run.matched = run.lines_seen - unmatched_lines(laurel_now()).count()
    run.opened, run.closed = comparison.change.opened, comparison.change.closed
    run.figures, run.step, run.ended_at = figures, DONE, laurel_now()
    run.save()


def unmatched_lines(moment: Any) -> Any:
    """Stripe's lines whose object had an open exception at that moment."""
    subjects = Discrepancy.objects.open_at(moment).values("subject")
    return StripeMovement.objects.filter(Q(source__in=subjects) | Q(pk__in=subjects), seen_at__lte=moment)


def lines_of(run: ReconciliationRun, *, matched: bool | None = None) -> Any:
    """Stripe's lines that this comparison saw: all, the matched or the unmatched."""
    moment = run.ended_at or run.started_at
    unmatched = unmatched_lines(moment)
    if matched is False:
        return unmatched
    rows = StripeMovement.objects.filter(seen_at__lte=moment)
    return rows.exclude(pk__in=unmatched.values("pk")) if matched else rows


@transaction.atomic
def sign_off(*, run_id: UUID | str, by: Any, note: str) -> ReconciliationRun:
    """Say that a person has looked at a comparison and stands for it; not who asked for it.

    Raises NotAllowed, IllegalMove if it has not ended well or is signed already, ReasonNeeded without a note.
    """
    require_right(by, Right.CHECK)
    run = ReconciliationRun.objects.select_for_update(no_key=True).get(pk=run_id)
    policies.require_another(
        by, run.by_id, _("You have asked for this comparison yourself; someone else must do this.")
    )
    if run.ended_at is None or run.failure:
        raise IllegalMove(_("Only a comparison that came to its end can be signed off."))
    if run.signed_at:
        raise IllegalMove(_("This comparison is signed off already."))
    run.signed_by, run.signed_at, run.note = by, laurel_now(), policies.require_reason(note)
    run.save(update_fields=["signed_by", "signed_at", "note"])
    emit("reconciliation.signed", subject=run, by=by, payload={"reason": run.note})
    return run


@transaction.atomic
def _fail(*, run_id: UUID, failure: str) -> None:
    run = ReconciliationRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.ended_at is None:
        run.failure, run.step, run.ended_at = failure, FAILED, laurel_now()
        run.save(update_fields=["failure", "step", "ended_at"])
        emit("reconciliation.ended", subject=run, by=run.by)


def _give_up_dead() -> None:
    for run in ReconciliationRun.objects.under_way().filter(started_at__lt=laurel_now() - GIVEN_UP_AFTER):
        _fail(run_id=run.pk, failure=DIED)


def _say(run: ReconciliationRun, step: str) -> None:
    ReconciliationRun.objects.under_way().filter(pk=run.pk).update(step=step)
