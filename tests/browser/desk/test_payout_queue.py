"""The payout queue in a real browser: approved as checker, refused as viewer, held, many at once; readable for all."""

import pytest
from playwright.sync_api import expect

from payments.models import Payout, Transaction
from tests.browser.reading import TABLET, look, violations
from tests.payments.admin.conftest import act_of, page_of

pytestmark = pytest.mark.xdist_group("desk")


def statuses():
    return sorted(Payout.objects.values_list("status", flat=True))


def test_a_checker_finds_what_waits_and_approves_it(owed, sign_in, page, desk_address, said):
    owed(60_000)
    sign_in("checker")
    page.goto(f"{desk_address}/admin/")
    page.get_by_role("link", name="Payouts to approve 1").click()
    page.locator("#result_list tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="Approve", exact=True).click()
    expect(page.locator(".says")).to_contain_text("You approve $600.00")
    page.get_by_label("Reason").fill("Papers seen.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("Approve: done.")
    assert statuses() == ["approved"]
    assert said == []


def test_a_viewer_sees_everything_and_is_offered_nothing(owed, sign_in, page, desk_address):
    (payout,) = owed(60_000)
    sign_in("viewer")
    page.goto(desk_address + page_of(payout))
    expect(page.get_by_text("$600.00").first).to_be_visible()
    expect(page.locator(".object-tools .act")).to_have_count(0)
    assert page.goto(desk_address + act_of(payout, "approve")).status == 403
    assert statuses() == ["ready"]


def test_a_maker_holds_for_a_reason_and_a_checker_releases(owed, sign_in, page, desk_address, said):
    (payout,) = owed(60_000)
    sign_in("maker")
    page.goto(desk_address + page_of(payout))
    page.get_by_role("link", name="Hold", exact=True).click()
    page.get_by_label("Reason").fill("The invoice is odd.")
    page.get_by_role("button", name="Hold").click()
    expect(page.locator(".messagelist")).to_contain_text("Hold: done.")
    sign_in("checker")
    page.goto(f"{desk_address}/admin/")
    page.get_by_role("link", name="Payouts blocked: Held by finance 1").click()
    page.locator("#result_list tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="Release", exact=True).click()
    page.get_by_label("Reason").fill("Explained.")
    page.get_by_role("button", name="Release").click()
    expect(page.locator(".messagelist")).to_contain_text("Release: done.")
    assert statuses() == ["ready"]
    assert said == []


def test_many_are_approved_at_once_each_with_its_outcome(owed, sign_in, page, desk_address, said):
    _, own = owed(60_000, 70_000)
    checker = sign_in("checker")
    Payout.objects.filter(pk=own.pk).update(barred_approvers=[checker.pk])
    page.goto(f"{desk_address}/admin/payments/payout/?status__exact=ready")
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("approve")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".rows li")).to_have_count(2)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_have_text("Done: 1. Refused: 1.")
    expect(page.locator('[data-outcome="refused"]')).to_contain_text("You are on one side of this payout")
    assert statuses() == ["approved", "ready"]
    assert said == []


def test_the_queue_is_walked_by_keyboard(owed, sign_in, page, desk_address):
    owed(60_000, 70_000)
    sign_in("checker")
    page.goto(f"{desk_address}/admin/payments/payout/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input.action-select").nth(1)).to_be_checked()
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.type("jx")
    expect(page.locator("#searchbar")).to_have_value("jx")
    page.locator("body").click(position={"x": 5, "y": 700})
    page.keyboard.press("h")
    page.wait_for_url(f"{desk_address}/admin/")


def test_every_page_of_the_queue_is_for_everyone(owed, sign_in, page, desk_address):
    (payout,) = owed(60_000)
    sign_in("maker", "checker")
    payouts = "/admin/payments/payout/"
    entry = (
        f"/admin/payments/transaction/{Transaction.objects.earliest('id').pk}/change/"  # headed by a long effect key
    )
    for path in ("/admin/", payouts, page_of(payout), act_of(payout, "flag"), entry):
        look(page, desk_address + path)
    page.set_viewport_size(TABLET)
    page.goto(desk_address + payouts)
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("hold")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(".rows li")).to_have_count(1)
    assert violations(page) == []
    page.get_by_label("Reason").fill("Odd.")
    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_role("status")).to_have_text("Done: 1. Refused: 0.")
    assert violations(page) == []


def test_the_desk_lets_nothing_inline_run(sign_in, page, desk_address):
    sign_in("viewer")
    policy = page.goto(f"{desk_address}/admin/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert page.locator("[style], [onclick], script:not([src])").count() == 0
