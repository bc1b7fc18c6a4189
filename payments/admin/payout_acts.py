"""What finance does about payouts at the desk; `payments.payouts` has the rules."""

from django import forms

from payments.admin.acts import Act, ReasonForm, RemarkForm
from payments.models import Flag, Payout
from payments.payouts import approving, cancelling, flagging, holding, renewing, retrying
from payments.payouts.moves import MOVES, Hold, Status
from payments.rights import Right

HOLDABLE = [Status.BLOCKED, Status.READY, Status.APPROVED]


class FlagForm(ReasonForm):
    """What kind of doubt, and why."""

    kind = forms.ChoiceField(choices=Flag.Kind.choices)


def _for_whom(payout: Payout) -> str:
    return f"{payout.money} for {payout.payee.user}"


def _is_held(payout: Payout) -> bool:
    return payout.hold_reason == Hold.HOLD


def _can_be_held(payout: Payout) -> bool:
    return payout.status in HOLDABLE and not _is_held(payout)


def _approving(payout: Payout) -> str:
    yes = payout.approvals.filter(round=payout.round).count()
    needed = payout.approvals_required
    who = "one person" if needed == 1 else f"{needed} different people"
    return f"You approve {_for_whom(payout)}. It needs {who}; it has {yes} so far."


def _holding(payout: Payout) -> str:
    return f"{_for_whom(payout)} stays here until someone releases it. Earlier approvals lapse."


def _releasing(payout: Payout) -> str:
    return f"{_for_whom(payout)} goes on; your release counts as an approval."


APPROVE = Act(
    name="approve",
    label="Approve",
    says=_approving,
    service=approving.approve,
    right=Right.CHECK,
    row="payout_id",
    form=RemarkForm,
    offered=lambda payout: payout.status == Status.READY,
    in_bulk=True,
)
HOLD = Act(
    name="hold",
    label="Hold",
    says=_holding,
    service=holding.hold,
    right=Right.MAKE,
    row="payout_id",
    offered=_can_be_held,
    in_bulk=True,
)
RELEASE = Act(
    name="release",
    label="Release",
    says=_releasing,
    service=holding.release,
    right=Right.CHECK,
    row="payout_id",
    offered=_is_held,
    in_bulk=True,
)
RETRY = Act(
    name="retry",
    label="Retry",
    says=lambda payout: (
        f"{_for_whom(payout)} is tried again; where its outcome is open, Stripe's own list decides first."
    ),
    service=retrying.retry,
    right=Right.MAKE,
    row="payout_id",
    offered=lambda payout: payout.status in (Status.FAILED, Status.NEEDS_REVIEW),
    in_bulk=True,
    is_outside=True,
)
CANCEL = Act(
    name="cancel",
    label="Cancel",
    says=lambda payout: f"{_for_whom(payout)} is not paid by this payout; the money goes back into “{payout.purse}”.",
    service=cancelling.cancel,
    right=Right.CHECK,
    row="payout_id",
    offered=lambda payout: Status.CANCELLED in MOVES[payout.status],
)
PAY_AGAIN = Act(
    name="pay_again",
    label="Pay again",
    says=lambda payout: (
        f"{_for_whom(payout)} is owed again, out of “{payout.purse}”, by a new payout that needs its own approvals."
    ),
    service=renewing.renew,
    right=Right.CHECK,
    row="payout_id",
    offered=renewing.is_renewable,
)
FLAG = Act(
    name="flag",
    label="Flag",
    says=lambda payout: f"{_for_whom(payout)} stays here until two others say that your doubt is nothing.",
    service=flagging.flag_payout,
    right=Right.MAKE,
    row="payout_id",
    form=FlagForm,
    offered=lambda payout: payout.status in HOLDABLE,
)
PAYOUT_ACTS = (APPROVE, HOLD, RELEASE, RETRY, CANCEL, PAY_AGAIN, FLAG)
CLEAR = Act(
    name="clear",
    label="Clear",
    says=lambda flag: f"You say that this flag is nothing: {flag.why} With a second person's word it is cleared.",
    service=flagging.clear,
    right=Right.CHECK,
    row="flag_id",
    offered=lambda flag: flag.cleared_at is None,
)
