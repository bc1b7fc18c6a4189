"""What must hold before a month is closed: questions, each with its answer as of now."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from payments.ledger.chart import Kind
from payments.money import Money
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.periods.balances import BalanceRow, faults, of_data, trial_balance
from payments.periods.models import Period, PeriodClosing
from payments.reconciliation.models import BookCheck, Discrepancy, ReconciliationRun
from payments.sentences import filled
from payments.stripe.models import InboxEvent
from workers.clock import laurel_now

UNSETTLED = [Status.SUBMITTING, Status.UNKNOWN, Status.NEEDS_REVIEW]
ASKED = {
    "ended": _("Is the month over?"),
    "in_order": _("Are the months before it closed?"),
    "self_check": _("Did the books prove themselves since its end?"),
    "reconciled": _("Were the books compared with Stripe's since its end, and signed off?"),
    "inbox": _("Is all of Stripe's news of the month handled?"),
    "exceptions": _("Are its exceptions resolved?"),
    "payouts": _("Is the outcome of every payout known?"),
    "unclaimed": _("Was the unclaimed money gone through?"),
    "balanced": _("Does the trial balance add up?"),
}
YES, NONE = _("Yes."), _("There is none.")
ENDS, EARLIER = _("It ends at {at}."), _("Not yet: {names}.")
NOT_PROVED, BREACHES = _("Nobody has looked since."), _("At {at}: {count} breaches.")
SOUND = _("At {at}: nothing is wrong.")
NOT_SIGNED, MATCHED = _("No comparison since then is signed off."), _("At {at}: {matched} of {seen} lines matched.")
WAIT, OPEN, DOUBTFUL = _("{count} wait."), _("{count} are open."), _("{count} are in doubt.")
SAY_SO = _("The preparer says so in the note.")
ANSWERS = [YES, NONE, ENDS, EARLIER, NOT_PROVED, BREACHES, SOUND, NOT_SIGNED, MATCHED, WAIT, OPEN, DOUBTFUL]


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


def _point(code: str, answer: str, /, *, is_good: bool, **values: object) -> Point:
    return Point(code, gettext(ASKED[code]), filled(gettext(answer), **values), is_good)


def _is_over(look: Look) -> Point:
    return _point("ended", ENDS, at=_shown(look.end), is_good=look.now >= look.end)


def _earlier_are_closed(look: Look) -> Point:
    waiting = Period.objects.filter(month__lt=look.period.month).exclude(status=Period.Status.CLOSED).order_by("month")
    names = ", ".join(period.name for period in waiting)
    return _point("in_order", EARLIER, names=names, is_good=False) if names else _point("in_order", YES, is_good=True)


def _self_check(look: Look) -> Point:
    checks = BookCheck.objects.filter(kind=BookCheck.Kind.SELF_CHECK, at__gte=look.end)
    check = checks.order_by("-at").first()
    if check is None:
        return _point("self_check", NOT_PROVED, is_good=False)
    if check.differences:
        return _point("self_check", BREACHES, at=_shown(check.at), count=check.differences, is_good=False)
    return _point("self_check", SOUND, at=_shown(check.at), is_good=True)


def _reconciled(look: Look) -> Point:
    """What it found and nobody has resolved or explained is asked for by itself."""
    signed = ReconciliationRun.objects.ended().filter(started_at__gte=look.end, signed_at__isnull=False)
    run = signed.order_by("-started_at").first()
    if run is None:
        return _point("reconciled", NOT_SIGNED, is_good=False)
    at = _shown(run.started_at)
    return _point("reconciled", MATCHED, at=at, matched=run.matched, seen=run.lines_seen, is_good=True)


def _inbox_is_read(look: Look) -> Point:
    waiting = InboxEvent.objects.filter(handled_at=None, created__lt=look.end).count()
    return _none_but(waiting, "inbox", WAIT)


def _no_exceptions(look: Look) -> Point:
    waiting = Discrepancy.objects.open().filter(opened_at__lt=look.end).count()
    return _none_but(waiting, "exceptions", OPEN)


def _no_doubtful_payout(look: Look) -> Point:
    waiting = Payout.objects.filter(status__in=UNSETTLED, created_at__lt=look.end).count()
    return _none_but(waiting, "payouts", DOUBTFUL)


def _unclaimed_is_reviewed(look: Look) -> Point:
    """What nobody takes is never revenue: a person says that they have gone through it."""
    rows = [row for row in look.balances if row.kind == Kind.UNCLAIMED and row.closing]
    if not rows:
        return _point("unclaimed", NONE, is_good=True)
    amounts = ", ".join(str(Money(-row.closing, row.currency)) for row in rows)
    note = look.period.note.strip()
    return _point("unclaimed", f"{amounts}. {note or gettext(SAY_SO)}", is_good=bool(note))


def _adds_up(look: Look) -> Point:
    """Opening and movements make the closing balance, debits are credits, and last month's end is this one's start."""
    before = PeriodClosing.objects.filter(period__month__lt=look.period.month, period__status=Period.Status.CLOSED)
    last = before.order_by("-period__month", "-number").first()
    wrong = list(faults(look.balances, of_data(last.balances) if last else None))
    return _point("balanced", " ".join(wrong) or YES, is_good=not wrong)


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _none_but(count: int, code: str, words: str) -> Point:
    return _point(code, words, count=count, is_good=False) if count else _point(code, YES, is_good=True)


QUESTIONS: list[Callable[[Look], Point]] = [
    *(_is_over, _earlier_are_closed, _adds_up, _self_check, _reconciled),
    *(_inbox_is_read, _no_exceptions, _no_doubtful_payout, _unclaimed_is_reviewed),
]
