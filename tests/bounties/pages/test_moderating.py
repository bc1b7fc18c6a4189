"""A moderator reads what was handed in, and says what becomes of it, as by the API."""

import pytest
from django.test import Client

from bounties.challenges import asking, reviewing
from bounties.challenges.models import Challenge
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_sponsor, make_staff, make_user

pytestmark = pytest.mark.django_db


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def desk():
    return browser_of(make_staff("moderator"))


@pytest.fixture
def waiting():
    return make_challenge("in_review")


def test_what_waits_is_found_read_and_approved(desk, waiting):
    assert waiting.title in desk.get("/review").content.decode()
    assert waiting.summary in desk.get(f"/review/{waiting.pk}").content.decode()
    assert desk.post(f"/review/{waiting.pk}", {"do": "approve"}).url == "/review"
    assert Challenge.objects.get().status == "approved"
    assert waiting.title not in desk.get("/review").content.decode().partition("<h1>")[2]


def test_nobody_approves_what_they_have_not_read(desk, waiting):
    read = desk.get(f"/review/{waiting.pk}").context["challenge"].version
    reviewing.request_changes(challenge_id=waiting.pk, reason="Say which sensors.", by=make_staff("moderator", "mia"))
    reviewing.submit(challenge_id=waiting.pk, by=waiting.created_by)
    for act in ("approve", "reject", "request-changes"):
        again = desk.post(f"/review/{waiting.pk}", {"do": act, "reason": "No.", "version": read})
        assert "Read it again" in again.content.decode()
    assert Challenge.objects.get().status == "in_review"
    now = again.content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert desk.post(f"/review/{waiting.pk}", {"do": "approve", "version": now}).url == "/review"


def test_whoever_handed_in_first_is_read_first_however_long_others_were_drafts(desk):
    early, late = make_challenge("draft", title="Begun first"), make_challenge("draft", title="Handed in first")
    for challenge in (late, early):
        reviewing.submit(challenge_id=challenge.pk, by=challenge.created_by)
    rows = desk.get("/review").context["rows"]
    assert [row.title for row in rows] == ["Handed in first", "Begun first"]
    assert rows[0].since < rows[1].since


@pytest.mark.parametrize(("act", "status"), [("request-changes", "changes_requested"), ("reject", "rejected")])
def test_a_refusal_says_why_and_its_sponsor_reads_it(desk, waiting, act, status):
    without = desk.post(f"/review/{waiting.pk}", {"do": act})
    assert "Tell the sponsor what to change" in without.content.decode()
    assert desk.post(f"/review/{waiting.pk}", {"do": act, "reason": "Say which sensors."}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == status
    if status == "changes_requested":
        page = browser_of(waiting.created_by).get(f"/challenges/{waiting.pk}/edit/details")
        assert "Say which sensors." in page.content.decode()


def test_nobody_reviews_for_a_sponsor_of_their_own(waiting):
    moderator = make_staff("moderator")
    waiting.sponsor.memberships.create(user=moderator, role="viewer")
    desk = browser_of(moderator)
    assert "you act for its sponsor yourself" in desk.get(f"/review/{waiting.pk}").content.decode()
    assert desk.post(f"/review/{waiting.pk}", {"do": "approve"}).status_code == 403


def test_a_sponsor_is_verified_with_one_button(desk):
    sponsor = make_sponsor(make_user(), "Leak Works", verified=False)
    assert "Leak Works" in desk.get("/review/waiting/sponsors").content.decode()
    desk.post(f"/review/sponsors/{sponsor.pk}")
    sponsor.refresh_from_db()
    assert sponsor.verified_at


def test_what_waits_for_good_does_not_hide_what_came_after_it(desk):
    for number in range(51):
        make_sponsor(make_user(), f"Works {number:02}", verified=False)
    first = desk.get("/review/waiting/sponsors")
    following = first.context["following"]
    assert "Works 50" not in first.content.decode()
    assert f'href="{following}"' in first.content.decode()
    last = desk.get(f"/review/waiting/sponsors{following}")
    assert [row.title for row in last.context["rows"]] == ["Works 50"]
    assert desk.get("/review/waiting/sponsors?from=100").url == "/review/waiting/sponsors"


@pytest.mark.parametrize("page", ["questions", "", "ask"])
def test_a_flood_of_questions_hides_neither_answers_nor_what_waits(page, monkeypatch):
    monkeypatch.setattr(asking, "MOST_SHOWN", 2)
    challenge, asker = make_challenge("open"), make_user()
    first, *_flood, last = (asking.ask(challenge_id=challenge.pk, body=f"Q{n}?", by=asker) for n in range(4))
    asking.answer(question_id=last.pk, text="Because.", by=challenge.created_by)
    address = f"/challenges/{challenge.pk}/{page}".rstrip("/")
    assert list(browser_of(asker).get(address).context["questions"]) == [last, first]
    if page == "questions":
        assert last not in browser_of(challenge.created_by).get(address).context["questions"]


def test_a_sponsor_sees_what_waits_for_them_and_answers_once():
    challenge = make_challenge("open")
    asking.ask(challenge_id=challenge.pk, body="Which sensors?", by=make_user())
    owner = browser_of(challenge.created_by)
    assert "1 question waits." in owner.get("/mine").content.decode()
    question = challenge.questions.get()
    address = f"/challenges/{challenge.pk}/questions"
    assert owner.post(address, {"question": str(question.pk), "text": "**Two** of them."}).url == address
    assert "<strong>Two</strong> of them." in owner.get(address).content.decode()
    again = owner.post(address, {"question": str(question.pk), "text": "Three."})
    assert "answered already" in again.content.decode()


def test_whoever_may_enter_asks_and_the_sponsor_s_side_does_not():
    challenge = make_challenge("open")
    address = f"/challenges/{challenge.pk}/questions"
    solver = browser_of(make_user())
    assert solver.post(address, {"text": "Which sensors?"}).status_code == 302
    assert "Which sensors?" in Client().get(address).content.decode()
    assert "Ask the sponsor" not in browser_of(challenge.created_by).get(address).content.decode()
    assert Client().post(address, {"text": "Who?"}).url.startswith("/accounts/login/")
