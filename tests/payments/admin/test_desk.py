from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.utils import quote
from django.urls import reverse

from bounties.accounts.models import User
from payments.models import Purse, Transaction
from payments.purses.refunding import refund_all
from payments.reconciliation.reconciling import reconcile
from tests.deliveries import deliver_all

SHOWN = [model for model in site._registry if model._meta.app_label == "payments"]
INSIDE = {
    "OnboardingVisit",
    "PayoutApproval",
    "PollCursor",
    "Posting",
    "AccountBalance",
    "TransferAttempt",
    "FlagClearance",
    "PeriodReopening",
    "DiscrepancyNote",
    "DisputeAct",
    "LegReversal",
    "PastAccount",
    "TaxForm",
}


@pytest.fixture
def life(committed_db, simulator, funded, solver, award):
    """One row of nearly everything."""
    funded("R", 10_000)
    award(4_000, solver("ann"))
    refund_all(reference="R", reason="client_request")
    deliver_all()
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))


@pytest.fixture
def desk(db_of_test, client):
    """Signed in as finance."""
    client.force_login(User.objects.create_user("fay@example.com", role="finance", is_staff=True))
    return client


def url(model, page, *args):
    return reverse(f"admin:payments_{model._meta.model_name}_{page}", args=[quote(one) for one in args])


def test_every_money_model_is_on_the_desk_or_inside_another_s_page():
    everything = {model.__name__ for model in apps.get_app_config("payments").get_models()}
    assert {model.__name__ for model in SHOWN} | INSIDE == everything


def test_every_list_and_page_opens(life, desk):
    for model in SHOWN:
        assert desk.get(url(model, "changelist")).status_code == 200, model
        for row in model.objects.all()[:1]:
            assert desk.get(url(model, "change", row.pk)).status_code == 200, model


def test_pages_are_linked_both_ways(life, desk):
    purse, entry = Purse.objects.get(), Transaction.objects.filter(situation="funded").get()
    assert url(Transaction, "change", entry.pk) in desk.get(url(Purse, "change", purse.pk)).text
    assert url(Purse, "change", purse.pk) in desk.get(url(Transaction, "change", entry.pk)).text


def test_nobody_adds_changes_or_deletes_money(life, client):
    client.force_login(User.objects.create_superuser("root@example.com"))
    for model in SHOWN:
        assert client.get(url(model, "add")).status_code == 403, model
        for row in model.objects.all()[:1]:
            assert client.post(url(model, "change", row.pk), {"amount": 1}).status_code == 403, model
            assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model


@pytest.mark.parametrize("role", ["moderator", "arbiter"])
def test_other_staff_see_no_money(db, client, role):
    client.force_login(User.objects.create_user("mo@example.com", role=role, is_staff=True))
    assert {client.get(url(model, "changelist")).status_code for model in SHOWN} == {403}
