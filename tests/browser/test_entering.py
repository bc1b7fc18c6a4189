"""A solver in a real browser: enters, writes in two windows, drops a file, hands in, and comes too late."""

import pytest
from playwright.sync_api import expect

from bounties.entries.models import Entry
from tests.bounties.awards.conftest import award_of, decide
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.bounties.staging import hold_purse, judging_stage
from tests.browser.reading import TABLET, look, violations
from tests.browser.serving import let_be, served
from tests.clock import move_clock
from workers.clock import laurel_now

DROP = """() => {
  const data = new DataTransfer();
  data.items.add(new File(["Some notes."], "notes.txt", {type: "text/plain"}));
  return data;
}"""


@pytest.fixture
def address(committed_db):
    with served() as address:
        yield address


@pytest.fixture
def solver(address):
    return make_user(country="US")


def test_a_solver_enters_writes_in_two_windows_drops_a_file_and_hands_in(page, said, address, solver):
    challenge = make_challenge()
    let_be(page.context, solver, address)
    look(page, f"{address}/challenges/{challenge.pk}/enter")
    page.set_viewport_size(TABLET)
    page.get_by_label("Title of your entry").fill("The slope of two sensors")
    page.get_by_label("I have read these terms").check()
    page.get_by_role("button", name="Begin my entry").click()
    expect(page.get_by_text("Your entry is begun")).to_be_visible()
    editor = page.url
    page.get_by_label("Text").fill("Measure **twice**.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("twice")

    other = page.context.new_page()
    other.goto(editor)
    other.get_by_label("Text").fill("From another window.")
    expect(other.locator("#saved")).to_contain_text("Saved at")
    page.get_by_label("Text").fill("From the first.")
    expect(page.locator("#saved")).to_contain_text("another window")
    said[:] = [line for line in said if "422" not in line]  # the browser's own word for an answer that says no
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What is saved, against what you typed here")).to_be_visible()
    assert violations(page) == []
    said[:] = [line for line in said if "422" not in line]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It is not handed in yet")).to_be_visible()

    page.dispatch_event(".drop", "drop", {"dataTransfer": page.evaluate_handle(DROP)})
    expect(page.get_by_text("Added: notes.txt")).to_be_visible()
    expect(page.locator("#files").get_by_role("link", name="notes.txt")).to_be_visible()
    look(page, editor)
    page.set_viewport_size(TABLET)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the receipt").click()
    assert download.value.suggested_filename.startswith("laurel-receipt-")
    look(page, page.url)
    version = Entry.objects.get().versions.get()
    assert (version.body, [file["name"] for file in version.files]) == ("From the first.", ["notes.txt"])
    assert said == []


FOCUS = """() => {
  const found = document.activeElement, style = getComputedStyle(found);
  const label = found.labels && found.labels[0] ? found.labels[0] : found;
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {name: label.innerText.trim(), is_seen: isRinged && found.getBoundingClientRect().height > 0};
}"""
LONGEST_WAY = 30  # stops of Tab from the head of a page to what one wants


def tab_to(page, name):
    """Press Tab until this has the focus; each stop on the way is seen. Returns the names of all of them."""
    stops = []
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["is_seen"], stops
        stops.append(at["name"])
        if name in at["name"]:
            return stops
    raise AssertionError(stops)


def test_it_is_entered_and_handed_in_by_keys_alone(page, said, address, solver):
    challenge = make_challenge()
    let_be(page.context, solver, address)
    page.goto(f"{address}/challenges/{challenge.pk}")
    assert tab_to(page, "Enter")[0] == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Enter this challenge")).to_be_visible()
    tab_to(page, "Title of your entry")
    page.keyboard.type("By keys")
    assert tab_to(page, "Begin my entry")[:-1] == ["I have read these terms, and enter under them."]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your entry is begun")).to_be_visible()
    tab_to(page, "Text")
    page.keyboard.type("Measure twice.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    assert tab_to(page, "Hand in") == ["Preview", "Drop files here, or choose them:", "Hand in"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    assert Entry.objects.get().versions.get().body == "Measure twice."
    assert said == []


def test_the_same_goes_without_script(browser, address, solver, tmp_path):
    challenge, notes = make_challenge(), tmp_path / "notes.txt"
    notes.write_text("Some notes.")
    context = browser.new_context(java_script_enabled=False)
    let_be(context, solver, address)
    page = context.new_page()
    page.goto(f"{address}/challenges/{challenge.pk}/enter")
    page.get_by_label("Title of your entry").fill("By hand")
    page.get_by_label("I have read these terms").check()
    page.get_by_role("button", name="Begin my entry").click()
    page.get_by_label("Text").fill("Measure **twice**.")
    page.get_by_label("Add a file").set_input_files(notes)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Added: notes.txt")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Measure **twice**.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    context.close()


def test_the_editor_closes_when_the_time_is_over_by_the_server_s_clock(page, address, solver):
    challenge = make_challenge()
    entry = make_entry(challenge, solver, submit=False)
    let_be(page.context, solver, address)
    move_clock(seconds=(challenge.closes_at - laurel_now()).total_seconds() - 3)
    page.goto(f"{address}/entries/{entry.pk}")
    expect(page.get_by_text("The time is over")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Hand in")).to_be_disabled()
    page.get_by_role("link", name="See how it stands").click()
    expect(page.get_by_text("Too late: the challenge closed")).to_be_visible()
    look(page, page.url)


def test_what_became_of_it_is_for_everyone_to_read(page, said, address):
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    award, loser = award_of(stage, 0), stage.entries[2]
    let_be(page.context, stage.entries[0].entrant, address)
    for path in (f"awards/{award.pk}", "mine/earnings", f"entries/{stage.entries[0].pk}/versions/1", "mine"):
        assert look(page, f"{address}/{path}").status == 200
    let_be(page.context, loser.entrant, address)
    for path in (f"entries/{loser.pk}", f"entries/{loser.pk}/feedback", f"awards/{award.pk}/appeal"):
        assert look(page, f"{address}/{path}").status == 200
    assert said == []
