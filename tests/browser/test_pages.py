"""The pages in a real browser: readable for everyone, quiet on the console, whole on a phone and without script."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.reading import look, violations

pytestmark = pytest.mark.xdist_group("demo")
# With the demo's many rows; tests/browser/test_every_page.py opens each page there is, those of accounts too.
PUBLIC = ["/", "/style", "/challenges", "/challenges?q=no-such-word"]


@pytest.fixture
def web(demo_stack):
    return demo_stack.described()["web"]


def sign_in(page, web, name):
    page.goto(f"{web}/accounts/login/")
    page.get_by_label("Email").fill(f"{name}@demo.test")
    page.get_by_label("Password").fill("laurel-demo")
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url(f"{web}/mine")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everyone(page, web, said, path):
    assert look(page, f"{web}{path}").status == 200
    assert said == []


def test_a_challenge_is_found_and_read(page, web, said):
    page.goto(f"{web}/challenges")
    page.get_by_label("Words").fill("propeller")
    page.wait_for_url("**/challenges?q=propeller")  # the list follows what one types, and so does the address
    page.go_back()
    expect(page.get_by_role("link", name="Frost on the orchard's lowest row")).to_be_visible()
    page.go_forward()
    page.get_by_role("link", name="A propeller that a neighbour forgives").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A propeller that a neighbour forgives")
    expect(page.get_by_text("$4,000.00").first).to_be_visible()
    expect(page.get_by_role("heading", name="Results")).to_be_visible()
    look(page, page.url)
    assert said == []


def test_a_collection_is_read_and_priced(page, web, said):
    page.goto(f"{web}/challenges?q=orchard")
    page.get_by_role("link", name="Frost on the orchard's lowest row").click()
    expect(page.get_by_text("$485.00 of $1,200.00 are held: 40 %")).to_be_visible()
    expect(page.get_by_text("2 backers")).to_be_visible()
    page.get_by_label("What would it cost me?").fill("100")
    page.get_by_role("button", name="Show the price").click()
    expect(page.get_by_text("$105.00")).to_be_visible()
    look(page, page.url)
    assert said == []


@pytest.mark.parametrize("name", ["sponsor", "solver1", "judge1", "admin"])
def test_one_s_own_matters_are_shown(page, web, said, name):
    sign_in(page, web, name)
    assert look(page, f"{web}/mine").status == 200
    assert said == []


def test_a_solver_sees_what_was_won(page, web):
    sign_in(page, web, "solver1")
    expect(page.get_by_role("listitem").filter(has_text="Owl's comb").get_by_text("Won", exact=True)).to_be_visible()
    page.goto(f"{web}/mine/earnings")
    expect(
        page.get_by_role("row", name="A propeller that a neighbour forgives").last.get_by_text("$4,000.00")
    ).to_be_visible()


def test_a_wrong_password_is_said_and_nothing_is_lost(page, web):
    page.goto(f"{web}/accounts/login/")
    page.get_by_label("Email").fill("solver1@demo.test")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page.get_by_text("not correct")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value("solver1@demo.test")


def test_what_does_not_exist_is_a_page_too(page, web):
    answer = page.goto(f"{web}/challenges/00000000-0000-7000-8000-000000000000")
    assert answer.status == 404
    assert violations(page) == []
    expect(page.get_by_role("link", name="See all challenges")).to_be_visible()


def test_a_draft_is_not_found_by_strangers(page, web, demo_stack):
    page.goto(f"{web}/challenges?q=bench")
    expect(page.get_by_text("No challenge matches.")).to_be_visible()


def test_it_works_without_script(browser, web):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, web, "solver2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine")
    context.close()


def test_whoever_signs_in_by_keys_goes_from_the_address_to_the_password(page, web):
    page.goto(f"{web}/accounts/login/")
    page.get_by_label("Email").press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()


def test_a_visitor_reads_hours_in_their_own_zone_and_shows_it_to_who_signs_up(browser, web):
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto(f"{web}/challenges?q=choir")
    page.get_by_role("link", name="Seat a choir").click()
    closes = page.get_by_role("complementary").locator("time[title*='UTC']").nth(1)
    expect(closes).to_contain_text("Asia/Tokyo")
    here = datetime.fromisoformat(closes.get_attribute("datetime")).astimezone(ZoneInfo("Asia/Tokyo"))
    expect(closes).to_contain_text(f"{here.day} {here:%b %Y, %H:%M}")
    page.goto(f"{web}/accounts/signup/")
    expect(page.locator("input[name=time_zone]")).to_have_value("Asia/Tokyo")
    context.close()


def test_no_page_lets_anything_inline_run(page, web):
    policy = page.goto(web).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
