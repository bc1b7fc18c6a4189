"""Disputes and write-offs at the desk."""

import pytest
from django.urls import reverse

from payments.disputes import concluding, owing, settling
from payments.models import Dispute, DisputeAct, WriteOff
from payments.money import Money
from tests.deliveries import deliver_all
from tests.payments.admin.conftest import act_of, confirm, page_of


@pytest.fixture
def dispute(committed_db, simulator, funded):
    told = simulator.control.dispute(funded("R", 10_000).charge_id)["id"]
    settling.look(dispute_id=told)
    return Dispute.objects.get()


def test_the_list_and_the_page_show_it_and_its_movements(dispute, desk):
    viewer = desk("viewer")
    assert dispute.dispute_id in viewer.get(reverse("admin:payments_dispute_changelist")).text
    assert f"dispute:{dispute.dispute_id}:" in viewer.get(page_of(dispute)).text
    assert act_of(dispute, "evidence") not in viewer.get(page_of(dispute)).text


def test_a_maker_sends_evidence(dispute, desk):
    maker = desk("maker")
    confirm(maker, act_of(dispute, "evidence"), text="We delivered.", reason="We can show it.")
    deliver_all()
    assert (DisputeAct.objects.get().by, Dispute.objects.get().status) == (maker.user, "under_review")
    assert act_of(dispute, "evidence") not in maker.get(page_of(dispute)).text


def test_only_a_checker_gives_in(dispute, desk):
    assert desk("maker").get(act_of(dispute, "accept")).status_code == 403
    confirm(desk("checker"), act_of(dispute, "accept"), reason="They are right.")
    deliver_all()
    assert Dispute.objects.get().status == "lost"


def test_a_write_off_waits_for_another_person(dispute, desk):
    checker = desk("checker")
    confirm(checker, act_of(dispute, "accept"), reason="They are right.")
    deliver_all()
    concluding.bear(dispute_id=dispute.pk)
    confirm(desk("maker"), act_of(dispute, "write-off"), reason="Bankrupt.")
    row = WriteOff.objects.get()
    assert (row.status, row.money) == ("proposed", Money(10_500, "usd"))
    confirm(checker, act_of(row, "agree"), reason="So it is.")
    assert (WriteOff.objects.get().status, owing.debts()) == ("agreed", [])


def test_a_lost_one_of_which_nobody_says_who_bears_it_waits_on_the_desk(dispute, desk, simulator):
    viewer, listed = desk("viewer"), reverse("admin:payments_dispute_changelist")
    waiting = f"{listed}?status__exact=lost&concluded_at__isempty=1"
    assert dispute.dispute_id not in viewer.get(waiting).text
    simulator.control.decide(dispute.dispute_id, "lost")
    settling.look(dispute_id=dispute.dispute_id)
    assert "Lost disputes that nobody has concluded" in viewer.get(reverse("admin:index")).text
    assert dispute.dispute_id in viewer.get(waiting).text
    concluding.bear(dispute_id=dispute.pk)
    assert dispute.dispute_id not in viewer.get(waiting).text
