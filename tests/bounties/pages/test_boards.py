"""Ideas and answers one by one: voted on, remarked on, followed, answered and merged on a page, as by the API."""

import pytest
from django.test import Client

from bounties.challenges.terms import PrizeTerms
from bounties.ideas.models import Idea, IdeaVote
from bounties.judging.models import AnswerComment, AnswerVote
from payments.payees.taxforms import TaxForm
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.bounties.ideas.conftest import board_stage
from tests.keeping import kept

pytestmark = pytest.mark.django_db
world = kept(lambda: board_stage(threshold=100))


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def address(world):
    return f"/ideas/{world.entries[0].pk}"


@pytest.fixture
def voter():
    return browser_of(make_user())


def test_whoever_sees_the_board_opens_an_idea_and_who_is_signed_in_votes(world, address, voter):
    assert address in text(Client().get(f"/challenges/{world.challenge.pk}"))
    assert "Sign in to vote" in text(Client().get(address))
    assert Client().post(address, {"act": "vote", "value": "for"}).url.startswith("/accounts/login/")
    assert voter.post(address, {"act": "vote", "value": "for"}).url == address
    assert "You voted for it." in text(voter.get(address))
    assert IdeaVote.objects.get().value == 1
    voter.post(address, {"act": "vote", "value": "none"})
    assert "Take it back" not in text(voter.get(address))


def test_nobody_votes_on_their_own_and_hears_so(world, address):
    owner = browser_of(world.entries[0].entrant)
    assert "It is yours, so others vote on it." in text(owner.get(address))
    assert owner.post(address, {"act": "vote", "value": "for"}).status_code == 403


def test_an_idea_is_followed_and_remarked_on(address, voter):
    assert voter.post(address, {"act": "follow"}).url == address
    assert "Hear no more of it" in text(voter.get(address))
    empty = voter.post(address, {"act": "comment", "comment-body": ""})
    assert "There is a problem" in text(empty)
    voter.post(address, {"act": "comment", "comment-body": "Do it in spring."})
    assert "Do it in spring." in text(Client().get(address))


def test_the_sponsor_says_what_becomes_of_it_and_merges_what_is_the_same(world, address, voter):
    sponsor, other = browser_of(world.owner), world.entries[1]
    assert "Say what becomes of it" not in text(voter.get(address))
    said = {"act": "answer", "answer-status": "planned", "answer-note": "In spring."}
    assert voter.post(address, said).status_code == 200
    assert not Idea.objects.filter(status="planned").exists()
    sponsor.post(address, said)
    assert "In spring." in text(voter.get(address))
    unsaid = sponsor.post(address, {"act": "merge", "merge-into": "", "merge-note": "The same, only longer."})
    assert "The same, only longer." in text(unsaid).partition("<textarea")[2]
    sponsor.post(address, {"act": "merge", "merge-into": str(other.pk), "merge-note": "The same."})
    shown = text(voter.get(address))
    assert ("which stands for it" in shown, f"/ideas/{other.pk}" in shown) == (True, True)
    assert "Merged into it" in text(voter.get(f"/ideas/{other.pk}"))


def test_an_answer_is_voted_on_and_remarked_on(voter):
    asked = make_challenge(format="question", prizes=(PrizeTerms(1, 2_000),), criteria=())
    answer = make_entry(asked)
    page = f"/answers/{answer.pk}"
    assert page in text(voter.get(f"/challenges/{asked.pk}"))
    voter.post(page, {"act": "vote", "value": "against"})
    assert AnswerVote.objects.get().value == -1
    voter.post(page, {"act": "comment", "comment-body": "It did not help."})
    assert "It did not help." in text(Client().get(page))


def test_what_is_said_last_is_read_however_much_was_said_before(address, world, voter):
    said = [
        AnswerComment(entry=world.entries[0], author=world.owner, is_official=True, body=f"Remark {n}.")
        for n in range(201)
    ]
    AnswerComment.objects.bulk_create(said)
    shown = text(voter.get(address))
    assert shown.index("Remark 199.") < shown.index("Remark 200.")
    assert "Remark 0." not in shown


def test_a_tax_form_is_signed_on_a_page_and_a_wrong_one_says_why():
    browser, said = browser_of(make_user()), {"legal_name": "Sam Solver", "country": "US", "kind": "w8ben"}
    assert "There is a problem" in text(browser.post("/mine/tax-form", said))
    wrong = text(browser.post("/mine/tax-form", said | {"certify": "on"}))
    assert "Who lives in the United States signs a W-9." in wrong
    assert browser.post("/mine/tax-form", said | {"certify": "on", "kind": "w9"}).url == "/mine/tax-form"
    assert "Sam Solver" in text(browser.get("/mine/tax-form"))
    assert TaxForm.objects.get().kind == "w9"
