"""Finance answers the bank, or gives in: an act with its person and reason, committed, then told to Stripe."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.disputes import settling
from payments.disputes.models import Dispute, DisputeAct
from payments.disputes.moves import ANSWERABLE, ActStatus, Kind, Status
from payments.disputes.owing import ReasonMissing
from payments.errors import IllegalMove, InvalidAmount, NotAllowed, PaymentError
from payments.rights import Right, require_right
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.events import emit

LONGEST_EVIDENCE = 20_000  # characters, of Stripe's field
TOLD = {Kind.EVIDENCE: "dispute.contested", Kind.ACCEPT: "dispute.accepted"}


class ActUnderWay(PaymentError):
    """Another answer to the same dispute is on its way to Stripe."""

    code = "act_under_way"


class EvidenceTooLong(InvalidAmount):
    """Stripe takes so much and no more. Answered with 400."""

    code = "evidence_too_long"


@transaction.atomic
def contest(*, dispute_id: UUID, text: str, by: Any, reason: str) -> DisputeAct:
    """Send the bank this text, with the facts that the house has gathered under it; nothing can be added later.

    Raises NotAllowed, ReasonMissing, IllegalMove, ActUnderWay, EvidenceTooLong.
    """
    dispute = _locked(dispute_id, by, reason, Right.MAKE)
    whole = "\n\n".join(part for part in (text.strip(), dispute.facts) if part)
    if not whole or len(whole) > LONGEST_EVIDENCE:
        raise EvidenceTooLong(
            _("Evidence has 1 to {most} characters, its gathered facts included; this has {length}."),
            field="text",
            most=LONGEST_EVIDENCE,
            length=len(whole),
        )
    request = {"evidence": {"uncategorized_text": whole}, "submit": True}
    return _reserve(dispute, Kind.EVIDENCE, request, by, reason)


@transaction.atomic
def accept(*, dispute_id: UUID, by: Any, reason: str) -> DisputeAct:
    """Give in: it is lost. Raises NotAllowed, ReasonMissing, IllegalMove, ActUnderWay."""
    dispute = _locked(dispute_id, by, reason, Right.CHECK)
    return _reserve(dispute, Kind.ACCEPT, {}, by, reason)


@transaction.atomic
def keep_facts(*, dispute_id: UUID | str, facts: str) -> None:
    """What the floor above knows that a bank would want to know; finance reads it, and it goes out with the answer."""
    Dispute.objects.filter(pk=dispute_id).update(facts=facts[:LONGEST_EVIDENCE])


def send(*, act_id: UUID | str) -> None:
    """Tell Stripe, under the stored key, and take over what it answers. Calls Stripe: never in a transaction.

    Raises StripeUnavailable, after which it is to be sent again.
    """
    act = DisputeAct.objects.select_related("dispute").get(pk=act_id)
    if act.status != ActStatus.RESERVED:
        return
    try:
        settling.settle(_ask(act))
    except StripeRefused as refusal:
        now = gateway.retrieve_dispute(act.dispute.dispute_id)
        settling.settle(now)
        _finish(act, ActStatus.SENT if _is_done(act, now) else ActStatus.REFUSED, refusal=str(refusal))
    except StripeUnavailable as error:
        if error.is_sticky:
            DisputeAct.objects.filter(pk=act.pk, attempt=act.attempt).update(attempt=act.attempt + 1)
        raise
    else:
        _finish(act, ActStatus.SENT)


def _ask(act: DisputeAct) -> dict[str, Any]:
    if act.kind == Kind.ACCEPT:
        return gateway.close_dispute(act.dispute.dispute_id, key=act.stripe_key)
    return gateway.submit_dispute_evidence(act.dispute.dispute_id, act.request, key=act.stripe_key)


def _is_done(act: DisputeAct, now: dict[str, Any]) -> bool:
    """Whether Stripe refuses because an earlier attempt, whose answer was lost, got through."""
    if act.kind == Kind.ACCEPT:
        return bool(now["status"] == Status.LOST)
    return bool(now["evidence"]["uncategorized_text"] == act.request["evidence"]["uncategorized_text"])


@transaction.atomic
def _finish(act: DisputeAct, status: ActStatus, *, refusal: str = "") -> None:
    locked = DisputeAct.objects.select_for_update(no_key=True).get(pk=act.pk)
    if locked.status != ActStatus.RESERVED:
        return
    locked.status, locked.refusal = status, refusal if status == ActStatus.REFUSED else ""
    locked.save(update_fields=["status", "refusal"])
    if status == ActStatus.REFUSED:
        emit("dispute.refused", subject=locked, by=locked.by, payload={"act": str(locked.pk)})


def _locked(dispute_id: UUID, by: Any, reason: str, right: Right) -> Dispute:
    dispute = (
        Dispute.objects.select_for_update(no_key=True, of=("self",)).select_related("contribution").get(pk=dispute_id)
    )
    require_right(by, right)
    if by.pk == dispute.contribution.payer_id:
        raise NotAllowed(_("You have made this payment; someone else must answer its dispute."))
    if not reason.strip():
        raise ReasonMissing(_("Say why, in a sentence."), field="reason")
    if dispute.status not in ANSWERABLE:
        raise IllegalMove(
            _("A dispute that is “{status}” can't be answered any more."), status=dispute.get_status_display()
        )
    if dispute.acts.filter(status=ActStatus.RESERVED).exists():
        raise ActUnderWay(_("An answer to this dispute is on its way to Stripe."))
    return dispute


def _reserve(dispute: Dispute, kind: Kind, request: dict[str, Any], by: Any, reason: str) -> DisputeAct:
    act = DisputeAct.objects.create(dispute=dispute, kind=kind, by=by, reason=reason.strip(), request=request)
    emit(TOLD[kind], subject=act, by=by, payload={"reason": act.reason})
    return act
