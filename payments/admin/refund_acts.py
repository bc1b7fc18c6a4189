"""What finance does about a refund that Stripe can't return; `payments.purses.handing` has the rules."""

from payments.admin.acts import Act, RemarkForm
from payments.models import Refund
from payments.purses import handing
from payments.rights import Right


def _waits(refund: Refund) -> bool:
    return refund.status == Refund.Status.UNCLAIMED


def _is_free(refund: Refund) -> bool:
    return _waits(refund) and not handing.is_asked_by_hand(refund)


RETRY = Act(
    name="retry",
    label="Send once more",
    says=lambda refund: f"{refund.total} goes to the payer's card once more, by a new refund at Stripe.",
    service=handing.retry,
    right=Right.MAKE,
    row="refund_id",
    offered=_is_free,
)
PROPOSE = Act(
    name="propose",
    label="Pay by hand",
    says=lambda refund: f"You say that {refund.total} is paid from our own bank. Someone else must confirm it.",
    service=handing.propose,
    right=Right.MAKE,
    row="refund_id",
    offered=_is_free,
)
CONFIRM = Act(
    name="confirm",
    label="Confirm the payment by hand",
    says=lambda refund: f"You have seen that {refund.total} left our bank for the payer. The refund is done.",
    service=handing.confirm,
    right=Right.CHECK,
    row="refund_id",
    form=RemarkForm,
    offered=lambda refund: _waits(refund) and handing.is_asked_by_hand(refund),
)
REFUSE = Act(
    name="refuse",
    label="Refuse the payment by hand",
    says=lambda refund: f"{refund.total} stays unclaimed; nothing moves.",
    service=handing.refuse,
    right=Right.READ,
    row="refund_id",
    offered=lambda refund: _waits(refund) and handing.is_asked_by_hand(refund),
)
REFUND_ACTS = (RETRY, PROPOSE, CONFIRM, REFUSE)
