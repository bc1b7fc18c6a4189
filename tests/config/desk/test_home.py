"""The desk's home: each queue counted, in one query, and held against Stripe with the time of the last comparison."""

import pytest
from django.contrib.admin import site
from django.test import Client

from bounties.accounts.models import User
from config.desk.home import waiting
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Discrepancy, InboxEvent, ReconciliationRun
from payments.money import Money

pytestmark = pytest.mark.django_db


def home(role):
    browser = Client()
    user, _ = User.objects.get_or_create(email=f"{role}@example.com", is_staff=True, role=role)
    browser.force_login(user)
    return browser.get("/admin/")


def counted(answer):
    return {line.label: line.count for _, lines in answer.context["waiting"] for line in lines}


def hear_of(name):
    InboxEvent.objects.create(
        id=name, type="x", object_id="y", created="2026-01-01T00:00Z", payload={"livemode": False}, way="poll"
    )


def test_each_queue_is_counted_and_leads_to_its_list():
    hear_of("evt_1")
    hear_of("evt_2")
    answer = home("finance")
    assert counted(answer)["Stripe's news unhandled"] == 2
    lines = [line for _, lines in answer.context["waiting"] for line in lines]
    browser = answer.client
    assert [line.address for line in lines if browser.get(line.address).status_code != 200] == []


def test_a_queue_is_broken_down_where_that_helps():
    for kind in ("amount", "fee", "fee"):
        Discrepancy.objects.create(kind=kind, subject=f"{kind}{Discrepancy.objects.count()}", currency="usd")
    queues = counted(home("finance"))
    assert {name: count for name, count in queues.items() if name.startswith("Exceptions open")} == {
        "Exceptions open": 3,
        "Exceptions open: Amount": 1,
        "Exceptions open: Fee": 2,
    }


def test_all_queues_are_counted_in_one_query(rf, django_assert_num_queries):
    request = rf.get("/admin/")
    request.user = User.objects.create_superuser("root@example.com")
    with django_assert_num_queries(1):
        assert len(waiting(site, request)) > 1


def test_other_staff_see_no_queue_of_money():
    answer = home("moderator")
    assert not [name for name in counted(answer) if "ayout" in name or "xception" in name]
    assert "Held against Stripe" not in answer.text


def test_held_and_owed_stand_beside_what_stripe_said():
    money = Money(10_165, "usd")
    lines = [debit(account(Kind.STRIPE_PENDING, "usd"), money), credit(account(Kind.PURSE, "usd", "R"), money)]
    post(effect_key="x", situation=Situation.FUNDED, purse="R", source="ch_1", lines=lines)
    assert "Not yet compared with Stripe." in home("finance").text
    figures = [{"currency": "usd", "held": 10_165, "owed": 0, "stripe": 10_000, "difference": -165}]
    ReconciliationRun.objects.create(cause="clock", ended_at="2026-01-01T00:00Z", figures=figures)
    page = home("finance").text
    for shown in ("$101.65", "$100.00", "-$1.65", "Last compared with Stripe at 2026-01-01 00:00:00 UTC"):
        assert shown in page
