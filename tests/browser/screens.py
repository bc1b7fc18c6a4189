"""Every screen that is drawn for the docs: who looks, at what, and what is said under it.

`{name}` in a path is an id of tests/browser/scenes.py; a way that is no path is walked by clicks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

NOBODY = ""
Way = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: where it begins, what it shows, and what is done there before."""

    name: str
    path: str
    caption: str
    way: Way | None = None


def first(pattern: str) -> Way:
    """Follow the first link whose address has these letters."""

    def go(page: Page) -> None:
        page.goto(page.locator(f"main a[href*='{pattern}']").first.evaluate("link => link.href"))

    return go


def begin_to_score(page: Page) -> None:
    """Of the first entry, with the statement that there is no conflict."""
    first("/judging/")(page)
    statement = page.get_by_role("button", name="None: score it")
    if statement.count():
        statement.click()
        page.get_by_label("Comment").first.wait_for()


def preview_the_decision(page: Page) -> None:
    """Give each place its reason, and look at what everyone would be told."""
    for reason in page.locator("main textarea").all():
        reason.fill("So ranked the panel: it lasts, and a small workshop can build it.")
    page.get_by_role("button", name="Preview what everyone is told").click()
    page.get_by_role("heading", name="What everyone will be told").scroll_into_view_if_needed()


def what_judges_said(page: Page) -> None:
    """Of the entry that stands last among one's own: the oldest."""
    page.goto(page.locator("main a[href*='/entries/']").last.evaluate("link => link.href") + "/feedback")


def trace_a_purse(page: Page) -> None:
    """Every cent of one challenge."""
    reference = page.get_by_role("row", name="A propeller").first.locator(".field-reference").inner_text()
    page.goto(f"{page.url.split('/admin/')[0]}/admin/trace?id={reference}")


SCREENS: dict[str, list[Screen]] = {
    NOBODY: [
        Screen("home", "/", "Home: what it is, and live figures"),
        Screen("board", "/challenges", "The board, with facets and search"),
        Screen("challenge", "/challenges/{bird}", "A challenge"),
        Screen("results", "/challenges/{propeller}", "A decided challenge, with its results"),
        Screen("changes", "/challenges/{greenhouse}/changes", "What changed since a challenge went public"),
        Screen("collecting", "/challenges/{orchard}", "A challenge that many pay for together"),
        Screen("question", "/challenges/{question}", "A question with its answers"),
        Screen("answer", "/answers/{answer}", "An answer, its votes and remarks"),
        Screen("ideas", "/challenges/{ideas}", "An idea board"),
        Screen("idea", "/ideas/{idea}", "An idea, its votes and remarks"),
        Screen("ballot", "/challenges/{vote}/ballot", "A ballot while votes are taken"),
        Screen("gallery", "/challenges/{vote}", "A public vote, with its gallery"),
        Screen("sponsor-record", "/sponsors/{sponsor}", "The public record of a sponsor"),
        Screen("solvency", "/solvency", "Held and owed, against Stripe"),
        Screen("people", "/people", "Who wins"),
        Screen("person", "/people/tomas", "The page of somebody who shows it"),
        Screen("sign-in", "/accounts/login/", "Signing in"),
        Screen("sign-up", "/accounts/signup/", "Signing up"),
        Screen("help", "/help", "Help"),
        Screen("not-found", "/challenges/00000000-0000-7000-8000-000000000000", "What is not there"),
    ],
    "maker": [
        Screen("post", "/post", "Posting a challenge: the first three choices"),
        Screen("wizard-details", "/challenges/{draft}/edit/details", "The form's first step: details"),
        Screen("wizard-prizes", "/challenges/{draft}/edit/prizes", "Prizes"),
        Screen("wizard-rules", "/challenges/{draft}/edit/rules", "Rules and rights"),
        Screen("wizard-rubric", "/challenges/{draft}/edit/rubric", "The rubric"),
        Screen("wizard-timeline", "/challenges/{draft}/edit/timeline", "The timeline"),
        Screen("wizard-review", "/challenges/{draft}/edit/review", "The review before it is sent"),
        Screen("rehearsal", "/challenges/{draft}/rehearsal", "A rehearsal of its whole life"),
        Screen("fund", "/challenges/{unpaid}/fund", "Paying"),
        Screen(
            "funding-return", "/challenges/{unpaid}/funding?session_id=back", "Back from Stripe: waiting for its word"
        ),
        Screen("disputed", "/challenges/{taken_back}/payments", "A payment that the card's bank took back"),
    ],
    "sponsor": [
        Screen("mine-sponsor", "/mine", "What waits for a sponsor"),
        Screen(
            "manage", "/challenges/{greenhouse}/manage", "A challenge that runs, and what may still be done with it"
        ),
        Screen("change-terms", "/challenges/{greenhouse}/terms/timeline", "Changing the terms of what runs"),
        Screen("raise", "/challenges/{greenhouse}/raise", "Raising a prize"),
        Screen("payments", "/challenges/{greenhouse}/payments", "What was paid for a challenge"),
        Screen("back", "/challenges/{orchard}/back", "Adding to a prize that many pay for"),
        Screen("call-off", "/challenges/{greenhouse}/call-off", "Calling a challenge off"),
        Screen("keep-template", "/challenges/{bird}/template", "Keeping a challenge as a template"),
        Screen("templates", "/sponsors/{sponsor}/templates", "A sponsor's templates"),
        Screen("sponsor-profile", "/sponsors/{sponsor}/profile", "Who a sponsor is, by its owner"),
        Screen("members", "/sponsors/{sponsor}/members", "Who may act for a sponsor"),
        Screen("statements", "/sponsors/{sponsor}/statements", "A sponsor's statement"),
        Screen("promise", "/sponsors/{sponsor}/promise", "What a sponsor promises about its speed"),
        Screen("offers", "/challenges/{request}/decide", "Offers, opened together"),
        Screen("messages", "/entries/{offer}/messages", "Messages by alias"),
        Screen("threads", "/mine/messages", "All one's messages"),
        Screen("questions", "/challenges/{greenhouse}/questions", "The question board"),
        Screen("entries", "/challenges/{bins}/entries", "The entries, under aliases"),
        Screen("panel", "/challenges/{bins}/panel", "The panel"),
        Screen("ranking", "/challenges/{panel}/ranking", "The ranking, and how far judges are apart"),
        Screen("decide", "/challenges/{panel}/decide", "Deciding"),
        Screen("decide-preview", "/challenges/{panel}/decide", "What everyone will be told", preview_the_decision),
        Screen("queue", "/challenges/{queue}/review-queue", "A queue"),
    ],
    "solver1": [
        Screen("mine-solver", "/mine", "What waits for a solver"),
        Screen("enter", "/challenges/{choir}/enter", "What one agrees to, and whether one can be paid"),
        Screen("entry-editor", "/entries/{entry}", "The editor"),
        Screen("team", "/entries/{entry}/team", "The team and its shares"),
        Screen("version", "/entries/{entry}/versions/2", "Two versions compared"),
        Screen("receipt", "/entries/{entry}/receipts/2", "A receipt"),
        Screen("feedback", "/mine", "What the judges said", what_judges_said),
        Screen("award", "/awards/{award}", "An award"),
        Screen("earnings", "/mine/earnings", "Earnings"),
        Screen("tax-form", "/mine/tax-form", "A tax form"),
        Screen("news", "/news", "News"),
        Screen("account", "/account", "One's own account"),
        Screen("notifications", "/account/notifications", "Which mails one gets"),
        Screen("tokens", "/account/tokens", "Tokens"),
        Screen("data", "/account/data", "One's own data"),
        Screen("sessions", "/accounts/sessions/", "Sessions"),
        Screen("mfa", "/accounts/2fa/", "Second factors and passkeys"),
    ],
    "solver2": [
        Screen("answer-charge", "/charges/{own_charge}", "A charge to answer"),
        Screen("consent", "/entries/{entry}/consent", "Asked to be of a team"),
    ],
    "solver3": [Screen("appeal", "/awards/{award}/appeal", "An appeal")],
    "solver5": [Screen("debt", "/sponsors/{owing}/debt", "What a sponsor owes")],
    "judge3": [
        Screen("invited-to-act", "/invitations/{invitation}", "Asked to act for a sponsor"),
        Screen("invited-to-judge", "/judging", "Asked to judge"),
    ],
    "judge1": [
        Screen("judging", "/judging", "Invitations and panels"),
        Screen("scoring", "/judging", "An entry beside the rubric", begin_to_score),
    ],
    "moderator": [
        Screen("review", "/review", "What waits for a moderator"),
        Screen("review-challenge", "/review", "A challenge to review", first("/review/")),
        Screen("pause", "/challenges/{greenhouse}/pause", "Pausing a challenge"),
        Screen("propose", "/challenges/{greenhouse}/propose/timeline", "Putting a change to the entrants"),
        Screen("charge", "/review/entries/{offer}/charge", "Charging an entry"),
        Screen("departure", "/review/departures/{panel}", "Consenting that a sponsor departs from the ranking"),
        Screen("likeness", "/review/likenesses/{likeness}", "Two entries that look alike"),
        Screen("reported-message", "/review/messages/{rude}", "A message that was reported"),
    ],
    "arbiter": [
        Screen("arbiter", "/review", "What waits for an arbiter"),
        Screen("hear-appeal", "/review/appeals/{hearing}", "An appeal to decide"),
        Screen("hear-charge", "/review/charges/{charge}", "A charge to decide"),
        Screen("audit", "/review/votes/{vote}", "Ballots in doubt"),
    ],
    "arbiter2": [Screen("score-anew", "/review/appeals/{rereview}/scores", "Entries to score anew")],
    "finance1": [
        Screen("desk-home", "/admin/", "The finance desk"),
        Screen("desk-payouts", "/admin/payments/payout/", "The payout queue"),
        Screen("desk-trace", "/admin/payments/purse/?status__exact=closed", "Every cent of a challenge", trace_a_purse),
    ],
}


def named() -> Iterator[str]:
    """The name of each picture."""
    for screens in SCREENS.values():
        yield from (screen.name for screen in screens)
