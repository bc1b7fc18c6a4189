"""A sponsor in a real browser: posts, is approved in another window, pays at Stripe's page and waits for the books."""

import re

import pytest
from playwright.sync_api import Page, expect

from bounties.challenges.models import Challenge
from payments.purses.models import Contribution
from payments.purses.settling import look as ask_stripe
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.browser.reading import TABLET, look, violations
from tests.browser.serving import let_be, served_beside
from tests.deliveries import deliver_all
from tests.payments.conftest import simulator
from tests.simulator import GOOD

__all__ = ["simulator"]


@pytest.fixture
def address(committed_db, simulator, settings):
    """Where Laurel is served, which may send its readers on to the simulator's pages."""
    with served_beside(simulator, settings) as address:
        yield address


@pytest.fixture
def maker(address):
    person = make_user("maker")
    make_sponsor(person, "Maker", kind="individual")
    return person


def write(page: Page, address: str) -> Challenge:
    """From the first page to the review, taking what is proposed."""
    page.get_by_label("What do you want?").fill("Find the leak")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Summary").fill("It drips, and nobody knows where.")
    page.get_by_label("Description").fill("Say *where* it drips.")
    page.locator("form.step").get_by_role("button", name="Next").last.click()
    page.get_by_label("Amount").fill("1500")
    page.locator("form.step").get_by_role("button", name="Next").last.click()
    page.get_by_label("You may use it").check()
    for _ in range(3):
        page.locator("form.step").get_by_role("button", name="Next").last.click()
    expect(page.get_by_role("heading", name="Ready")).to_be_visible()
    return Challenge.objects.get()


def approve(page: Page, address: str, challenge: Challenge) -> None:
    """A moderator does, in a window of their own."""
    let_be(page.context, make_staff("moderator"), address)
    page.goto(f"{address}/review")
    page.get_by_role("link", name=challenge.title).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The sponsor can pay now")).to_be_visible()


def pay(page: Page) -> None:
    """On the page that the button leads to, which is Stripe's."""
    page.get_by_role("button", name="at Stripe").click()
    page.get_by_label("Card number").fill(GOOD)
    page.get_by_role("button", name=re.compile("^Pay ")).first.click()


def book() -> None:
    """Stripe's word comes: the books are asked, and the challenge told."""
    ask_stripe(contribution_id=str(Contribution.objects.get().pk))
    deliver_all()


def test_a_sponsor_posts_pays_and_waits_for_the_books(page, browser, said, address, maker):
    let_be(page.context, maker, address)
    look(page, f"{address}/post")
    page.set_viewport_size(TABLET)
    challenge = write(page, address)
    for step in ("details", "prizes", "rules", "rubric", "timeline", "review"):
        look(page, f"{address}/challenges/{challenge.pk}/edit/{step}")
    page.set_viewport_size(TABLET)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_role("heading", name="A moderator reads it now")).to_be_visible()
    desk = browser.new_context().new_page()
    approve(desk, address, challenge)
    look(desk, f"{address}/review")
    look(desk, f"{address}/review/{challenge.pk}")
    look(page, f"{address}/challenges/{challenge.pk}/fund")
    page.set_viewport_size(TABLET)
    pay(page)
    expect(page.get_by_role("heading", name="Waiting for Stripe's word")).to_be_visible()
    assert violations(page) == []
    book()
    expect(page.get_by_role("heading", name="Paid, and held")).to_be_visible()
    look(page, f"{address}/mine")
    look(page, f"{address}/challenges/{challenge.pk}/questions")
    assert said == []


def test_typing_is_saved_rows_come_and_go_and_another_window_is_never_overwritten(page, said, address, maker):
    let_be(page.context, maker, address)
    page.goto(f"{address}/post")
    page.get_by_label("What do you want?").fill("Find the leak")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Description").fill("It **drips**.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.get_by_role("button", name="Show how it will look").click()
    expect(page.locator("#preview strong")).to_have_text("drips")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Summary").fill("From the other window.")
    expect(other.locator("#saved")).to_contain_text("Saved at")
    page.get_by_label("Summary").fill("From the first.")
    page.locator("form.step").get_by_role("button", name="Next").last.click()
    expect(page.get_by_text("It was changed elsewhere while you wrote.")).to_be_visible()
    assert violations(page) == []
    page.locator("form.step").get_by_role("button", name="Next").last.click()
    page.get_by_label("Amount").fill("1500")
    page.get_by_role("button", name="Add another").click()
    expect(page.get_by_label("Amount")).to_have_count(2)
    expect(page.get_by_label("Amount").first).to_have_value("1500")
    page.get_by_role("button", name="Remove 2").click()
    expect(page.get_by_label("Amount")).to_have_count(1)
    assert Challenge.objects.get().summary == "From the first."
    assert [line for line in said if "409" not in line] == []


def test_what_was_typed_goes_along_by_a_link_and_stays_when_one_leaves(page, said, address, maker):
    let_be(page.context, maker, address)
    page.goto(f"{address}/post")
    page.get_by_label("What do you want?").fill("Find the leak")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Summary").fill("It drips.")
    page.get_by_role("link", name="Prizes", exact=True).first.click()
    page.get_by_label("Amount").fill("200")
    expect(page.locator("#cost")).to_contain_text("$210.00 to pay")
    expect(page.locator("#lacking")).not_to_contain_text("Summary")
    expect(page.locator("#lacking")).not_to_contain_text("Offer at least one prize")
    page.get_by_role("link", name="Details").first.click()
    expect(page.get_by_label("Summary")).to_have_value("It drips.")
    page.get_by_label("Description").fill("Say where.")
    page.goto("about:blank")
    for _ in range(100):
        if Challenge.objects.get().statement:
            break
        page.wait_for_timeout(50)
    assert Challenge.objects.get().statement == "Say where."
    assert said == []


def test_without_script_it_is_posted_and_paid_too(browser, address, maker):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    let_be(context, maker, address)
    page.goto(f"{address}/post")
    challenge = write(page, address)
    page.get_by_role("button", name="Send for review").click()
    approve(browser.new_context(java_script_enabled=False).new_page(), address, challenge)
    page.get_by_role("link", name="Look again").click()
    pay(page)
    expect(page.get_by_role("heading", name="Waiting for Stripe's word")).to_be_visible()
    book()
    expect(page.get_by_role("heading", name="Paid, and held")).to_be_visible(timeout=10_000)  # it looks again by itself
    context.close()
