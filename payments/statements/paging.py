"""A statement as it is looked at: its totals, and one page of its movements behind a signed place."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from payments.errors import InvalidInput
from payments.money import require_currency
from payments.statements.movements import Extract, Movement, Place, Totals
from payments.statements.spans import Span
from payments.statements.subjects import Subject

SALT = "laurel.statement"  # a place carries a balance: one that we did not make is refused
MOST_ROWS = 100


class ForeignPlace(InvalidInput):
    """A cursor that was not made for this statement. Answered with 400."""

    code = "invalid_cursor"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a statement; `next` leads to the following one, and is empty on the last."""

    extract: Extract
    totals: Totals
    movements: list[Movement]
    next: str


def extract_of(subject: Subject, *, currency: str, span: Span) -> Extract:
    """The subject's movements in a currency, or in the first that it has; raises InvalidAmount for an unknown one."""
    known = currency or next(iter(subject.currencies()), settings.SETTLEMENT_CURRENCIES[0])
    return Extract(subject, require_currency(known), span)


def sheet(extract: Extract, *, cursor: str = "", size: int = MOST_ROWS) -> Sheet:
    """The totals of the whole stretch of time, and the page behind the cursor."""
    totals = extract.totals()
    shown, following = extract.page(start=_read(extract, cursor), opening=totals.opening, size=size)
    return Sheet(extract, totals, shown, _written(extract, following) if following else "")


def span_of(first: date | None, last: date | None, *, now: datetime) -> Span:
    """What was asked for; without a last day until today, without a first from that month's beginning."""
    last = last or now.date()
    return Span.of_days(first or last.replace(day=1), last)


def _named(extract: Extract) -> list[str]:
    span = extract.span
    return [extract.subject.kind, extract.subject.reference, extract.currency, str(span.starts), str(span.ends)]


def _written(extract: Extract, place: Place) -> str:
    where: list[Any] = [place.at.isoformat(), str(place.transaction), str(place.posting), place.balance]
    return signing.dumps([_named(extract), where], salt=SALT)


def _read(extract: Extract, cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        made_for, (at, transaction, posting, balance) = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise ForeignPlace(_("Not a cursor of ours. Take `next` as it is."), field="cursor") from error
    if made_for != _named(extract):
        raise ForeignPlace(_("This cursor belongs to another statement. Start again without one."), field="cursor")
    return Place(datetime.fromisoformat(at), UUID(transaction), UUID(posting), balance)
