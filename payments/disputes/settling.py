"""What Stripe says of a dispute becomes what we know: money, status and freeze together, forward only.

The object is fetched again for every event, so that order, repeats and days of delay do not matter.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from payments.disputes.freezing import follow_disputes
from payments.disputes.models import Dispute
from payments.disputes.moves import CLOSED, DISPUTING, INQUIRING, MOVES, OPEN, Status
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import AlreadyPosted, Line, credit, debit, post, settle_constraints
from payments.money import Money
from payments.purses import settling
from payments.purses.models import Contribution, Purse
from payments.stripe import gateway
from workers.clock import laurel_now
from workers.events import emit

REMINDED_DAYS = 3  # before evidence is due
LOOK_AGAIN = timedelta(minutes=10)  # at a lost one of which nobody has said who bears it
PATIENCE = timedelta(days=1)
NEWS = {
    Status.WARNING_NEEDS_RESPONSE: "dispute.inquired",
    Status.WARNING_UNDER_REVIEW: "dispute.answered",
    Status.WARNING_CLOSED: "dispute.dropped",
    Status.NEEDS_RESPONSE: "dispute.opened",
    Status.UNDER_REVIEW: "dispute.answered",
    Status.WON: "dispute.won",
    Status.PREVENTED: "dispute.dropped",
}  # a lost one is told in `settle`, once its money is booked


def look(*, dispute_id: str) -> None:
    """Fetch a dispute and book what it says; its charge first, should we not know it. Calls Stripe."""
    told = gateway.retrieve_dispute(dispute_id)
    if not Contribution.objects.filter(charge_id=told["charge"]).exists():
        _settle_charge(gateway.retrieve_charge(told["charge"]))
    settle(told)


def _settle_charge(charge: dict[str, Any]) -> None:
    contribution = charge["metadata"].get("contribution")
    if contribution and charge["paid"] and charge["balance_transaction"]:
        settling.settle_charge(contribution_id=contribution, charge=charge)


@transaction.atomic
def settle(told: dict[str, Any]) -> None:
    """Book what the bank took and gave back, move the dispute on, and freeze or thaw what hangs on it.

    One of a charge that is not ours is left to reconciliation.
    """
    known = Contribution.objects.filter(charge_id=told["charge"]).first()
    if known is None:
        return
    purse = Purse.objects.locked().get(pk=known.purse_id)
    contribution = Contribution.objects.select_for_update(no_key=True).get(pk=known.pk)
    contribution.purse = purse
    dispute = _known(contribution, told) or _begin(contribution, told)
    was_lost = _is_lost(dispute)
    _book_movements(dispute, told)
    _follow(dispute, told)
    dispute.save()
    if _is_lost(dispute) and not was_lost:
        tell(dispute, "dispute.lost")
    follow_disputes(purse=purse, contribution=contribution)
    settle_constraints()


def tell(dispute: Dispute, name: str, *, by: Any = None, **more: Any) -> None:
    """Emit an event of this dispute with what it is about."""
    emit(name, subject=dispute, by=by, payload={"amount": dispute.amount, **more})


def _known(contribution: Contribution, told: dict[str, Any]) -> Dispute | None:
    dispute = Dispute.objects.select_for_update(no_key=True).filter(dispute_id=told["id"]).first()
    if dispute:
        dispute.contribution = contribution
    return dispute


def _begin(contribution: Contribution, told: dict[str, Any]) -> Dispute:
    """A dispute of which this is the first news, at whatever status: it has been open, so it is told as opened."""
    is_inquiry = told["status"].startswith("warning")
    dispute = Dispute(
        contribution=contribution,
        dispute_id=told["id"],
        amount=told["amount"],
        reason=told["reason"],
        status=Status.WARNING_NEEDS_RESPONSE if is_inquiry else Status.NEEDS_RESPONSE,
        opened_at=datetime.fromtimestamp(told["created"], UTC),
        evidence_due_by=_time((told.get("evidence_details") or {}).get("due_by")),
    )
    dispute.due_at = next_look(dispute)
    tell(dispute, NEWS[Status(dispute.status)])
    return dispute


def _book_movements(dispute: Dispute, told: dict[str, Any]) -> None:
    """Each balance transaction once. What comes after a lost one was concluded is left to people."""
    currency = dispute.contribution.purse.currency
    for movement in told["balance_transactions"] if dispute.concluded_at is None else []:
        if movement["currency"] == currency and _post(dispute, movement):
            dispute.withdrawn += max(-movement["amount"], 0)
            dispute.reinstated += max(movement["amount"], 0)
            dispute.fee = max(dispute.fee + movement["fee"], 0)


def _post(dispute: Dispute, movement: dict[str, Any]) -> bool:
    purse = dispute.contribution.purse
    try:
        post(
            effect_key=f"dispute:{dispute.dispute_id}:{movement['id']}",
            situation=Situation.DISPUTED if movement["amount"] < 0 else Situation.DISPUTE_WON,
            purse=purse.reference,
            source=dispute.dispute_id,
            lines=_lines(purse, movement),
        )
    except AlreadyPosted:
        return False
    return True


def _lines(purse: Purse, movement: dict[str, Any]) -> list[Line]:
    """Out of our balance, or back into it, with Stripe's fee for it as its own books name it."""
    gross, fee, net = (Money(movement[name], purse.currency) for name in ("amount", "fee", "net"))
    return [
        debit(account(Kind.STRIPE_PENDING, purse.currency), net),
        debit(account(Kind.STRIPE_FEES, purse.currency), fee),
        credit(account(Kind.DISPUTES, purse.currency, purse.reference), gross),
    ]


def _follow(dispute: Dispute, told: dict[str, Any]) -> None:
    """Take over its status if it lies ahead; an older answer of Stripe's changes nothing."""
    before, status = dispute.status, told["status"]
    if status in MOVES[before]:
        dispute.status, dispute.amount = status, told["amount"]
        dispute.evidence_due_by = _time((told.get("evidence_details") or {}).get("due_by")) or dispute.evidence_due_by
        dispute.closed_at = laurel_now() if status in CLOSED else None
        dispute.due_at = next_look(dispute)
        if news := _news(before, status):
            tell(dispute, news)


def _news(before: str, status: str) -> str | None:
    """What is told of a move; an inquiry that was escalated is told as a dispute that was opened."""
    if before in INQUIRING and status in DISPUTING:
        return NEWS[Status.NEEDS_RESPONSE]
    return NEWS.get(Status(status))


def _is_lost(dispute: Dispute) -> bool:
    """Lost, and its money booked: now it can be said who bears it."""
    return dispute.status == Status.LOST and dispute.at_stake > 0


def next_look(dispute: Dispute) -> datetime | None:
    """When somebody is reminded of it: three days before its evidence is due, and from then on daily."""
    now = laurel_now()
    if dispute.status in OPEN:
        early = dispute.evidence_due_by and dispute.evidence_due_by - timedelta(days=REMINDED_DAYS)
        return early if early and early > now else now + PATIENCE
    return now + LOOK_AGAIN if dispute.status == Status.LOST else None  # until it is concluded, which ends all looks


def _time(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
