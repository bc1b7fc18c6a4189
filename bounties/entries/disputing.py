"""A sponsor's bank takes a payment back: whether anyone had entered says who bears it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bounties.challenges.models import MOVES, Challenge
from bounties.entries.cancelling import call_off
from bounties.entries.models import Entry, EntryVersion
from payments.disputes import answering, concluding
from payments.ledger.statements import statement

MOST_RECEIPTS = 50


@transaction.atomic
def conclude(*, challenge_id: UUID, dispute_id: UUID) -> None:
    """A dispute was lost: with entries in, the platform bears it; without, the purse gives it and it is called off.

    What others paid then goes back whole, the platform's fee included. Repeats change nothing.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).filter(pk=challenge_id).first()
    if challenge is None:
        return
    if challenge.entries.competing().exists():
        concluding.bear(dispute_id=dispute_id)
        return
    dispute = concluding.take_from_purse(dispute_id=dispute_id)
    if dispute.concluded_at and Challenge.Status.CANCELLED in MOVES[Challenge.Status(challenge.status)]:
        call_off(challenge, reason=Challenge.CancelReason.PAYMENT_FAILED, by=None)


@transaction.atomic
def gather_facts(*, challenge_id: UUID, dispute_id: UUID) -> None:
    """Write down for the bank what was ordered, what was delivered, and where the money went."""
    challenge = Challenge.objects.select_related("sponsor").filter(pk=challenge_id).first()
    if challenge:
        answering.keep_facts(dispute_id=dispute_id, facts="\n".join([*_order(challenge), *_delivery(challenge)]))


def _order(challenge: Challenge) -> list[str]:
    return [
        f"Order: prize money for the challenge \u201c{challenge.title}\u201d ({challenge.pk}) of {challenge.sponsor}.",
        f"Its terms, which the payer submitted, have the SHA-256 {challenge.terms_sha256 or '(none)'}.",
        f"Published {_when(challenge.published_at)}; entries were taken until {_when(challenge.closes_at)}.",
    ]


def _delivery(challenge: Challenge) -> list[str]:
    received = Entry.objects.filter(challenge=challenge).competing()
    receipts = EntryVersion.objects.filter(entry__in=received).order_by("received_at")
    lines = [f"Delivered: {received.count()} entries, each with a receipt of its bytes:"]
    lines += [f"- {_when(receipt.received_at)} SHA-256 {receipt.sha256}" for receipt in receipts[:MOST_RECEIPTS]]
    money = statement(str(challenge.pk), challenge.currency)
    return [
        *lines,
        f"Paid out of this payment to those who won: {money.paid}; awarded and still owed: {money.payable}.",
    ]


def _when(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else "(not yet)"
