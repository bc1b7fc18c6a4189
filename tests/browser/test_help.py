"""The guide in a real browser: its pictures come in the reader's theme, and nothing moves when they do."""

from playwright.sync_api import Page, expect

from tests.browser.reading import look
from tests.browser.serving import served

SHIFTS = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 50);
})"""
IS_DRAWN = "(picture) => picture.decode().then(() => picture.currentSrc)"


def test_a_page_is_for_everyone_its_pictures_follow_the_theme_and_nothing_moves(page: Page, committed_db, said):
    with served() as address:
        look(page, f"{address}/help/solvers")
        look(page, f"{address}/help")
        page.get_by_role("link", name="For solvers").click()
        page.get_by_label("On this page").get_by_role("link", name="Enter", exact=True).click()
        expect(page.get_by_role("heading", name="Enter", exact=True)).to_be_in_viewport()
        picture = page.get_by_alt_text("The board", exact=True)
        for scheme, ending in (("light", "board.png"), ("dark", "board-dark.png")):
            page.emulate_media(color_scheme=scheme)
            picture.scroll_into_view_if_needed()
            assert picture.evaluate(IS_DRAWN).endswith(ending)
        assert page.evaluate(SHIFTS) == 0
    assert said == []
