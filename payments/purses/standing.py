"""Where a contribution stands, and what comes next: for whoever pays."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.purses.models import Contribution
from payments.purses.moves import ContributionStatus, Failure


class State(TextChoices):
    """What a payer sees; finer than the status that the books know."""

    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    PAGE_EXPIRED = "page_expired", _("Page expired")
    PROCESSING = "processing", _("Processing")
    SETTLED = "settled", _("Settled")
    GIVEN_UP = "given_up", _("Given up")
    REFUSED = "refused", _("Refused")
    NOT_TAKEN = "not_taken", _("Not taken")
    DISPUTED = "disputed", _("Disputed")
    LOST = "lost", _("Lost")
    REFUNDED = "refunded", _("Refunded")


NEXT_STEPS: dict[State, Promise] = {
    State.AWAITING_PAYMENT: _(
        "Pay on the page behind `checkout_url`. A declined card can be followed by another there."
    ),
    State.PAGE_EXPIRED: _("The page has run out unpaid. Ask for another by repeating the request."),
    State.PROCESSING: _("Your bank is working on it, which takes days. Nothing is to be done."),
    State.SETTLED: _("It is paid. Nothing is to be done."),
    State.GIVEN_UP: _("It was given up before it was paid. Ask for a new page under a new Idempotency-Key."),
    State.REFUSED: _("Your bank refused it, and nothing was taken. Ask for a new page under a new Idempotency-Key."),
    State.NOT_TAKEN: _("It came too late, or with another amount than asked. All of it goes back by itself."),
    State.DISPUTED: _("Your card's bank disputes it. The money waits until the bank decides."),
    State.LOST: _("Your card's bank took it back."),
    State.REFUNDED: _("It went back to where it came from."),
}
OF_STATUS: dict[str, State] = {
    ContributionStatus.SETTLED: State.SETTLED,
    ContributionStatus.WON: State.SETTLED,
    ContributionStatus.DISPUTED: State.DISPUTED,
    ContributionStatus.LOST: State.LOST,
    ContributionStatus.ASTRAY: State.NOT_TAKEN,
    ContributionStatus.REFUNDED: State.REFUNDED,
}
OF_FAILURE: dict[str, State] = {
    Failure.GIVEN_UP: State.GIVEN_UP,
    Failure.REFUSED: State.REFUSED,
    Failure.NOT_TAKEN: State.NOT_TAKEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, its next step in a sentence, and the page to pay on, if there is one."""

    state: State
    next_step: str
    checkout_url: str | None


def standing_of(contribution: Contribution, *, now: datetime) -> Standing:
    """How a contribution stands at this moment of the database's clock."""
    state = _state_of(contribution, now)
    url = contribution.checkout_url if state == State.AWAITING_PAYMENT else None
    return Standing(state, str(NEXT_STEPS[state]), url)


def _state_of(contribution: Contribution, now: datetime) -> State:
    if contribution.status == ContributionStatus.FAILED:
        return OF_FAILURE[contribution.failure]
    if contribution.status != ContributionStatus.PENDING:
        return OF_STATUS[contribution.status]
    if contribution.processing_since:
        return State.PROCESSING
    is_open = contribution.checkout_url and contribution.session_expires_at and contribution.session_expires_at > now
    return State.AWAITING_PAYMENT if is_open else State.PAGE_EXPIRED
