"""What an unpaid page tells: its time ran out, or a bank takes days, or in the end refuses. No money moves here."""

from typing import Any

from django.db import transaction

from payments.purses.failing import fail
from payments.purses.models import Contribution
from payments.purses.moves import Failure
from workers.clock import laurel_now
from workers.events import emit

REFUSED = ("requires_payment_method", "canceled")  # what a payment intent is after its bank said no


@transaction.atomic
def note_unpaid(session: dict[str, Any]) -> None:
    """Keep what Stripe shows of a page that is not paid; forward only, and only of a contribution's present page."""
    contribution = (
        Contribution.objects.pending()
        .select_for_update(no_key=True)
        .filter(pk=session["client_reference_id"], session_id=session["id"])
        .first()
    )
    if contribution is None:
        return
    intent = session.get("payment_intent") or {}
    match session["status"], intent.get("status"):
        case "expired", _:
            _lapse(contribution)
        case "complete", refused if refused in REFUSED:
            _refuse(contribution)
        case "complete", _:
            _await_bank(contribution)


def _lapse(contribution: Contribution) -> None:
    """Nobody paid in time: there is no page now, until its payer asks for another."""
    if not contribution.checkout_url:
        return
    contribution.checkout_url, contribution.session_expires_at = "", laurel_now()
    contribution.save(update_fields=["checkout_url", "session_expires_at"])
    emit("contribution.lapsed", subject=contribution)


def _await_bank(contribution: Contribution) -> None:
    if contribution.processing_since:
        return
    contribution.processing_since, contribution.checkout_url = laurel_now(), ""
    contribution.save(update_fields=["processing_since", "checkout_url"])
    emit("contribution.delayed", subject=contribution)


def _refuse(contribution: Contribution) -> None:
    """The bank said no after days: nothing was charged, and the payer may start anew."""
    fail(contribution, Failure.REFUSED)
    emit("contribution.failed", subject=contribution)
