"""Small payouts go by themselves, larger ones need finance, and no one on either side has a say."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from bounties.accounts.models import User
from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.models import Payee, Payout, PayoutApproval
from payments.money import Money
from payments.payouts import placing, policies
from payments.payouts.approving import AlreadyApproved, approve
from payments.payouts.holding import ReasonMissing, hold, release
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import settle_payouts
from workers.models import Event


@pytest.fixture
def owed(funded, solver, award):
    """A payout of this amount, looked after until it waits for people."""

    def owed(amount: int, *, barred: tuple[User, ...] = ()) -> Payout:
        funded("R", amount)
        (payout,) = award(amount, solver(), barred=tuple(user.pk for user in barred))
        deliver_money()
        payout.refresh_from_db()
        return payout

    return owed


@pytest.mark.parametrize(
    ("amount", "currency", "needed"),
    [
        (50_000, "usd", 0),
        (50_001, "usd", 1),
        (500_000, "usd", 1),
        (500_001, "usd", 2),
        (75_000, "jpy", 0),
        (75_001, "jpy", 1),
        (750_001, "jpy", 2),
        (1, "kwd", 1),  # a currency that nobody has thought of goes nowhere by itself
        (100_001, "kwd", 2),
    ],
)
def test_larger_payouts_need_more_people(amount, currency, needed):
    assert policies.approvals_required(Money(amount, currency)) == needed


def test_above_the_first_limit_a_payout_waits_for_finance(owed, finance):
    payout = owed(60_000)
    assert payout.status == "ready"
    approve(payout_id=payout.pk, by=finance("fay"))
    assert settle_payouts(payout) == ["transferred"]


def test_above_the_second_limit_two_people_are_needed(owed, finance):
    payout = owed(600_000)
    assert approve(payout_id=payout.pk, by=finance("fay")).status == "ready"
    assert approve(payout_id=payout.pk, by=finance("fred")).status == "approved"
    assert settle_payouts(payout) == ["transferred"]


def test_nobody_is_two_people(owed, finance):
    payout, fay = owed(600_000), finance("fay")
    approve(payout_id=payout.pk, by=fay)
    with pytest.raises(AlreadyApproved):
        approve(payout_id=payout.pk, by=fay)


def test_each_approval_is_told_with_its_person_and_reason(owed, finance):
    payout, fay = owed(60_000), finance("fay")
    approve(payout_id=payout.pk, by=fay, reason="Papers seen.")
    told = Event.objects.get(name="payout.endorsed")
    assert (told.actor_id, told.payload["reason"], told.audience) == (fay.pk, "Papers seen.", "staff")


def test_only_finance_approves(owed):
    payout = owed(60_000)
    with pytest.raises(NotAllowed):
        approve(payout_id=payout.pk, by=User.objects.create_user("mod@example.com", role="moderator", is_staff=True))


def test_who_is_paid_does_not_approve(owed):
    payout = owed(60_000)
    payee = payout.payee.user
    payee.role, payee.is_staff = "finance", True
    payee.save()
    with pytest.raises(NotAllowed):
        approve(payout_id=payout.pk, by=payee)


def test_who_pays_does_not_approve_not_even_an_administrator(owed):
    root = User.objects.create_superuser("root@example.com")
    payout = owed(60_000, barred=(root,))
    with pytest.raises(NotAllowed):
        approve(payout_id=payout.pk, by=root)


def test_the_database_itself_refuses_an_approver_of_either_side(owed, finance):
    fay = finance("fay")
    payout = owed(60_000, barred=(fay,))
    for user in (fay, payout.payee.user):
        with pytest.raises(IntegrityError, match="Who pays or is paid"), transaction.atomic():
            PayoutApproval.objects.create(payout=payout, by=user, round=1)


def test_the_database_itself_refuses_approval_by_too_few(owed, finance):
    payout = owed(600_000)
    approve(payout_id=payout.pk, by=finance("fay"))
    with pytest.raises(IntegrityError, match="needs more approvals"), transaction.atomic():
        Payout.objects.update(status="approved")


def test_an_approval_is_never_taken_back_or_changed(owed, finance):
    payout = owed(600_000)
    approve(payout_id=payout.pk, by=finance("fay"))
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutApproval.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutApproval.objects.update(by=finance("fred"))


def test_a_blocked_payout_is_not_approved(funded, solver, award, finance):
    funded("R", 60_000)
    (payout,) = award(60_000, solver(outcome="stall"))
    with pytest.raises(IllegalMove):
        approve(payout_id=payout.pk, by=finance("fay"))


def test_a_held_payout_does_not_leave(owed, finance):
    payout = owed(60_000)
    hold(payout_id=payout.pk, by=finance("fay"), reason="Odd.")
    with pytest.raises(IllegalMove):
        approve(payout_id=payout.pk, by=finance("fred"))
    assert settle_payouts(payout) == ["blocked"]
    assert not Payout.objects.overdue().exists()


def test_approvals_from_before_a_hold_lapse(owed, finance):
    payout, fay, fred = owed(600_000), finance("fay"), finance("fred")
    approve(payout_id=payout.pk, by=fay)
    hold(payout_id=payout.pk, by=fred, reason="Odd.")
    release(payout_id=payout.pk, by=fred, reason="Explained.")
    assert settle_payouts(payout) == ["ready"]
    approve(payout_id=payout.pk, by=fay)
    assert settle_payouts(payout) == ["transferred"]


def test_a_release_is_the_one_approval_that_a_middling_payout_needs(owed, finance):
    payout, fay = owed(60_000), finance("fay")
    hold(payout_id=payout.pk, by=fay, reason="Odd.")
    release(payout_id=payout.pk, by=fay, reason="Explained.")
    assert settle_payouts(payout) == ["transferred"]


def test_a_released_payout_still_waits_for_its_payee(funded, solver, award, finance):
    funded("R", 1_000)
    (payout,) = award(1_000, solver(outcome="stall"))
    hold(payout_id=payout.pk, by=finance("fay"), reason="Odd.")
    assert release(payout_id=payout.pk, by=finance("fred"), reason="Fine.").hold_reason == "kyc"


@pytest.mark.parametrize("act", [hold, release])
def test_holding_and_releasing_say_why(owed, finance, act):
    payout = owed(60_000)
    with pytest.raises(ReasonMissing):
        act(payout_id=payout.pk, by=finance("fay"), reason="  ")


def test_what_is_not_held_is_not_released(owed, finance):
    payout, fay = owed(60_000), finance("fay")
    for country in ("US", "KP"):  # one that waits for people, and one that waits for its payee
        Payee.objects.update(country=country)
        placing.follow_payee(payee_id=payout.payee_id)
        with pytest.raises(IllegalMove, match="not held"):
            release(payout_id=payout.pk, by=fay, reason="?")
    assert not PayoutApproval.objects.exists()


def test_what_has_left_is_not_held(owed, finance):
    payout = owed(1_000)
    assert payout.status == "transferred"
    with pytest.raises(IllegalMove):
        hold(payout_id=payout.pk, by=finance("fay"), reason="Too late.")


def test_fifty_approvals_at_once_let_it_go_once(committed_db, owed, finance):
    payout = owed(600_000)
    people = [finance("fay"), finance("fred")]

    def try_it(number: int) -> bool:
        try:
            approve(payout_id=payout.pk, by=people[number % 2])
        except PaymentError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_it, range(50))) == 2
    assert Event.objects.filter(name="payout.approved").count() == 1
    assert settle_payouts(payout) == ["transferred"]


def test_who_may_hold_a_payout_and_not_approve_it_does_not_release_it(owed, finance):
    payout, mia = owed(60_000), finance("mia")
    mia.groups.set(Group.objects.filter(name="maker"))
    hold(payout_id=payout.pk, by=mia, reason="Odd.")
    with pytest.raises(NotAllowed, match="Approve, release"):
        release(payout_id=payout.pk, by=mia, reason="Explained.")
    assert settle_payouts(payout) == ["blocked"]
