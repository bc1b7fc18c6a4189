"""What people do on pages, in the words of the pages: each step takes a page, and leaves it where a person would be.

They press what is written on a button and fill what a label names, so they play the same with script, without it and
on a phone.
"""

import re
from pathlib import Path

from django.core import mail
from playwright.sync_api import Page, expect

from tests.simulator import GOOD

PASSWORD = "plums in the icebox"
POINTS = "80"


def sign_up(page: Page, address: str, name: str) -> str:
    """Open an account, follow the link in the mail, sign in; the address of the new person's mail."""
    email = f"{name.lower()}@example.com"
    page.goto(address)
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign Up").click()
    expect(page.get_by_text(email)).to_be_visible()
    page.goto(link_of_mail(email))
    page.get_by_role("button", name="Confirm").click()
    sign_in(page, email)
    return email


def sign_in(page: Page, email: str) -> None:
    """By address and password, on the page that asks for them; one's own matters are next."""
    prove_oneself(page, email)
    expect(page.get_by_role("heading", name="Mine", exact=True)).to_be_visible()


def prove_oneself(page: Page, email: str) -> None:
    """The same, where another page is next."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()


def link_of_mail(email: str) -> str:
    """Where the newest mail to this address leads."""
    newest = next(one for one in reversed(mail.outbox) if one.to == [email])
    found = re.search(r"http://\S+", str(newest.body))
    assert found, newest.body
    return found.group()


def write(page: Page, address: str, title: str) -> None:
    """A new company's first challenge; what the wizard proposes is taken."""
    page.goto(f"{address}/post")
    page.get_by_label("What do you want?").fill(title)
    page.get_by_label("A company that is not here yet").check()
    page.get_by_label("Name of the company").fill("Orchard")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Summary").fill("It drips, and nobody knows where.")
    page.get_by_label("Description").fill("Say *where* it drips.")
    following(page)
    page.get_by_label("Amount").fill("1500")
    following(page)
    page.get_by_label("You may use it").check()
    for _ in range(3):
        following(page)
    expect(page.get_by_text("Orchard is not verified yet")).to_be_visible()


def following(page: Page) -> None:
    """On to the wizard's next step."""
    page.locator("form.step").get_by_role("button", name="Next").last.click()


def verify(page: Page, address: str) -> None:
    """A moderator looks at a new company."""
    page.goto(f"{address}/review")
    page.get_by_role("link", name="New sponsors").click()
    page.get_by_role("button", name="They are who they say").click()
    expect(page.get_by_role("button", name="They are who they say")).to_have_count(0)


def hand_in(page: Page) -> None:
    """The sponsor looks again, and nothing is missing."""
    page.reload()
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_role("heading", name="A moderator reads it now")).to_be_visible()


def approve(page: Page, address: str, title: str) -> None:
    """The moderator reads the challenge, and lets it out."""
    page.goto(f"{address}/review")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The sponsor can pay now")).to_be_visible()


def pay(page: Page) -> None:
    """At Stripe's own page, to which the button leads; then back, waiting for Stripe's word."""
    page.get_by_role("button", name="at Stripe").click()
    page.get_by_label("Card number").fill(GOOD)
    page.get_by_role("button", name=re.compile("^Pay ")).first.click()
    expect(page.get_by_role("heading", name="Waiting for Stripe's word")).to_be_visible()


def invite(page: Page, address: str, challenge: str, email: str) -> None:
    """The sponsor asks somebody to judge."""
    page.goto(f"{address}/challenges/{challenge}/panel")
    page.get_by_label("Address").fill(email)
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text(f"{email} is invited")).to_be_visible()


def onboard(page: Page, address: str) -> None:
    """Say at Stripe's own page who one is and where the money goes."""
    page.goto(f"{address}/mine/earnings")
    page.get_by_role("button", name="Go to Stripe's onboarding").click()
    page.get_by_role("button", name="Agree and submit").click()
    page.wait_for_url(f"{address}/**")


def enter(page: Page, address: str, title: str, notes: Path) -> None:
    """From the board to the receipt, with a file."""
    page.goto(f"{address}/challenges")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Enter").click()
    page.get_by_label("Title of your entry").fill("By the sound")
    page.get_by_label("I have read these terms").check()
    page.get_by_role("button", name="Begin my entry").click()
    page.get_by_label("Text").fill("Listen at the **joints**.")
    page.get_by_label(re.compile("Add a file|choose them")).set_input_files(notes)
    if page.get_by_role("button", name="Add it").is_visible():
        page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text(f"Added: {notes.name}")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()


def accept_seat(page: Page, address: str) -> None:
    """The judge finds the invitation and takes it."""
    page.goto(f"{address}/judging")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("You are on the panel")).to_be_visible()


def score_by_keys(page: Page, address: str) -> None:
    """State no conflict, give points, say why, lock: on keys alone."""
    page.goto(f"{address}/judging")
    page.get_by_role("link", name="Start scoring").press("Enter")
    expect(page.get_by_role("button", name="None: score it")).to_be_focused()
    page.keyboard.press("Enter")
    first = page.locator("[data-mark] input").first
    expect(first).to_be_focused()
    for _ in range(page.locator("[data-mark]").count()):
        page.keyboard.type(POINTS)
        page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.type("It names the joint and the hour.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is locked")).to_be_visible()


def score_by_hand(page: Page, address: str) -> None:
    """The same by filling and pressing."""
    page.goto(f"{address}/judging")
    page.get_by_role("link", name="Start scoring").click()
    page.get_by_role("button", name="None: score it").click()
    for field in page.locator("[data-mark] input").all():
        field.fill(POINTS)
    page.get_by_label("Comment for the entrant").first.fill("It names the joint and the hour.")
    page.locator("#lock summary").click()
    page.get_by_role("button", name="Lock, and on to the next").click()
    expect(page.get_by_text("is locked")).to_be_visible()


def decide(page: Page, address: str, challenge: str) -> None:
    """The sponsor says why the first place wins, reads what everyone will be told, and decides."""
    page.goto(f"{address}/challenges/{challenge}/decide")
    page.locator("#id_reason_0").fill("It found the leak.")
    page.get_by_role("button", name="Preview what everyone is told").click()
    page.get_by_role("button", name="Decide, and tell everyone").click()
    expect(page.get_by_text("It is decided, and everyone")).to_be_visible()


def accept_prize(page: Page, address: str) -> None:
    """The winner finds the prize among what waits, and takes it."""
    page.goto(f"{address}/mine")
    page.locator(".waits a").first.click()
    page.get_by_role("button", name="Accept the prize").click()
    expect(page.get_by_text("Accepted: the prize is yours")).to_be_visible()


def approve_payout(page: Page, address: str) -> None:
    """Finance finds what waits, and approves it."""
    page.goto(f"{address}/admin/")
    page.get_by_role("link", name="Payouts to approve").click()
    page.locator("#result_list tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="Approve", exact=True).click()
    page.get_by_label("Reason").fill("Papers seen.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("Approve: done.")


def trace(page: Page, address: str, reference: str) -> None:
    """Every cent of the purse came from somewhere and went somewhere: nothing is left over."""
    page.goto(f"{address}/admin/trace?id={reference}")
    expect(page.get_by_role("heading", name="Every cent in USD")).to_be_visible()
    expect(page.locator("tfoot td:last-child")).to_have_text(["0"])


def compare(page: Page, address: str) -> None:
    """The books and Stripe say the same, to the cent."""
    page.goto(f"{address}/admin/")
    expect(page.get_by_role("row", name="USD").first.locator("td").last).to_have_text("$0.00")
