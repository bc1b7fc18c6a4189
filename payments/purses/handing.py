"""What people do about a refund that Stripe can't return: send it to the card once more, or pay it by hand."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, settle_constraints
from payments.purses.handpayments import HandPayment
from payments.purses.models import Refund
from payments.purses.returning import book, finish, from_unclaimed, locked_refund, to_due
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit


class ReasonMissing(PaymentError):
    """An act on a refund says why."""

    code = "reason_missing"


@transaction.atomic
def retry(*, refund_id: UUID | str, by: Any, reason: str) -> Refund:
    """Send an unclaimed refund to the payer's card once more, under a new key.

    Raises NotAllowed, IllegalMove, ReasonMissing.
    """
    refund = _unclaimed(refund_id, by, Right.MAKE)
    if is_asked_by_hand(refund):
        raise IllegalMove(_("This refund is about to be paid by hand; refuse that first."))
    why = _given(reason, _("Say why, in a sentence."))
    refund.past_ids += [refund.refund_id] if refund.refund_id else []
    refund.status, refund.refund_id, refund.attempt = Refund.Status.RESERVED, None, refund.attempt + 1
    refund.retries += 1
    refund.save(update_fields=["status", "refund_id", "attempt", "retries", "past_ids"])
    book(refund, Situation.REFUND_RETRIED, lines=[*from_unclaimed(refund), *to_due(refund)], by=by)
    _tell("refund.retried", refund, by, why)
    emit("refund.reserved", subject=refund, by=by, payload={"amount": refund.amount, "fee": refund.fee})
    settle_constraints()
    return refund


@transaction.atomic
def propose(*, refund_id: UUID | str, by: Any, reason: str) -> HandPayment:
    """Say that a refund was, or is to be, paid from the platform's bank; another person must confirm it."""
    refund = _unclaimed(refund_id, by, Right.MAKE)
    if is_asked_by_hand(refund):
        raise IllegalMove(_("It is proposed already; someone else must confirm it."))
    named = _given(reason, _("Say why, with the bank's reference of the payment."))
    proposed = HandPayment.objects.create(refund=refund, by=by, reason=named)
    _tell("refund.hand_payment_proposed", refund, by, reason)
    return proposed


@transaction.atomic
def confirm(*, refund_id: UUID | str, by: Any, reason: str = "") -> Refund:
    """The second person's yes: the refund is paid, and the platform's bank has paid it. Raises NotAllowed."""
    refund = _unclaimed(refund_id, by, Right.CHECK)
    proposed = _proposed(refund)
    if proposed.by_id == by.pk:
        raise NotAllowed(_("You have proposed this yourself; someone else must confirm it."))
    _end(proposed, HandPayment.Status.PAID, by, reason)
    refund.status = Refund.Status.BY_HAND
    refund.save(update_fields=["status"])
    bank = account(Kind.BANK, refund.contribution.purse.currency)
    book(refund, Situation.PAID_BY_HAND, lines=[*from_unclaimed(refund), credit(bank, refund.total)], by=by)
    _tell("refund.paid_by_hand", refund, by, reason)
    finish(refund.contribution)
    settle_constraints()
    return refund


@transaction.atomic
def refuse(*, refund_id: UUID | str, by: Any, reason: str) -> Refund:
    """A second person's no, or the first one's second thoughts; nothing moves."""
    refund = _unclaimed(refund_id, by, Right.READ)
    proposed = _proposed(refund)
    if proposed.by_id != by.pk:
        require_right(by, Right.CHECK)
    _end(proposed, HandPayment.Status.REFUSED, by, _given(reason, _("Say why, in a sentence.")))
    _tell("refund.hand_payment_refused", refund, by, reason)
    return refund


def is_asked_by_hand(refund: Refund) -> bool:
    """Whether somebody says that it is paid by hand, and another must still confirm it."""
    return refund.hand_payments.filter(status=HandPayment.Status.PROPOSED).exists()


def _unclaimed(refund_id: UUID | str, by: Any, right: Right) -> Refund:
    require_right(by, right)
    refund = locked_refund(str(refund_id))
    if refund is None:
        raise Refund.DoesNotExist
    if refund.status != Refund.Status.UNCLAIMED:
        raise IllegalMove(
            _("Only an unclaimed refund waits for people; this one is “{status}”."), status=refund.get_status_display()
        )
    return refund


def _proposed(refund: Refund) -> HandPayment:
    proposed = refund.hand_payments.filter(status=HandPayment.Status.PROPOSED).first()
    if proposed is None:
        raise IllegalMove(_("Nobody has proposed to pay this by hand."))
    return proposed


def _end(proposed: HandPayment, status: HandPayment.Status, by: Any, reason: str) -> None:
    proposed.status, proposed.second, proposed.second_reason = status, by, reason.strip()
    proposed.ended_at = laurel_now()
    proposed.save(update_fields=["status", "second", "second_reason", "ended_at"])


def _given(reason: str, remedy: str) -> str:
    if not reason.strip():
        raise ReasonMissing(remedy, field="reason")
    return reason.strip()


def _tell(name: str, refund: Refund, by: Any, reason: str) -> None:
    emit(name, subject=refund, by=by, payload={"reason": reason})
