"""Statements, charts and the month in a real browser: read in both themes and on a phone, closed by clicking."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import look
from tests.payments.periods.conftest import month, over, winter

__all__ = ["over", "winter"]
DAYS = "first=2026-01-01&last=2026-02-28"
pytestmark = pytest.mark.xdist_group("desk")


@pytest.mark.parametrize("path", [f"statement?subject=purse&id=R&{DAYS}", f"charts?{DAYS}", "payments/period/"])
def test_the_books_are_for_everyone(
    page: Page, desk_address: str, over: None, sign_in: Callable[..., Any], said: list[str], path: str
) -> None:
    sign_in("viewer")
    answer = look(page, f"{desk_address}/admin/{path}")
    assert answer.status == 200
    assert said == []


def test_a_month_is_prepared_and_closed_by_two_people(
    page: Page, desk_address: str, over: None, sign_in: Callable[..., Any], said: list[str]
) -> None:
    address = f"{desk_address}/admin/payments/period/{month(1).pk}/change/"
    sign_in("maker")
    look(page, address)
    page.get_by_role("link", name="Prepare").click()
    page.get_by_role("button", name="Prepare").click()
    expect(page.locator(".messagelist")).to_contain_text("Prepare: done.")
    sign_in("closer")
    page.goto(address)
    page.get_by_role("link", name="Close the month").click()
    page.get_by_role("button", name="Close the month").click()
    expect(page.locator(".messagelist")).to_contain_text("Close the month: done.")
    page.goto(address)
    expect(page.get_by_text("the books still say the same")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Trial balance as CSV").click()
    assert download.value.suggested_filename == "trial-balance-2026-01.csv"
    assert month(1).status == "closed"
    assert said == []
