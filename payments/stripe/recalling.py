"""Stripe's list is asked before money leaves, and what it has is taken over instead of being made again.

One rule for all that leaves, transfers and refunds. A key alone protects against a repeat only for a day, and not at
all once the books are older than Stripe's memory of them: a restored database has forgotten attempts that Stripe
answered, and whole decisions that were made again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from payments.errors import PaymentError
from payments.ledger.models import Transaction

Made = dict[str, Any]


class Forgotten(PaymentError):
    """Stripe has made something for this service that its books do not know; a person must say what it was."""

    code = "forgotten"


@dataclass(frozen=True, slots=True)
class Trace:
    """How one kind of what leaves is known again."""

    mark: str  # what its metadata calls the row of ours
    rows: type[Model]
    stripe_id: str  # the row's field that keeps its id
    alike: tuple[str, ...]  # what a forgotten one shares with what is asked
    has_left: Callable[[Made], bool]  # and not come back


def find(listed: list[Made], trace: Trace, *, asked: Made, past: Sequence[str] = ()) -> Made | None:
    """The one that was asked for, if it is on Stripe's list; those in `past` came back, and are not taken again.

    The row's own by its mark; else one that the books have forgotten and that is alike: it was this one, before the
    database went back. Another that they have forgotten raises Forgotten.
    """
    own = (each for each in listed if _mark(each, trace) == asked["metadata"][trace.mark] and each["id"] not in past)
    if found := next(own, None):
        return found
    forgotten = _forgotten(listed, trace)
    if alike := next((each for each in forgotten if _is_alike(each, asked, trace)), None):
        return alike
    if forgotten:
        raise Forgotten(_("Stripe has {made}, and the books do not. Reconcile it first."), made=forgotten[0]["id"])
    return None


def _mark(made: Made, trace: Trace) -> str:
    return str((made.get("metadata") or {}).get(trace.mark) or "")


def _is_alike(made: Made, asked: Made, trace: Trace) -> bool:
    return all(made.get(name) == asked.get(name) for name in trace.alike)


def _forgotten(listed: list[Made], trace: Trace) -> list[Made]:
    """Made by this service, still away, and neither a row nor a posting knows it."""
    ours = {each["id"]: each for each in listed if is_mark(_mark(each, trace)) and trace.has_left(each)}
    if not ours:
        return []
    rows = trace.rows._default_manager
    marks = {
        str(key)
        for key in rows.filter(pk__in=[_mark(each, trace) for each in ours.values()]).values_list("pk", flat=True)
    }
    taken_over = set(rows.filter(**{f"{trace.stripe_id}__in": ours}).values_list(trace.stripe_id, flat=True))
    booked = set(Transaction.objects.filter(source__in=ours).values_list("source", flat=True))
    return [each for key, each in ours.items() if _mark(each, trace) not in marks and key not in taken_over | booked]


def is_mark(text: object) -> bool:
    """Whether this may name a row of ours; what others made under the same account of Stripe's may say anything."""
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True
