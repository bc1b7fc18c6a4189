"""The public figures in a real browser: for everyone, in both themes and on a phone, before and after money moved."""

import pytest
from playwright.sync_api import expect

from payments.reconciliation import running
from tests.browser.desk.conftest import (
    ask,
    db_of_test,
    desk_address,
    funded,
    money_floor_alone,
    payer,
    simulator,
)
from tests.browser.reading import look
from tests.deliveries import deliver_all

__all__ = [
    "ask", "db_of_test", "desk_address", "funded", "money_floor_alone", "payer", "simulator",
]  # fmt: skip
pytestmark = pytest.mark.xdist_group("desk")


def test_a_visitor_reads_what_is_held_and_what_stripe_has(page, desk_address, said, funded):
    funded("R", 10_000)
    running.ask(cause="command")
    deliver_all()
    assert look(page, f"{desk_address}/solvency").status == 200
    row = page.get_by_role("row", name="USD").first
    expect(row.get_by_text("$100.00").first).to_be_visible()
    expect(page.get_by_text("Every line of Stripe's matched.")).to_be_visible()
    assert said == []


def test_before_the_first_comparison_the_page_says_so(page, desk_address, said):
    assert look(page, f"{desk_address}/solvency").status == 200
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert said == []
