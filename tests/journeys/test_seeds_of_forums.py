"""The seeds' systems that answer questions, each with its own twist: answered, accepted and paid in minutes."""

import pytest

from bounties.awards import laddering
from bounties.challenges.models import Challenge
from bounties.entries import closing
from tests.bounties.conftest import client_of
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import Forum, hand_in, helper, money, require_books
from tests.payments.conftest import simulator
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db


def pass_due(pk):
    """Let what the question waits for fall due, and the ticks see it."""
    due_at = Challenge.objects.get(pk=pk).due_at
    move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)
    closing.close_due()
    laddering.climb_due()
    deliver_all()


def test_apple_forum_question_is_answered_accepted_and_paid(simulator):
    forum, ann, ben, reader = Forum(), helper("ann"), helper("ben", payable=False), helper(payable=False)
    question = forum.post()
    began = laurel_now()
    first, second = hand_in(ben, question, "Buy another phone."), hand_in(ann, question, "Reset the network settings.")
    rows = client_of(None).get(f"/api/v1/challenges/{question}/answers").json()["results"]
    assert [(row["author"], row["body"]) for row in rows] == [
        ("Ben", "Buy another phone."),
        ("Ann", "Reset the network settings."),
    ]
    assert reader.put(f"answers/{second}/vote", value=1)["net_votes"] == 1
    assert reader.put(f"answers/{first}/vote", value=-1)["net_votes"] == -1
    award = forum.owner.post(f"answers/{second}/accept", version=1)
    assert (award["status"], award["amount"]) == ("accepted", {"amount": 2_000, "currency": "usd"})
    deliver_all()
    assert forum.status(question) == "completed"
    assert (laurel_now() - began).total_seconds() < 120
    assert money(question) == {"paid": 2_000, "refunded": 0, "held": 0}
    assert [entry["status"] for entry in ann.get(f"challenges/{question}/entries")["results"]] == ["accepted"]
    assert [entry["status"] for entry in ben.get(f"challenges/{question}/entries")["results"]] == ["not_selected"]
    page = client_of(None).get(f"/challenges/{question}").content.decode()
    assert page.index("Reset the network settings.") < page.index("Buy another phone.")
    require_books()


def test_o2_similar_questions_are_shown_first_and_silence_pays_half_to_the_top_answer(simulator):
    forum, ann, ben = Forum("Oxygen"), helper("ann"), helper("ben")
    question = forum.post(prizes=[{"rank": 1, "amount": 2_001}])
    found = ann.get("challenges/similar", title="why does my phone loose network on trains")
    assert [row["id"] for row in found] == [question]
    assert ann.get("challenges/similar", title="Bread recipes") == []
    best, other = hand_in(ann, question, "The tunnel at Woodlesford."), hand_in(ben, question, "Sunspots.")
    for voter in (helper(payable=False), helper(payable=False)):
        voter.put(f"answers/{best}/vote", value=1)
        voter.put(f"answers/{other}/vote", value=1)
    pass_due(question)
    assert forum.status(question) == "judging"
    promised = forum.owner.get(f"challenges/{question}")["if_nobody_decides"]
    assert len(promised) == 1
    assert "half" in promised[0]["says"]
    pass_due(question)
    assert forum.status(question) == "completed"
    assert money(question) == {"paid": 1_001, "refunded": 1_000, "held": 0}
    assert forum.owner.get(f"challenges/{question}/results")["rule"] == "top_answer"
    assert ann.get(f"challenges/{question}/entries")["results"][0]["status"] == "winner"
    require_books()


def test_c2c_support_customers_help_each_other_and_the_best_helpers_are_ranked(simulator):
    ann, ben = helper("ann"), helper("ben")
    forum = Forum()  # anyone posts, as a sponsor of one
    question, unanswered = forum.post(), forum.post()
    forum.owner.post(f"answers/{hand_in(ann, question)}/accept")
    hand_in(ben, unanswered)
    ranked = client_of(None).get("/api/v1/leaderboards/answers").json()["results"]
    assert ranked == [{"name": "Ann", "accepted": 1}]
    pass_due(unanswered)
    pass_due(unanswered)
    assert forum.status(unanswered) == "no_award"
    assert money(unanswered) == {"paid": 0, "refunded": 2_000, "held": 0}


def test_get_satisfaction_the_official_representative_asks_back_and_the_improved_answer_is_paid(simulator):
    forum, ann = Forum("Satisfied"), helper("ann")
    question = forum.post()
    answer = hand_in(ann, question, "Update it.")
    said = forum.owner.post(f"answers/{answer}/comments", body="To which version?")
    assert said["is_official"] is True
    assert ann.post(f"answers/{answer}/comments", body="I will look.")["is_official"] is False
    deliver_all()
    assert "Someone commented on your answer." in [row["body"] for row in ann.get("notifications")["results"]]
    entry = ann.get(f"entries/{answer}")
    headers = {"If-Match": f'"{entry["version"]}"'}
    ann.client.patch(f"/api/v1/entries/{answer}", {"body": "To 17.4 or later."}, format="json", headers=headers)
    assert ann.post(f"entries/{answer}/submit")["version"] == 2
    assert forum.owner.post(f"answers/{answer}/accept", 412, version=1)["code"] == "version_mismatch"
    forum.owner.post(f"answers/{answer}/accept", version=2)
    deliver_all()
    assert money(question) == {"paid": 2_000, "refunded": 0, "held": 0}
