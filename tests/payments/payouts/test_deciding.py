"""Who may decide what about a payout, and that they say why: one table of all acts."""

from functools import partial

import pytest
from django.contrib.auth.models import Group

from bounties.accounts.models import User
from payments.errors import NotAllowed, PaymentError
from payments.models import Flag, Payout, PayoutReversal
from payments.payouts import approving, cancelling, flagging, holding, renewing, restoring, retrying, reversing
from payments.payouts.batches import approving as approving_many
from payments.rights import MEANING, Right
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import settle_payouts
from workers.models import Event


@pytest.fixture
def bo(finance):
    """Of the finance staff, and on the side that pays."""
    return finance("bo")


@pytest.fixture
def owed(funded, solver, award, bo):
    """A payout that waits for one approval, and that bo has no say in."""
    funded("R", 60_000)
    (payout,) = award(60_000, solver(), barred=(bo.pk,))
    deliver_money()
    return payout


@pytest.fixture
def flag(owed, finance):
    flagging.flag_payout(payout_id=owed.pk, kind="other", by=finance("gus"), reason="Odd.")
    return Flag.objects.get()


@pytest.fixture
def proposed(owed, finance):
    """It has left, and gus wants it back."""
    approving.approve(payout_id=owed.pk, by=finance("abe"))
    assert settle_payouts(owed) == ["transferred"]
    return propose(owed, by=finance("gus"))


@pytest.fixture
def stuck(proposed, finance):
    """Stripe would not give it back."""
    reversing.agree(reversal_id=proposed.pk, by=finance("ida"))
    restoring._stop(restoring._next(proposed.pk).pk, "No money.")
    return PayoutReversal.objects.get()


def propose(payout, *, by, reason="A mistake."):
    return reversing.propose(payout_id=payout.pk, by=by, reason=reason, outcome="unclaimed")


def act_on_payout(act, payout, **more):
    return act(payout_id=payout.pk, **more)


def act_on_list(payout, *, by, reason):
    approving_many.approve_all(payout_ids=[payout.pk], by=by, reason=reason)


def act_on_flag(flag, *, by, reason):
    flagging.clear(flag_id=flag.pk, by=by, reason=reason)


def act_on_reversal(act, reversal, **more):
    return act(reversal_id=reversal.pk, **more)


# What it is about, the deed, the right that it takes, whether neither side may, and whether it says why.
ACTS = {
    "approve": ("owed", partial(act_on_payout, approving.approve), Right.CHECK, True, False),
    "approve many": ("owed", act_on_list, Right.CHECK, True, False),
    "hold": ("owed", partial(act_on_payout, holding.hold), Right.MAKE, False, True),
    "release": ("owed", partial(act_on_payout, holding.release), Right.CHECK, True, True),
    "flag": ("owed", partial(act_on_payout, flagging.flag_payout, kind="other"), Right.MAKE, False, True),
    "clear": ("flag", act_on_flag, Right.CHECK, True, True),
    "cancel": ("owed", partial(act_on_payout, cancelling.cancel), Right.CHECK, True, True),
    "renew": ("owed", partial(act_on_payout, renewing.renew), Right.CHECK, True, True),
    "retry": ("owed", partial(act_on_payout, retrying.retry), Right.MAKE, False, True),
    "propose to take back": ("owed", propose, Right.MAKE, True, False),
    "agree to take back": ("proposed", partial(act_on_reversal, reversing.agree), Right.CHECK, True, False),
    "refuse to take back": ("proposed", partial(act_on_reversal, reversing.refuse), Right.CHECK, False, True),
    "take back again": ("stuck", partial(act_on_reversal, reversing.retry), Right.MAKE, False, True),
}
LACK = {Right.CHECK: "maker", Right.MAKE: "checker"}  # the group that has every right but this


@pytest.fixture
def about(request):
    return request.getfixturevalue


@pytest.mark.parametrize("act", ACTS)
def test_each_act_takes_its_right(about, finance, act):
    name, do, right, *_ = ACTS[act]
    what, una, told = about(name), finance("una"), Event.objects.count()
    una.groups.set(Group.objects.filter(name=LACK[right]))
    with pytest.raises(NotAllowed, match=MEANING[right].split(",")[0]):
        do(what, by=una, reason="Please.")
    assert Event.objects.count() == told


@pytest.mark.parametrize("act", [act for act in ACTS if ACTS[act][3]])
def test_whoever_pays_or_is_paid_decides_nothing_administrators_included(about, bo, act):
    name, do, *_ = ACTS[act]
    what, told = about(name), Event.objects.count()
    payee = Payout.objects.get().payee.user_id
    User.objects.filter(pk__in=[bo.pk, payee]).update(is_staff=True, is_superuser=True)
    for key in (bo.pk, payee):
        with pytest.raises(NotAllowed, match="someone else must"):
            do(what, by=User.objects.get(pk=key), reason="Please.")
    assert Event.objects.count() == told


@pytest.mark.parametrize("act", [act for act in ACTS if ACTS[act][4]])
def test_each_act_says_why(about, finance, act):
    name, do, *_ = ACTS[act]
    what = about(name)
    with pytest.raises(PaymentError) as refusal:
        do(what, by=finance("una"), reason=" ")
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")


def test_who_proposed_it_may_withdraw_it_without_the_right_to_check_but_not_once_they_left(proposed):
    gus = User.objects.get(pk=proposed.by_id)
    gus.groups.set(Group.objects.filter(name="maker"))
    gus.is_staff = False
    with pytest.raises(NotAllowed):
        reversing.refuse(reversal_id=proposed.pk, by=gus, reason="No mistake.")
    gus.is_staff = True
    assert reversing.refuse(reversal_id=proposed.pk, by=gus, reason="No mistake.").status == "refused"


def test_what_has_left_can_be_taken_back_while_nobody_asks_for_it(owed, proposed, finance):
    owed.refresh_from_db()
    assert not reversing.can_be_taken_back(owed)
    reversing.refuse(reversal_id=proposed.pk, by=finance("una"), reason="No mistake.")
    assert reversing.can_be_taken_back(owed)


def test_what_has_not_left_can_not_be_taken_back(owed):
    assert not reversing.can_be_taken_back(owed)
