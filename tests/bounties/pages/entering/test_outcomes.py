"""What becomes of an entry, read and answered on its pages: team, screening, charge, feedback, appeal, prize."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.awards import confirming
from bounties.awards.models import Appeal, Award
from bounties.entries import disqualifying, screening
from bounties.entries.models import TeamShare
from bounties.pages.entering import earnings
from bounties.pages.entering.waiting import waits_of
from payments.payouts.models import Payout
from tests.bounties.awards.conftest import award_of, decide
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.community.conftest import published
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.pages.test_queries import BRACKETS
from tests.bounties.staging import hold_purse, judging_stage
from tests.clock import move_clock

MOST = 12
pytestmark = pytest.mark.django_db
SHORT = {"screening": 600, "cure": 600}


def web_of(user):
    client = Client()
    client.force_login(user)
    return client


def read(user, path, **typed):
    client = web_of(user)
    answer = client.post(path, typed, follow=True) if typed else client.get(path)
    assert answer.status_code in {200, 422}, path
    return html.unescape(answer.content.decode())


def said_to(user):
    return {str(wait.says): wait.path for wait in waits_of(user)}


def members(*rows, version):
    form = {"version": version, "form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, (email, percent) in enumerate(rows):
        form |= {f"form-{number}-email": email, f"form-{number}-percent": percent}
    return form


def test_a_captain_offers_shares_and_the_member_agrees_on_a_page_of_their_own():
    captain, friend = make_user(), make_user()
    entry = make_entry(make_challenge(), captain, submit=False)
    address = f"/entries/{entry.pk}/team"
    page = read(captain, address, **members((friend.email, "120"), version=1))
    assert "less than or equal to 100" in page
    page = read(captain, address, **members((friend.email, "60"), ("b@example.com", "50"), version=1))
    assert "The shares sum to 11000" in page
    read(captain, address, **members((friend.email.upper(), "33.3"), version=1))
    assert TeamShare.objects.get(email=friend.email).share_bp == 3_330
    offer = said_to(friend)["A share of an entry is offered to you"]
    assert offer == f"/entries/{entry.pk}/consent"
    assert 'name="seen" value="3330"' in read(friend, offer)
    assert "By now 33.3 % are offered to you" in read(friend, offer, seen="9000")
    assert "Agreed." in read(friend, offer, agree="yes")
    assert TeamShare.objects.get(email=friend.email).user == friend
    assert web_of(captain).get(offer).status_code == 404


def test_what_lacks_in_form_is_added_once_by_the_page():
    challenge = make_challenge(screening=True, ai_policy="disclosed", durations=SHORT)
    entry = make_entry(challenge, ai_use="A translator.")
    close(challenge)
    screening.screen(entry_id=entry.pk, is_eligible=False, reason="Say what you used.", by=challenge.created_by)
    assert said_to(entry.entrant)["Add what your entry lacks"] == f"/entries/{entry.pk}/mend"
    assert "Say what you used." in read(entry.entrant, f"/entries/{entry.pk}")
    assert "Nothing was added" in read(entry.entrant, f"/entries/{entry.pk}/mend", ai_use="A translator.")
    assert "Receipt" in read(entry.entrant, f"/entries/{entry.pk}/mend", ai_use="A translator, for the summary.")


def test_a_charge_is_read_and_answered_once():
    challenge = make_challenge("judging")
    entry = challenge.entries.get()
    charge = disqualifying.propose(entry_id=entry.pk, reason="Copied from a book.", by=make_staff("moderator"))
    path = said_to(entry.entrant)["Answer a charge against your entry"]
    assert path == f"/charges/{charge.pk}"
    assert "Copied from a book." in read(entry.entrant, path)
    assert "Your answer is kept" in read(entry.entrant, path, text="I wrote that book.")
    assert "Answer it" not in read(entry.entrant, path)
    assert web_of(make_user()).get(path).status_code == 404


@pytest.fixture
def decided():
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    return stage


def test_a_loser_reads_every_comment_and_contests_a_decision_which_the_winner_answers(decided):
    loser, winner = decided.entries[2].entrant, decided.entries[0].entrant
    page = read(loser, f"/entries/{decided.entries[2].pk}/feedback")
    assert "70.00 points: place 3 of 3" in page
    assert page.count("Because it does what the rubric asks.") == 4
    page = read(loser, f"/entries/{decided.entries[2].pk}")
    award = award_of(decided, 0)
    address = f"/awards/{award.pk}/appeal"
    assert address in page
    assert "Your appeal is open" in read(loser, address, ground="score_error", reason="A test was misread.")
    path = said_to(winner)["Somebody contests your prize: say your side"]
    assert "A test was misread." in read(winner, path)
    assert loser.name not in read(winner, path)
    assert "with the arbiter" in read(winner, path, text="It was read well.")
    assert Appeal.objects.get().answers.get(side="holder").text == "It was read well."
    assert web_of(make_user()).get(path).status_code == 404


def test_a_winner_accepts_signs_and_follows_the_money():
    stage = hold_purse(judging_stage(papers=["rights"]))
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    winner, award = stage.entries[0].entrant, award_of(stage, 0)
    move_clock(seconds=80 * 3600)
    confirming.confirm_due()
    assert said_to(winner)["An award is yours: accept it"] == f"/awards/{award.pk}"
    assert "Accept the prize" in read(winner, f"/awards/{award.pk}")
    page = read(winner, f"/awards/{award.pk}", act="accept")
    assert "Accepted: the prize is yours" in page
    assert "signs for the rights" in page
    digest = page.split('name="sha256" value="')[1][:64]
    assert "Read it again" in read(winner, f"/awards/{award.pk}", act="sign", legal_name="Ada", sha256="0" * 64)
    assert "Signed." in read(winner, f"/awards/{award.pk}", act="sign", legal_name="Ada Lovelace", sha256=digest)
    award.refresh_from_db()
    assert award.status == Award.Status.PAYABLE
    assert award.challenge.title in read(winner, "/mine/earnings")
    assert web_of(stage.entries[1].entrant).get(f"/awards/{award.pk}").status_code == 404


def test_the_sums_of_ones_earnings_are_of_all_payouts_not_only_of_those_shown(monkeypatch):
    monkeypatch.setattr(earnings, "MOST_SHOWN", 1)
    winner = published().first
    arrived = Payout.objects.get(payee__user=winner)
    facts = {"purse": arrived.purse, "payee": arrived.payee, "currency": arrived.currency, "approvals_required": 0}
    Payout.objects.create(**facts, amount=100, award_reference="another", status="ready")
    page = web_of(winner).get("/mine/earnings").context
    assert [payout.award_reference for payout, _says in page["payouts"]] == ["another"]
    assert page["sums"] == [earnings.Sum(arrived.currency, arrived.amount, 100)]


def test_no_page_of_a_solver_asks_more_than_twelve_queries(decided):
    winner, loser = decided.entries[0], decided.entries[2]
    draft = make_entry(make_challenge(), winner.entrant, submit=False)
    own = [f"/entries/{winner.pk}", f"/awards/{award_of(decided, 0).pk}", f"/entries/{draft.pk}", "/mine"]
    for person, paths in [
        (
            winner.entrant,
            [*own, f"/challenges/{draft.challenge_id}/enter", "/mine/earnings", f"/entries/{draft.pk}/team"],
        ),
        (loser.entrant, [f"/entries/{loser.pk}", f"/awards/{award_of(decided, 0).pk}/appeal"]),
    ]:
        client = web_of(person)
        client.get("/mine")
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(BRACKETS)]
            assert len(asked) <= MOST, (path, [sql[:90] for sql in asked])


def test_a_question_is_asked_on_a_page_and_not_by_the_side_that_answers():
    challenge, solver = make_challenge(), make_user()
    address = f"/challenges/{challenge.pk}/ask"
    assert "This field is required" in read(solver, address, body="")
    read(solver, address, body="Which level?")
    assert "Which level?" in read(solver, address)
    assert web_of(challenge.created_by).get(address).status_code == 404
