"""What finance does about payouts at the desk; `payments.payouts` has the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from payments.admin.acts import Act, ReasonForm, RemarkForm
from payments.admin.retelling import retold
from payments.models import Flag, Payout
from payments.payouts import approving, cancelling, flagging, holding, renewing, retrying
from payments.payouts.moves import MOVES, Hold, Status
from payments.rights import Right

HOLDABLE = [Status.BLOCKED, Status.READY, Status.APPROVED]


class FlagForm(ReasonForm):
    """What kind of doubt, and why."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Flag.Kind.choices)


def _for_whom(payout: Payout) -> str:
    return _("%(money)s for %(user)s") % {"money": payout.money.spoken(), "user": payout.payee.user}


def _is_held(payout: Payout) -> bool:
    return payout.hold_reason == Hold.HOLD


def _can_be_held(payout: Payout) -> bool:
    return payout.status in HOLDABLE and not _is_held(payout)


def _approving(payout: Payout) -> str:
    yes = payout.approvals.filter(round=payout.round).count()
    needed = payout.approvals_required
    who = ngettext("%(n)s person", "%(n)s different people", needed) % {"n": needed}
    return _("You approve %(payout)s. It needs %(who)s; it has %(yes)s so far.") % {
        "payout": _for_whom(payout),
        "who": who,
        "yes": yes,
    }


def _holding(payout: Payout) -> str:
    return _("%(payout)s stays here until someone releases it. Earlier approvals lapse.") % {
        "payout": _for_whom(payout)
    }


def _releasing(payout: Payout) -> str:
    return _("%(payout)s goes on; your release counts as an approval.") % {"payout": _for_whom(payout)}


APPROVE = Act(
    name="approve",
    label=_("Approve"),
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
    label=_("Hold"),
    says=_holding,
    service=holding.hold,
    right=Right.MAKE,
    row="payout_id",
    offered=_can_be_held,
    in_bulk=True,
)
RELEASE = Act(
    name="release",
    label=_("Release"),
    says=_releasing,
    service=holding.release,
    right=Right.CHECK,
    row="payout_id",
    offered=_is_held,
    in_bulk=True,
)
RETRY = Act(
    name="retry",
    label=_("Retry"),
    says=lambda payout: (
        _("%(payout)s is tried again; where its outcome is open, Stripe's own list decides first.")
        % {"payout": _for_whom(payout)}
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
    label=_("Cancel"),
    says=lambda payout: (
        _("%(payout)s is not paid by this payout; the money goes back into “%(purse)s”.")
        % {"payout": _for_whom(payout), "purse": payout.purse}
    ),
    service=cancelling.cancel,
    right=Right.CHECK,
    row="payout_id",
    offered=lambda payout: Status.CANCELLED in MOVES[payout.status],
)
PAY_AGAIN = Act(
    name="pay_again",
    label=_("Pay again"),
    says=lambda payout: (
        _("%(payout)s is owed again, out of “%(purse)s”, by a new payout that needs its own approvals.")
        % {"payout": _for_whom(payout), "purse": payout.purse}
    ),
    service=renewing.renew,
    right=Right.CHECK,
    row="payout_id",
    offered=renewing.is_renewable,
)
FLAG = Act(
    name="flag",
    label=_("Flag"),
    says=lambda payout: (
        _("%(payout)s stays here until two others say that your doubt is nothing.") % {"payout": _for_whom(payout)}
    ),
    service=flagging.flag_payout,
    right=Right.MAKE,
    row="payout_id",
    form=FlagForm,
    offered=lambda payout: payout.status in HOLDABLE,
)
PAYOUT_ACTS = (APPROVE, HOLD, RELEASE, RETRY, CANCEL, PAY_AGAIN, FLAG)
CLEAR = Act(
    name="clear",
    label=_("Clear"),
    says=lambda flag: (
        _("You say that this flag is nothing: %(why)s With a second person's word it is cleared.")
        % {"why": retold(flag.why)}
    ),
    service=flagging.clear,
    right=Right.CHECK,
    row="flag_id",
    offered=lambda flag: flag.cleared_at is None,
)
