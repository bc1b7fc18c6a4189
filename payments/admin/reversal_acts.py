"""What finance does about payouts that left or expired; `payments.payouts` has the rules."""

from django import forms

from payments.admin.acts import Act, ReasonForm, RemarkForm
from payments.models import Payout, PayoutReversal
from payments.payouts import claiming, reversing
from payments.rights import Right


class TakeBackForm(ReasonForm):
    """Why, and where the money goes once it is back."""

    outcome = forms.ChoiceField(
        choices=[
            ("unclaimed", "keep it, until we know more"),
            ("to_purse", "back to the purse: the next in rank, or the sponsor"),
            ("pay_again", "pay the same person anew"),
        ]
    )


def _is_kept(payout: Payout) -> bool:
    return Payout.objects.filter(pk=payout.pk).unclaimed().exists()


TAKE_BACK = Act(
    name="take-back",
    label="Take back",
    says=lambda payout: f"You ask to take {payout.money} back from {payout.payee.user}. Someone else must agree.",
    service=reversing.propose,
    right=Right.MAKE,
    row="payout_id",
    form=TakeBackForm,
    offered=reversing.can_be_taken_back,
)
CLAIM = Act(
    name="claim",
    label="Pay after all",
    says=lambda payout: f"{payout.money}, kept for {payout.payee.user}, is payable again, as a new payout.",
    service=claiming.claim,
    right=Right.CHECK,
    row="payout_id",
    offered=_is_kept,
)
WAY_OUT_ACTS = (TAKE_BACK, CLAIM)


def _agreeing(reversal: PayoutReversal) -> str:
    payout = reversal.payout
    return f"Stripe takes {payout.money} back from {payout.payee.user}; then: {reversal.get_outcome_display()}."


AGREE = Act(
    name="agree",
    label="Agree",
    says=_agreeing,
    service=reversing.agree,
    right=Right.CHECK,
    row="reversal_id",
    form=RemarkForm,
    offered=lambda reversal: reversal.status == PayoutReversal.Status.PROPOSED,
)
TRY_AGAIN = Act(
    name="retry",
    label="Try again",
    says=lambda reversal: f"Stripe is asked once more for {reversal.payout.money}. It said: {reversal.refusal}",
    service=reversing.retry,
    right=Right.MAKE,
    row="reversal_id",
    offered=lambda reversal: reversal.status == PayoutReversal.Status.STUCK,
)
GIVE_UP = Act(
    name="refuse",
    label="Refuse or give up",
    says=lambda reversal: f"{reversal.payout.money} stays with {reversal.payout.payee.user}; nothing moves.",
    service=reversing.refuse,
    right=Right.READ,
    row="reversal_id",
    offered=lambda reversal: reversal.status in (PayoutReversal.Status.PROPOSED, PayoutReversal.Status.STUCK),
)
REVERSAL_ACTS = (AGREE, TRY_AGAIN, GIVE_UP)
