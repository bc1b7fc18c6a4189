"""What finance does about payouts that left or expired; `payments.payouts` has the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from payments.admin.acts import Act, ReasonForm, RemarkForm
from payments.models import Payout, PayoutReversal
from payments.payouts import claiming, reversing
from payments.rights import Right


class TakeBackForm(ReasonForm):
    """Why, and where the money goes once it is back."""

    outcome = forms.ChoiceField(
        label=_("Where the money goes"),
        choices=[
            ("unclaimed", _("keep it, until we know more")),
            ("to_purse", _("back to the purse: the next in rank, or the sponsor")),
            ("pay_again", _("pay the same person anew")),
        ],
    )


def _is_kept(payout: Payout) -> bool:
    return Payout.objects.filter(pk=payout.pk).unclaimed().exists()


TAKE_BACK = Act(
    name="take-back",
    label=_("Take back"),
    says=lambda payout: (
        _("You ask to take %(money)s back from %(user)s. Someone else must agree.")
        % {"money": payout.money.spoken(), "user": payout.payee.user}
    ),
    service=reversing.propose,
    right=Right.MAKE,
    row="payout_id",
    form=TakeBackForm,
    offered=reversing.can_be_taken_back,
)
CLAIM = Act(
    name="claim",
    label=_("Pay after all"),
    says=lambda payout: (
        _("%(money)s, kept for %(user)s, is payable again, as a new payout.")
        % {"money": payout.money.spoken(), "user": payout.payee.user}
    ),
    service=claiming.claim,
    right=Right.CHECK,
    row="payout_id",
    offered=_is_kept,
)
WAY_OUT_ACTS = (TAKE_BACK, CLAIM)


def _agreeing(reversal: PayoutReversal) -> str:
    payout = reversal.payout
    return _("Stripe takes %(money)s back from %(user)s; then: %(outcome)s.") % {
        "money": payout.money.spoken(),
        "user": payout.payee.user,
        "outcome": reversal.get_outcome_display(),
    }


AGREE = Act(
    name="agree",
    label=_("Agree"),
    says=_agreeing,
    service=reversing.agree,
    right=Right.CHECK,
    row="reversal_id",
    form=RemarkForm,
    offered=lambda reversal: reversal.status == PayoutReversal.Status.PROPOSED,
)
TRY_AGAIN = Act(
    name="retry",
    label=_("Try again"),
    says=lambda reversal: (
        _("Stripe is asked once more for %(money)s. It said: %(refusal)s")
        % {"money": reversal.payout.money.spoken(), "refusal": reversal.refusal}
    ),
    service=reversing.retry,
    right=Right.MAKE,
    row="reversal_id",
    offered=lambda reversal: reversal.status == PayoutReversal.Status.STUCK,
)
GIVE_UP = Act(
    name="refuse",
    label=_("Refuse or give up"),
    says=lambda reversal: (
        _("%(money)s stays with %(user)s; nothing moves.")
        % {"money": reversal.payout.money.spoken(), "user": reversal.payout.payee.user}
    ),
    service=reversing.refuse,
    right=Right.READ,
    row="reversal_id",
    offered=lambda reversal: reversal.status in (PayoutReversal.Status.PROPOSED, PayoutReversal.Status.STUCK),
)
REVERSAL_ACTS = (AGREE, TRY_AGAIN, GIVE_UP)
