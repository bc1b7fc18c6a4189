"""What finance does about a refund that Stripe can't return; `payments.purses.handing` has the rules."""

from django.utils.translation import gettext_lazy as _

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
    label=_("Send once more"),
    says=lambda refund: (
        _("%(total)s goes to the payer's card once more, by a new refund at Stripe.") % {"total": refund.total.spoken()}
    ),
    service=handing.retry,
    right=Right.MAKE,
    row="refund_id",
    offered=_is_free,
)
PROPOSE = Act(
    name="propose",
    label=_("Pay by hand"),
    says=lambda refund: (
        _("You say that %(total)s is paid from our own bank. Someone else must confirm it.")
        % {"total": refund.total.spoken()}
    ),
    service=handing.propose,
    right=Right.MAKE,
    row="refund_id",
    offered=_is_free,
)
CONFIRM = Act(
    name="confirm",
    label=_("Confirm the payment by hand"),
    says=lambda refund: (
        _("You have seen that %(total)s left our bank for the payer. The refund is done.")
        % {"total": refund.total.spoken()}
    ),
    service=handing.confirm,
    right=Right.CHECK,
    row="refund_id",
    form=RemarkForm,
    offered=lambda refund: _waits(refund) and handing.is_asked_by_hand(refund),
)
REFUSE = Act(
    name="refuse",
    label=_("Refuse the payment by hand"),
    says=lambda refund: _("%(total)s stays unclaimed; nothing moves.") % {"total": refund.total.spoken()},
    service=handing.refuse,
    right=Right.READ,
    row="refund_id",
    offered=lambda refund: _waits(refund) and handing.is_asked_by_hand(refund),
)
REFUND_ACTS = (RETRY, PROPOSE, CONFIRM, REFUSE)
