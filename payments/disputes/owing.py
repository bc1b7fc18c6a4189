"""What payers owe the platform, and how two people give it up."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.disputes.models import Dispute, WriteOff
from payments.disputes.moves import WriteOffStatus
from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.models import AccountBalance
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.money import Money
from payments.purses.models import Contribution
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit


class NothingOwed(PaymentError):
    """Asked to pay or give up more than is owed."""

    code = "nothing_owed"


class SecondPersonNeeded(PaymentError):
    """Who proposed a write-off can't agree to it; a superuser neither."""

    code = "second_person_needed"


class AlreadyProposed(PaymentError):
    """A write-off of this debt waits for its second person."""

    code = "already_proposed"


class ReasonMissing(PaymentError):
    """Every act on money says why."""

    code = "reason_missing"


@dataclass(frozen=True, slots=True)
class Debt:
    """What one payer owes in one currency."""

    payer_reference: str
    money: Money


def debts(payer_reference: str | None = None) -> list[Debt]:
    """Everything that is owed, or all that this payer owes, by payer and currency."""
    rows = AccountBalance.objects.select_related("account").filter(account__kind=Kind.SPONSOR_DEBT, balance__gt=0)
    if payer_reference is not None:
        rows = rows.filter(account__owner=payer_reference)
    return [Debt(row.account.owner, row.money) for row in rows.order_by("account__owner", "account__currency")]


@transaction.atomic
def propose_write_off(*, payer_reference: str, amount: Money, by: Any, reason: str) -> WriteOff:
    """Say that this much will never be paid; another person has to agree.

    Raises NotAllowed, ReasonMissing, NothingOwed if less is owed, AlreadyProposed.
    """
    _require_able(payer_reference, by, reason, Right.MAKE)
    waiting = WriteOff.objects.filter(payer_reference=payer_reference, currency=amount.currency)
    if waiting.filter(status=WriteOffStatus.PROPOSED).exists():
        raise AlreadyProposed(
            _("A write-off of this debt waits for a second person. Agree to it, or decline it first.")
        )
    _require_owed(payer_reference, amount)
    row = WriteOff.objects.create(
        payer_reference=payer_reference,
        currency=amount.currency,
        amount=amount.amount,
        reason=reason.strip(),
        proposed_by=by,
    )
    _tell(row, by, row.reason)
    return row


@transaction.atomic
def propose_for_dispute(*, dispute_id: UUID, by: Any, reason: str) -> WriteOff:
    """Propose to give up what a borne dispute has left owing, as far as it is owed still. Raises as above."""
    dispute = Dispute.objects.select_related("contribution__purse").get(pk=dispute_id)
    payer, currency = dispute.contribution.payer_reference, dispute.contribution.purse.currency
    amount = min(Money(dispute.borne, currency), balance(Kind.SPONSOR_DEBT, currency, payer))
    return propose_write_off(payer_reference=payer, amount=amount, by=by, reason=reason)


@transaction.atomic
def agree_to_write_off(*, write_off_id: UUID, by: Any, reason: str) -> WriteOff:
    """Give the debt up, as the second person. Raises NotAllowed, ReasonMissing, SecondPersonNeeded, NothingOwed."""
    row = _locked(write_off_id, by, reason)
    if row.proposed_by_id == by.pk:
        raise SecondPersonNeeded(_("You proposed this write-off; another person must agree to it."))
    _require_owed(row.payer_reference, row.money)
    post(
        effect_key=f"write-off:{row.pk}",
        situation=Situation.DEBT_WRITTEN_OFF,
        by=by,
        lines=[
            debit(account(Kind.DEBT_PROVISION, row.currency), row.money),
            credit(account(Kind.SPONSOR_DEBT, row.currency, row.payer_reference), row.money),
        ],
    )
    _decide(row, WriteOffStatus.AGREED, by, reason)
    settle_constraints()
    return row


@transaction.atomic
def decline_write_off(*, write_off_id: UUID, by: Any, reason: str) -> WriteOff:
    """Insist on the debt; who proposed may think better of it too. Raises NotAllowed, ReasonMissing, IllegalMove."""
    row = _locked(write_off_id, by, reason)
    _decide(row, WriteOffStatus.DECLINED, by, reason)
    return row


def _locked(write_off_id: UUID, by: Any, reason: str) -> WriteOff:
    row = WriteOff.objects.select_for_update(no_key=True).get(pk=write_off_id)
    _require_able(row.payer_reference, by, reason, Right.CHECK)
    if row.status != WriteOffStatus.PROPOSED:
        raise IllegalMove(_("This write-off is “{status}” already."), status=row.get_status_display())
    return row


def _decide(row: WriteOff, status: WriteOffStatus, by: Any, reason: str) -> None:
    row.status, row.decided_by, row.decided_at = status, by, laurel_now()
    row.decision_reason = reason.strip()
    row.save(update_fields=["status", "decided_by", "decided_at", "decision_reason"])
    _tell(row, by, row.decision_reason)


def _tell(row: WriteOff, by: Any, reason: str) -> None:
    told = {"amount": row.amount, "reason": reason, "payer": row.payer_reference}
    emit(f"write_off.{row.status}", subject=row, by=by, payload=told)


def _require_able(payer_reference: str, by: Any, reason: str, right: Right) -> None:
    require_right(by, right)
    if Contribution.objects.filter(payer_reference=payer_reference, payer=by).exists():
        raise NotAllowed(_("You have paid for this sponsor; someone else must decide about its debts."))
    if not reason.strip():
        raise ReasonMissing(_("Say why, in a sentence."), field="reason")


def _require_owed(payer_reference: str, amount: Money) -> None:
    owed = balance(Kind.SPONSOR_DEBT, amount.currency, payer_reference)
    if owed < amount or amount.amount <= 0:
        raise NothingOwed(_("{owed} is owed; {amount} can't be given up."), field="amount", owed=owed, amount=amount)
