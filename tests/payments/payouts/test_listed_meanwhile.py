"""A list of sanctions is loaded while payouts are made and leave: nobody on the new one is paid, whoever came first."""

import pytest
from django.core.management import call_command

from payments.models import Payout, SanctionEntry
from payments.money import Money
from payments.payees.listing import take
from payments.payouts import approving, transferring
from payments.payouts.batches.creating import Due, create_many
from payments.payouts.batches.transferring import transfer_all
from tests.meeting import held_then_met
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.awarded import ids, statuses
from tests.payments.payouts.conftest import TRANSFERS, keep_trying, settle_payouts, transfers_at_stripe
from tests.spoiling import mend, spoil

EVERYONE = "kind,value\ncountry,US\n"


def alone(award, user):
    return award(10_000, user)


def of_many(award, user):
    return create_many(purse_reference="R", awards=[Due("award-0", user.pk, Money(10_000, "usd"))])


@pytest.fixture
def load(tmp_path):
    """Take a list as finance does; all who can be paid here live in the US."""
    file = tmp_path / "list.csv"

    def load(text: str = EVERYONE) -> None:
        file.write_text(text, encoding="utf-8")
        call_command("load_sanctions", str(file))

    return load


@pytest.mark.parametrize("make", [alone, of_many])
def test_who_is_owed_money_while_the_list_comes_is_looked_for_on_the_new_one(
    committed_db, funded, solver, award, load, make
):
    funded("R", 10_000)
    ann = solver()
    held_then_met(lambda: make(award, ann), load)
    payout = Payout.objects.get()
    assert (payout.status, payout.hold_reason) == ("blocked", "flag")


def test_who_is_owed_money_once_the_list_is_there_is_looked_for_on_it(committed_db, funded, solver, award):
    funded("R", 10_000)
    ann = solver()
    held_then_met(lambda: take(EVERYONE.splitlines()), lambda: award(10_000, ann))
    assert Payout.objects.get().hold_reason == "flag"


def one_by_one(payouts):
    for payout in payouts:
        transferring.transfer(payout_id=payout.pk)


def together(payouts):
    transfer_all(payout_ids=ids(payouts))


@pytest.mark.parametrize("send", [one_by_one, together])
def test_what_is_about_to_leave_while_the_list_comes_stays(committed_db, simulator, three_owed, send):
    for payout in three_owed:
        approving.approve_if_enough(payout_id=payout.pk)
    held_then_met(lambda: take(EVERYONE.splitlines()), lambda: send(three_owed))
    deliver_money()
    assert set(statuses()) == {"blocked"}
    assert transfers_at_stripe(simulator) == []


def test_the_second_part_of_a_payout_stays_if_its_payee_came_on_the_list_after_the_first_had_left(
    db, simulator, crowdfunded, solver, award, load
):
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    simulator.control.fault(TRANSFERS, "drop_after")
    assert settle_payouts(payout) == ["unknown"]
    load()
    assert keep_trying(payout) == "blocked"
    assert payout.hold_reason == "flag"
    assert [made["amount"] for made in transfers_at_stripe(simulator)] == [6_000]


def test_one_payout_that_cannot_be_looked_at_holds_up_no_other_and_that_is_said(
    db, three_owed, load, capsys, simulator
):
    spoil(three_owed[0])
    load()
    assert statuses() == ["ready", "blocked", "blocked"]
    said = capsys.readouterr()
    assert "2 payouts are kept back" in said.out
    assert "1 could not be looked at" in said.err
    mend(three_owed[0])
    deliver_money()
    assert statuses() == ["blocked"] * 3
    assert transfers_at_stripe(simulator) == []


def test_a_line_that_is_gone_from_the_file_is_gone_from_the_list_and_the_others_stay(db, load):
    load("kind,value\ncountry,US\ncountry,KP\nname,John Doe\n")
    load("kind,value\nname,John Doe\n")
    assert SanctionEntry.objects.get().label == "John Doe"
