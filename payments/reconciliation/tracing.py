"""From any id to everything about its money: charges, postings, transfers, refunds, Stripe's lines, events, people."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from payments.disputes.models import Dispute
from payments.errors import UnknownId
from payments.ledger.models import Transaction
from payments.ledger.statements import Statement, statement
from payments.payees.models import Payee
from payments.payouts.models import Payout
from payments.purses.models import Contribution, Purse, Refund
from payments.reconciliation.finding import KINDS, payouts_of_account, purse_of, sources_of
from payments.reconciliation.models import Discrepancy, StripeMovement
from payments.stripe.models import InboxEvent
from workers.models import Event

MOST_OF_AN_ACCOUNT = 200  # payouts shown of one payee


@dataclass(frozen=True, slots=True)
class Trace:
    """One purse and all that belongs to it; or, without one, an object of Stripe's or a payee's account."""

    wanted: str
    purse: Purse | None
    figures: Statement | None
    payee: Payee | None
    contributions: QuerySet[Contribution]
    payouts: QuerySet[Payout]
    refunds: QuerySet[Refund]
    disputes: QuerySet[Dispute]
    transactions: QuerySet[Transaction]
    movements: QuerySet[StripeMovement]
    news: QuerySet[InboxEvent]
    events: QuerySet[Event]
    exceptions: QuerySet[Discrepancy]
    rows: list[str]  # the ids of our rows in it, for whoever looks up what people did to them


def trace(wanted: str) -> Trace:
    """Everything about the money that this id leads to. Raises UnknownId, which says what ids there are."""
    purse = purse_of(wanted)
    payee = None if purse else payouts_of_account(wanted)
    found = _of_purse(wanted, purse) if purse else _without_purse(wanted, payee)
    if found is None:
        raise UnknownId(_("Nothing here bears this id. It may be that of {kinds}."), kinds=KINDS)
    return found


def _of_purse(wanted: str, purse: Purse) -> Trace:
    contributions, payouts = purse.contributions.order_by("created_at"), purse.payouts.order_by("created_at")
    refunds = Refund.objects.of_purse(purse.reference).order_by("created_at")
    disputes = Dispute.objects.filter(contribution__purse=purse).order_by("opened_at")
    booked = Transaction.objects.filter(purse=purse.reference)
    sources = list(booked.exclude(source="").values_list("source", flat=True).distinct())
    pages = contributions.exclude(session_id=None).values_list("session_id", flat=True)
    rows = [*contributions.values_list("pk", flat=True), *payouts.values_list("pk", flat=True)]
    rows += disputes.values_list("pk", flat=True)
    own = [str(key) for key in [purse.pk, *rows, *refunds.values_list("pk", flat=True)]]
    return _trace(
        wanted,
        Transaction.objects.filter(Q(purse=purse.reference) | Q(source__in=sources)),
        [*sources, *map(str, pages), wanted],
        own,
        purse=purse,
        figures=statement(purse.reference, purse.currency),
        contributions=contributions,
        payouts=payouts.select_related("payee__user", "purse").prefetch_related("legs__attempts"),
        refunds=refunds,
        disputes=disputes,
        events=Event.objects.filter(root=purse.reference).order_by("at", "id"),
    )


def _without_purse(wanted: str, payee: Payee | None) -> Trace | None:
    sources = sources_of(wanted)
    booked = Transaction.objects.filter(Q(source__in=sources) | Q(effect_key=wanted))
    payouts = Payout.objects.filter(payee=payee).order_by("-created_at") if payee else Payout.objects.none()
    found = _trace(
        wanted,
        booked,
        sources,
        sources,
        payee=payee,
        payouts=payouts.select_related("payee__user", "purse").prefetch_related("legs__attempts")[:MOST_OF_AN_ACCOUNT],
        events=Event.objects.filter(root__in=_roots(sources, payee)).order_by("at", "id"),
    )
    has_any = any(rows.exists() for rows in (found.transactions, found.movements, found.news, found.exceptions))
    return found if payee or has_any else None


def _roots(sources: list[str], payee: Payee | None) -> list[str]:
    exceptions = Discrepancy.objects.filter(subject__in=sources).values_list("pk", flat=True)
    return [*sources, *map(str, exceptions), *([str(payee.pk)] if payee else [])]


def _trace(wanted: str, booked: QuerySet[Transaction], sources: list[str], rows: list[str], **known: Any) -> Trace:
    """What every trace has, found by Stripe's objects and by our rows' ids."""
    nothing: dict[str, Any] = {
        "purse": None,
        "figures": None,
        "payee": None,
        "contributions": Contribution.objects.none(),
        "refunds": Refund.objects.none(),
        "disputes": Dispute.objects.none(),
    }
    exceptions = Discrepancy.objects.filter(subject__in=[*sources, *rows])
    touched = [*rows, *(str(key) for key in exceptions.values_list("pk", flat=True))]
    return Trace(
        wanted=wanted,
        transactions=booked.select_related("by").prefetch_related("postings__account").order_by("occurred_at", "id"),
        movements=StripeMovement.objects.filter(Q(source__in=sources) | Q(pk__in=sources)).order_by("created", "-net"),
        news=InboxEvent.objects.filter(Q(object_id__in=sources) | Q(pk__in=sources)).order_by("created"),
        exceptions=exceptions.with_all().order_by("opened_at"),
        rows=touched,
        **(nothing | known),
    )


def figures_of(figures: Statement) -> dict[str, Any]:
    """A purse's figures as plain minor units."""
    return {name: getattr(figures, name).amount for name in Statement.__slots__}
