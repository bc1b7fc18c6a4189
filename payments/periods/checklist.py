"""What must hold before a month is closed: questions, each with its answer as of now."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from payments.ledger.chart import Kind
from payments.money import Money
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.periods.balances import BalanceRow, faults, of_data, trial_balance
from payments.periods.models import Period, PeriodClosing
from payments.reconciliation.models import BookCheck, Discrepancy, ReconciliationRun
from payments.stripe.models import InboxEvent
from workers.clock import laurel_now

UNSETTLED = [Status.SUBMITTING, Status.UNKNOWN, Status.NEEDS_REVIEW]


@dataclass(frozen=True, slots=True)
class Point:
    """One question: `is_good` says whether the month may be closed for all it has to do with."""

    code: str
    question: str
    answer: str
    is_good: bool


@dataclass(frozen=True)
class Look:
    """The books as they are now, seen from the end of one month."""

    period: Period
    now: datetime = field(default_factory=laurel_now)

    @property
    def end(self) -> datetime:
        """The first moment after the month."""
        return self.period.span.ends

    @cached_property
    def balances(self) -> list[BalanceRow]:
        """The trial balance."""
        return trial_balance(self.period.month)


def points(period: Period) -> list[Point]:
    """All questions with their answers."""
    look = Look(period)
    return [ask(look) for ask in QUESTIONS]


def open_points(found: Sequence[Point]) -> list[Point]:
    """Those that keep the month from being closed."""
    return [point for point in found if not point.is_good]


def as_data(found: Sequence[Point]) -> list[dict[str, Any]]:
    """As it is kept with a closing."""
    return [asdict(point) for point in found]


def _is_over(look: Look) -> Point:
    is_good = look.now >= look.end
    return Point("ended", "Is the month over?", f"It ends at {_shown(look.end)}.", is_good)


def _earlier_are_closed(look: Look) -> Point:
    waiting = Period.objects.filter(month__lt=look.period.month).exclude(status=Period.Status.CLOSED).order_by("month")
    names = ", ".join(period.name for period in waiting)
    return Point("in_order", "Are the months before it closed?", f"Not yet: {names}." if names else "Yes.", not names)


def _self_check(look: Look) -> Point:
    question = "Did the books prove themselves since its end?"
    checks = BookCheck.objects.filter(kind=BookCheck.Kind.SELF_CHECK, at__gte=look.end)
    check = checks.order_by("-at").first()
    if check is None:
        return Point("self_check", question, "Nobody has looked since.", is_good=False)
    found = f"{check.differences} breaches" if check.differences else "nothing is wrong"
    return Point("self_check", question, f"At {_shown(check.at)}: {found}.", not check.differences)


def _reconciled(look: Look) -> Point:
    """What it found and nobody has resolved or explained is asked for by itself."""
    question = "Were the books compared with Stripe's since its end, and signed off?"
    signed = ReconciliationRun.objects.ended().filter(started_at__gte=look.end, signed_at__isnull=False)
    run = signed.order_by("-started_at").first()
    if run is None:
        return Point("reconciled", question, "No comparison since then is signed off.", is_good=False)
    lines = f"{run.matched} of {run.lines_seen} lines matched"
    return Point("reconciled", question, f"At {_shown(run.started_at)}: {lines}.", is_good=True)


def _inbox_is_read(look: Look) -> Point:
    waiting = InboxEvent.objects.filter(handled_at=None, created__lt=look.end).count()
    return Point("inbox", "Is all of Stripe's news of the month handled?", _none_but(waiting, "wait"), not waiting)


def _no_exceptions(look: Look) -> Point:
    waiting = Discrepancy.objects.open().filter(opened_at__lt=look.end).count()
    return Point("exceptions", "Are its exceptions resolved?", _none_but(waiting, "are open"), not waiting)


def _no_doubtful_payout(look: Look) -> Point:
    waiting = Payout.objects.filter(status__in=UNSETTLED, created_at__lt=look.end).count()
    return Point("payouts", "Is the outcome of every payout known?", _none_but(waiting, "are in doubt"), not waiting)


def _unclaimed_is_reviewed(look: Look) -> Point:
    """What nobody takes is never revenue: a person says that they have gone through it."""
    rows = [row for row in look.balances if row.kind == Kind.UNCLAIMED and row.closing]
    question = "Was the unclaimed money gone through?"
    if not rows:
        return Point("unclaimed", question, "There is none.", is_good=True)
    amounts = ", ".join(str(Money(-row.closing, row.currency)) for row in rows)
    note = look.period.note.strip()
    return Point("unclaimed", question, f"{amounts}. {note or 'The preparer says so in the note.'}", bool(note))


def _adds_up(look: Look) -> Point:
    """Opening and movements make the closing balance, debits are credits, and last month's end is this one's start."""
    before = PeriodClosing.objects.filter(period__month__lt=look.period.month, period__status=Period.Status.CLOSED)
    last = before.order_by("-period__month", "-number").first()
    wrong = list(faults(look.balances, of_data(last.balances) if last else None))
    return Point("balanced", "Does the trial balance add up?", " ".join(wrong) or "Yes.", not wrong)


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _none_but(count: int, verb: str) -> str:
    return f"{count} {verb}." if count else "Yes."


QUESTIONS: list[Callable[[Look], Point]] = [
    *(_is_over, _earlier_are_closed, _adds_up, _self_check, _reconciled),
    *(_inbox_is_read, _no_exceptions, _no_doubtful_payout, _unclaimed_is_reviewed),
]
