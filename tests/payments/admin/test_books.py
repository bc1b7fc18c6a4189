"""Statements, files, charts and months on the desk."""

import re

import pytest
from django.urls import reverse

from payments.models import Export, Period
from tests.payments.admin.conftest import act_of, confirm, page_of
from tests.payments.periods.conftest import month, over, winter
from tests.payments.statements.conftest import move, read_csv

__all__ = ["over", "winter"]
DAYS = {"first": "2026-01-01", "last": "2026-02-28"}
PURSE = {"subject": "purse", "id": "R", **DAYS}


def test_a_statement_is_read_on_the_desk(winter, desk):
    page = desk("viewer").get(reverse("desk-statement"), PURSE)
    assert page.status_code == 200
    assert [str(line.balance) for line in page.context["lines"]] == ["$100.00", "$40.00", "$0.00", "$40.00", "$0.00"]
    assert "Prize money paid in by card" in page.text
    assert "ch_R" in page.text


@pytest.mark.parametrize("asked", [{**PURSE, "last": "2025-01-01"}, {"subject": "account", "id": "gold"}])
def test_what_no_statement_can_be_is_refused_with_a_sentence(winter, desk, asked):
    page = desk("viewer").get(reverse("desk-statement"), asked)
    assert page.status_code == 400
    assert page.context["refusal"] in page.text.replace("&#x27;", "'")


def test_a_long_statement_has_a_next_page(db, desk):
    for _ in range(101):
        move(1, ("stripe_pending", ""), ("purse", "R"), purse="R")
    browser = desk("viewer")
    first = browser.get(reverse("desk-statement"), {"subject": "purse", "id": "R"})
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
    second = browser.get(reverse("desk-statement") + following.replace("&amp;", "&"))
    assert [line.row.balance for line in second.context["lines"]] == [101]


def test_a_file_leaves_by_a_button_and_is_on_the_list(winter, desk):
    browser = desk("viewer")
    address = reverse("desk-statement-file")
    assert browser.get(address, {**PURSE, "form": "csv"}).status_code == 405
    rows = read_csv(browser.post(address, {**PURSE, "form": "csv"}).streaming_content)
    assert len(rows) == 7
    journal = read_csv(browser.post(reverse("desk-journal-file"), {**DAYS, "form": "csv"}).streaming_content)
    assert len(journal) == 8
    assert [(row.kind, row.rows, row.by) for row in Export.objects.order_by("at")] == [
        ("statement", 7, browser.user),
        ("journal", 8, browser.user),
    ]


@pytest.mark.parametrize("name", ["desk-statement", "desk-charts"])
def test_staff_without_a_right_to_money_see_none(db, desk, name):
    browser = desk(name="mo")
    browser.user.role = "moderator"
    browser.user.save()
    assert browser.get(reverse(name)).status_code == 403


def test_charts_have_a_picture_with_words_and_a_table_of_the_same_figures(winter, desk):
    page = desk("viewer").get(reverse("desk-charts"), {**DAYS, "currency": "usd"})
    held, moved, fees, ages = page.context["drawings"]
    assert held.figures.series[0].values[8:10] == [0, 10_000]
    assert held.figures.series[0].values[-1] == 0
    assert [sum(series.values) for series in moved.figures.series] == [10_000, 4_000]
    assert fees.figures.labels == ["2026-01", "2026-02"]
    assert [sum(series.values) for series in ages.figures.series] == [0, 0, 0]
    assert page.text.count('role="img"') == page.text.count("<desc") == 4
    assert " style=" not in page.text.split('id="content"')[1]


def test_a_chart_of_years_is_refused_with_a_sentence(db, desk):
    page = desk("viewer").get(reverse("desk-charts"), {"first": "2000-01-01", "last": "2026-01-01"})
    assert (page.status_code, "366 days" in page.text) == (400, True)


def test_a_month_is_prepared_closed_and_reopened_by_clicking(over, desk):
    maker, closer, other = desk("maker"), desk("closer"), desk("closer", name="other")
    january = month(1)
    assert "Is the month over?" in maker.get(page_of(january)).text
    assert confirm(maker, act_of(january, "prepare"), reason="All seen.").status_code == 302
    assert maker.get(act_of(january, "close")).status_code == 403
    assert confirm(closer, act_of(january, "close")).status_code == 302
    assert "the books still say the same" in closer.get(page_of(january)).text
    assert confirm(closer, act_of(january, "reopen"), reason="A fee is missing.").status_code == 302
    refused = confirm(closer, act_of(january, "confirm-reopening"))
    assert (refused.status_code, "another person agrees" in refused.text) == (409, True)
    assert confirm(other, act_of(january, "confirm-reopening")).status_code == 302
    assert Period.objects.get(pk=january.pk).status == "open"


def test_a_trial_balance_leaves_as_a_file(over, desk):
    address = reverse("desk-trial-balance", args=["2026-01"])
    rows = read_csv(desk("viewer").post(address, {"form": "csv"}).streaming_content)
    assert {row["account_code"]: row["closing_minor"] for row in rows} == {"1020": "10000", "2000": "-10000"}
    assert desk("viewer", name="other").post(address, {"form": "exe"}).status_code == 403


def test_months_that_are_over_are_counted_at_home(over, desk):
    page = desk("viewer").get(reverse("admin:index"))
    counts = {line.label: line.count for _, lines in page.context["waiting"] for line in lines}
    assert (counts["Months to prepare"], counts["Months to close"]) == (2, 0)


def test_the_platforms_own_statement_is_read_without_naming_anybody(winter, desk):
    page = desk("viewer").get(reverse("desk-statement"), {"subject": "platform", "id": "", **DAYS})
    assert (page.status_code, "The platform&#x27;s income and expenses" in page.text) == (200, True)


def test_a_wish_to_reopen_that_was_answered_meanwhile_is_not_asked_for_by_anybody(over, desk):
    maker, closer = desk("maker"), desk("closer")
    january = month(1)
    confirm(maker, act_of(january, "prepare"), reason="All seen.")
    confirm(closer, act_of(january, "close"))
    assert "Nobody asks for it." in closer.get(act_of(january, "confirm-reopening")).text


def test_what_waits_to_be_paid_is_drawn_by_its_age(owed, desk):
    owed(60_000, 70_000)
    *_, ages = desk("viewer").get(reverse("desk-charts"), {"currency": "usd"}).context["drawings"]
    assert sum(sum(series.values) for series in ages.figures.series) == 130_000
