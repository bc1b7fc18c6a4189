"""Do something about an exception: one person proposes, another accepts what moves the books or ends the matter."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payments.errors import IllegalMove, PaymentError
from payments.reconciliation import policies
from payments.reconciliation.booking import SITUATION, book
from payments.reconciliation.carrying_on import CARRIED_OUT, carry_out, send_again
from payments.reconciliation.handling import locked
from payments.reconciliation.models import Discrepancy, Remedy, RemedyName
from payments.reconciliation.models.remedies import ALONE
from payments.reconciliation.reconciling import compare
from payments.reconciliation.suggesting import about, suggestions
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit

# Outcomes, kept in English.
BOOKED = gettext_noop("Booked as {entry}.")
ESCALATED, ACCEPTED = gettext_noop("Escalated."), gettext_noop("Accepted as it is.")


class NotARemedy(PaymentError):
    """This exception can't be ended in this way."""

    code = "not_a_remedy"


@transaction.atomic
def propose(*, discrepancy_id: UUID | str, name: str, reason: str, by: Any) -> Remedy:
    """Say what shall be done and why; what moves the books waits for a second person.

    Raises NotAllowed, IllegalMove while another remedy waits, NotARemedy, ReasonNeeded.
    """
    row = locked(discrepancy_id, by, Right.MAKE)
    if name not in {suggestion.name.value for suggestion in suggestions(row)}:
        raise NotARemedy(_("{name} is no remedy for this exception."), field="remedy", name=repr(name))
    if row.remedies.filter(status=Remedy.Status.PROPOSED).exists():
        raise IllegalMove(_("Another remedy waits for a second person; accept or refuse that one first."))
    given = policies.require_reason(reason)
    remedy = Remedy.objects.create(discrepancy=row, name=name, amount=about(row), reason=given, by=by)
    _tell("exception.remedy_proposed", remedy, by, given)
    if name == RemedyName.ESCALATE:
        _escalate(row, remedy, by)
    elif name == RemedyName.SEND_AGAIN:
        end(remedy, Remedy.Status.DONE, outcome=send_again(row, by=by, reason=given))
        compare()
    return remedy


@transaction.atomic
def accept(*, remedy_id: UUID | str, by: Any, reason: str = "") -> Remedy:
    """The second person's yes: book it, carry it out, or close the matter as explained; then compare again.

    Raises NotAllowed to whoever proposed it, IllegalMove if it no longer waits or the figures have changed since,
    LeavesTooLittle for a withdrawal of other people's money.
    """
    remedy = _waiting(remedy_id, by, Right.CHECK)
    policies.require_another(by, remedy.by_id, _("You have proposed this yourself; someone else must do this."))
    if remedy.amount != about(remedy.discrepancy):
        raise IllegalMove(_("The figures have changed since this was proposed; refuse it and look again."))
    remedy.second, remedy.second_reason = by, reason.strip()
    end(remedy, Remedy.Status.DONE)
    if remedy.name in SITUATION:
        remedy.outcome = BOOKED.format(entry=book(remedy).pk)
    elif remedy.name in CARRIED_OUT:
        remedy.outcome = carry_out(remedy)
    else:
        _close_as_explained(remedy)
    remedy.save(update_fields=["outcome"])
    _tell("exception.remedied", remedy, by, remedy.second_reason)
    compare()
    return remedy


@transaction.atomic
def refuse(*, remedy_id: UUID | str, by: Any, reason: str) -> Remedy:
    """A second person's no, or the first one's second thoughts; nothing moves. Raises NotAllowed, ReasonNeeded."""
    remedy = _waiting(remedy_id, by, Right.READ)
    if remedy.by_id != by.pk:
        require_right(by, Right.CHECK)
    remedy.second, remedy.second_reason = by, policies.require_reason(reason)
    end(remedy, Remedy.Status.REFUSED)
    _tell("exception.remedy_refused", remedy, by, remedy.second_reason)
    return remedy


def end(remedy: Remedy, status: str, *, outcome: str = "") -> None:
    """Take a remedy to its end; the caller holds the exception's lock."""
    remedy.status, remedy.ended_at, remedy.outcome = status, laurel_now(), outcome
    remedy.save(update_fields=["status", "second", "second_reason", "ended_at", "outcome"])


def _waiting(remedy_id: UUID | str, by: Any, right: Right) -> Remedy:
    """Under its exception's lock, waiting for a second person."""
    known = Remedy.objects.get(pk=remedy_id)
    row = locked(known.discrepancy_id, by, right)
    remedy = row.remedies.get(pk=remedy_id)
    remedy.discrepancy = row
    if remedy.status != Remedy.Status.PROPOSED or remedy.name in ALONE:
        raise IllegalMove(_("This waits for nobody."))
    return remedy


def _escalate(row: Discrepancy, remedy: Remedy, by: Any) -> None:
    row.escalated_at = laurel_now()
    row.save(update_fields=["escalated_at"])
    end(remedy, Remedy.Status.DONE, outcome=ESCALATED)
    emit("exception.escalated", subject=row, by=by, payload={"reason": remedy.reason})


def _close_as_explained(remedy: Remedy) -> None:
    row = remedy.discrepancy
    row.closed_at, row.how = laurel_now(), Discrepancy.How.EXPLAINED
    row.save(update_fields=["closed_at", "how"])
    remedy.outcome = ACCEPTED
    emit("exception.explained", subject=row, by=remedy.second, payload={"reason": remedy.reason})


def _tell(name: str, remedy: Remedy, by: Any, reason: str) -> None:
    payload = {"remedy": str(remedy.pk), "name": remedy.name, "reason": reason}
    emit(name, subject=remedy.discrepancy, by=by, payload=payload)
