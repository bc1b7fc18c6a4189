"""Finance finds one exception of each kind in the browser, and ends it: one person acts, another accepts."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Discrepancy, Payout, Remedy
from payments.money import Money
from payments.purses.refunding import refund_all
from payments.purses.settling import look
from payments.reconciliation.models import Mismatch
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from payments.stripe.inbox import accept
from tests.browser.reading import violations
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill
from workers.models import Delivery

NOW = timedelta(0)
REMEDIES = {  # what the journey clicks for each kind
    "unmatched_stripe": "Book float",
    "unmatched_ledger": "Reverse",
    "amount": "Correct",
    "fee": "Correct",
    "currency": "Correct",
    "duplicate": "Correct",
    "stuck": "Look again",
    "failed": "Paid by hand",
    "reversed": "Correct",
    "orphan_event": "Explain",
}


def usd(amount):
    return Money(amount, "usd")


def booked(key, source, *lines):
    post(effect_key=key, situation=Situation.FUNDED, source=source, lines=lines)


@pytest.fixture
def planted(committed_db, simulator, funded, ask, solver, award):
    """One of each."""
    charges = {name: funded(name, 10_000).charge_id for name in ("amount", "fee", "duplicate", "failed", "stuck")}
    funded("R", 10_000)
    award(10_000, solver("ann"))
    deliver_all()
    stripe, control = simulator.client().v1, simulator.control
    control.add_funds(777)  # unmatched_stripe
    pending, fees = account(Kind.STRIPE_PENDING, "usd"), account(Kind.FEES, "usd")
    booked("by hand", "ch_never", debit(pending, usd(100)), credit(fees, usd(100)))  # unmatched_ledger
    control.move(5, kind="adjustment", source=charges["amount"])  # amount
    booked("a cent", charges["fee"], debit(account(Kind.STRIPE_FEES, "usd"), usd(1)), credit(fees, usd(1)))  # fee
    control.move(500, kind="charge", source=charges["duplicate"])  # duplicate
    stripe.refunds.create({"charge": charges["failed"]})
    refund_all(reference="failed", reason="client_request")  # failed, and another unmatched_stripe
    deliver_all()
    transfer = Payout.objects.get().transfer_ids[0]
    stripe.transfers.reversals.create(transfer, {"amount": 400})  # reversed
    accept(orphan(), way="poll")  # orphan_event
    deliver_all(forgive=True)
    refund_all(reference="stuck", reason="client_request")
    Delivery.objects.filter(done_at=None).update(done_at=datetime(2026, 1, 1, tzinfo=UTC), dead_at=None)  # stuck
    control.settle("usd", into="eur", rate="0.9")
    strange = ask("currency", 5_000, key="currency")
    fill(strange.checkout_url, card=GOOD)
    look(contribution_id=str(strange.pk))  # currency
    control.settle("usd", into="usd", rate="1")
    move_clock(seconds=7_200)
    reconcile(grace=NOW)
    assert set(Discrepancy.objects.values_list("kind", flat=True)) == set(Mismatch.values)


def orphan():
    thing = {"id": "re_of_nobody", "object": "refund", "metadata": {}}
    facts = {"id": "evt_of_nobody", "type": "refund.created", "created": 1_790_000_000, "livemode": False}
    return {**facts, "data": {"object": thing}}


def act(page, label):
    """Press the button, say why, confirm."""
    page.get_by_role("link", name=label, exact=True).click()
    page.get_by_label("Reason").fill("Checked with Stripe's statement.")
    page.get_by_role("button", name=label, exact=True).click()
    page.get_by_text(f"{label}: done.").wait_for()


def test_one_exception_of_each_kind_is_found_and_ended(page, desk_address, sign_in, planted):
    sign_in("maker")
    page.goto(f"{desk_address}/admin/")
    page.get_by_role("link", name="Exceptions open: Amount").click()
    page.get_by_role("link", name="Amount ch_").wait_for()
    for row in Discrepancy.objects.open().order_by("opened_at", "id"):
        page.goto(f"{desk_address}/admin/payments/discrepancy/?closed_at__isempty=1&kind__exact={row.kind}")
        page.get_by_role("link", name=str(row), exact=True).click()
        suggested = REMEDIES[row.kind] if not row.subject.startswith("re_") else "Correct"
        act(page, suggested)
    assert violations(page) == []

    sign_in("checker")
    page.goto(f"{desk_address}/admin/")
    page.get_by_role("link", name="Remedies to accept").click()
    page.locator("#action-toggle").wait_for()
    assert violations(page) == []
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option(label="Accept")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("Done:")

    assert Remedy.objects.filter(status="proposed").count() == 0
    assert [str(row) for row in Discrepancy.objects.open()] == []
    assert reconcile(grace=NOW) == []
    broken = [finding.rule for finding in self_check() if finding.breaches]
    assert not any(rule.startswith(("M1", "M2", "Every balance")) for rule in broken)


def test_any_id_is_traced_from_the_head_of_every_page(page, desk_address, sign_in, funded):
    charge = funded("R", 10_000).charge_id
    sign_in("viewer")
    page.goto(f"{desk_address}/admin/payments/purse/")
    page.get_by_role("textbox", name="Any id").fill(charge)
    page.get_by_role("button", name="Trace").click()
    page.get_by_role("heading", name="Every cent in USD").wait_for()
    expect(page.locator("tfoot td:last-child")).to_have_text(["0"])
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_an_unknown_id_is_answered_with_what_ids_there_are(page, desk_address, sign_in):
    sign_in("viewer")
    assert page.goto(f"{desk_address}/admin/trace?id=nothing").status == 404
    expect(page.get_by_role("alert")).to_contain_text("ch_")
