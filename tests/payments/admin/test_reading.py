"""What finance reads at the desk: the trace of any id, Stripe's news, the lines of a comparison; and who may not."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from payments.admin.reading import link_to
from payments.models import Discrepancy, InboxEvent, ReconciliationRun
from payments.reconciliation.reconciling import reconcile
from payments.stripe.inbox import accept
from tests.payments.admin.conftest import act_of, confirm, page_of
from tests.payments.deliveries import deliver_money
from workers.delivery import Courier
from workers.models import Delivery

TRACE = "desk-trace"


@pytest.fixture
def outsider(desk):
    """Staff without a right to money."""
    browser = desk(name="mo")
    browser.user.role = "moderator"
    browser.user.save()
    return browser


def test_a_trace_shows_every_cent_what_happened_and_what_people_confirmed(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    confirm(checker, act_of(payout, "approve"), reason="Papers seen.")
    page = desk("viewer").get(reverse(TRACE), {"id": str(payout.pk)})
    assert page.status_code == 200
    (flow,) = page.context["flows"]
    assert (flow.currency, flow.total, {row.total for row in flow.rows}) == ("usd", 0, {0})
    assert page.context["steps"][-1].running == -60_000
    said = {(deed.what, deed.by, deed.said) for deed in page.context["deeds"]}
    assert {("desk: approve", str(checker.user), "Papers seen."), ("payout.created", "the service", "")} <= said


def test_a_trace_shows_what_people_did_about_its_exceptions(committed_db, simulator, desk):
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))
    row, maker = Discrepancy.objects.get(), desk("maker")
    confirm(maker, act_of(row, "escalate"), reason="Whose is it?")
    page = desk("viewer").get(reverse(TRACE), {"id": row.subject})
    said = {(deed.what, deed.by, deed.said) for deed in page.context["deeds"]}
    assert {
        ("desk: escalate", str(maker.user), "Whose is it?"),
        ("exception.opened", "the service", ""),
        ("exception.escalated", str(maker.user), "Whose is it?"),
    } <= said


def test_a_trace_of_nothing_asks_and_of_the_unknown_says_so(db, desk, outsider):
    viewer = desk("viewer")
    assert "found" not in viewer.get(reverse(TRACE)).context
    unknown = viewer.get(reverse(TRACE), {"id": "tr_of_nobody\0"})
    assert (unknown.status_code, unknown.context["wanted"]) == (404, "tr_of_nobody")
    assert outsider.get(reverse(TRACE)).status_code == 403


def test_a_comparison_is_begun_by_a_maker_and_its_lines_are_read_by_whoever_reads_money(
    committed_db, simulator, desk, outsider
):
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))
    compare = reverse("admin:payments_reconciliationrun_compare")
    assert [browser.post(compare).status_code for browser in (outsider, desk("viewer"))] == [403, 403]
    assert ReconciliationRun.objects.filter(by__isnull=False).count() == 0
    maker = desk("maker")
    assert maker.post(compare).status_code == 302
    deliver_money()
    run = ReconciliationRun.objects.get(by=maker.user)
    lines = reverse("admin:payments_reconciliationrun_lines", args=[run.pk])
    assert outsider.get(lines).status_code == 403
    found = {name: maker.get(lines, {"matched": name}).context["page"].paginator.count for name in ("", "yes", "no")}
    assert found == {"": 1, "yes": 0, "no": 1}


def test_stripe_s_news_say_why_they_are_not_handled(committed_db, simulator, desk):
    event = {"type": "charge.succeeded", "created": 1_790_000_000, "livemode": False}
    for name, object_id in (("evt_done", "acct_none"), ("evt_broken", "ch_none")):
        kind = "account.updated" if name == "evt_done" else "charge.succeeded"
        accept({**event, "id": name, "type": kind, "data": {"object": {"id": object_id}}}, way="poll")
    for delivery in Delivery.objects.all():
        Courier().deliver(delivery.pk)
    viewer = desk("viewer")
    assert InboxEvent.objects.get(pk="evt_done").handled_at
    assert "StripeRefused" not in viewer.get(page_of(InboxEvent.objects.get(pk="evt_done"))).text
    assert "StripeRefused" in viewer.get(page_of(InboxEvent.objects.get(pk="evt_broken"))).text


def test_what_an_exceptions_act_would_do_is_said_before_and_whether_it_takes_two(committed_db, simulator, desk):
    simulator.control.add_funds(777)
    reconcile(grace=timedelta(0))
    row, maker = Discrepancy.objects.get(), desk("maker")
    says = {
        name: str(maker.get(act_of(row, name)).context["says"]) for name in ("book-float", "escalate", "send-again")
    }
    assert says["book-float"].endswith("A second person must accept it before anything is booked.")
    assert "second person must" not in says["escalate"]
    assert says["send-again"] == "This can no longer be done."


def test_an_act_in_bulk_without_its_reason_asks_again_and_does_nothing(owed, desk):
    payouts = owed(60_000, 70_000)
    rows = [str(payout.pk) for payout in payouts]
    asked = desk("maker").post(reverse("admin:payments_payout_bulk_act", args=["hold"]), {"row": rows, "reason": " "})
    assert "This field is required." in asked.text
    assert {payout.status for payout in payouts} == {"ready"}
    for payout in payouts:
        payout.refresh_from_db()
    assert {payout.hold_reason for payout in payouts} == {""}


@pytest.mark.parametrize("name", ["desk-statement-file", "desk-journal-file"])
def test_a_file_that_nobody_could_have_asked_for_is_not_made(db, desk, name):
    assert desk("viewer").post(reverse(name), {"form": "exe"}).status_code == 403


def test_pages_that_were_asked_nothing_or_nonsense_show_their_form(db, desk):
    viewer = desk("viewer")
    assert viewer.get(reverse("desk-statement")).status_code == 200
    charts = viewer.get(reverse("desk-charts"), {"first": "soon"})
    assert (charts.status_code, "drawings" in charts.context) == (200, False)


def test_a_link_leads_to_a_row_whose_id_reads_like_an_escape(committed_db, desk):
    event = {"id": "evt_3Babc", "type": "account.updated", "created": 1_790_000_000, "livemode": False}
    accept({**event, "data": {"object": {"id": "acct_none"}}}, way="poll")
    (address,) = re.findall(r'href="([^"]+)"', link_to(InboxEvent.objects.get()))
    assert desk("viewer").get(address).status_code == 200


def test_what_is_not_there_has_no_link():
    assert link_to(None) == "-"
