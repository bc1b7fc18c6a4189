"""What solvers are told before they enter: what happens, and when, if nobody decides."""

from datetime import timedelta

import pytest

from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.challenges.promising import promises
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.test_laddering import climb
from tests.bounties.building import make_challenge
from tests.bounties.staging import hold_purse, judging_stage, open_stage


def said(challenge):
    return [one.says.split(",")[0].split(":")[0] for one in promises(challenge)]


def test_each_step_has_its_hour_from_the_deadline_to_decide_on(db):
    challenge = open_stage().challenge
    days = [one.at - challenge.judge_by for one in promises(challenge)]
    assert days == [timedelta(0), timedelta(days=1), timedelta(days=3)]


def test_an_agreed_fee_is_promised_where_the_sponsor_may_award_less(db):
    assert said(open_stage().challenge)[-1] == "The published rule decides by itself"
    assert said(open_stage(guarantee="up_to").challenge)[-1].startswith("The agreed kill fee")


def test_steps_that_were_taken_are_promised_no_more(db):
    stage = hold_purse(judging_stage())
    challenge = climb(stage)
    assert said(challenge) == ["An arbiter", "The published rule decides by itself"]
    assert promises(challenge)[0].at == challenge.due_at


def test_what_is_decided_promises_nothing_of_silence_any_more(client, db):
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    page = f"/challenges/{stage.challenge.pk}"
    assert "goes silent" in client.get(page).content.decode()
    decide(stage, [(0, 1), (1, 2)])
    assert promises(Challenge.objects.get(pk=stage.challenge.pk)) == []
    assert "goes silent" not in client.get(page).content.decode()


def test_a_draft_without_dates_promises_without_dates(db):
    challenge = make_challenge(status="draft", opens_at=None, closes_at=None, judge_by=None)
    assert [one.at for one in promises(challenge)] == [None, None, None]


def test_the_api_and_the_page_say_it(client, db):
    challenge = open_stage().challenge
    rows = client.get(f"/api/v1/challenges/{challenge.pk}").json()["if_nobody_decides"]
    assert [row["says"] for row in rows] == [one.says for one in promises(challenge)]
    page = client.get(f"/challenges/{challenge.pk}").content.decode()
    assert all(one.says.replace("'", "&#x27;") in page for one in promises(challenge))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_promises_something_for_each_guarantee(name):
    rules = FORMATS[name]
    assert rules.silence
    assert bool(rules.silence_up_to) == ("up_to" in rules.guarantees)


def test_what_winners_do_before_they_are_paid_is_said_before_anyone_enters(client, db):
    asked = make_challenge(papers=("rights", "identity"), durations={"verifying": 172_800})
    said = client.get(f"/api/v1/challenges/{asked.pk}").json()
    assert said["papers"] == ["rights", "identity"]
    words = ["legal name", "Stripe", "2 days"]
    assert [word for word, line in zip(words, said["before_payment"], strict=True) if word in line] == words
    assert "Before you are paid" in client.get(f"/challenges/{asked.pk}").content.decode()
    other = make_challenge()
    assert client.get(f"/api/v1/challenges/{other.pk}").json()["before_payment"] == []
    assert "Before you are paid" not in client.get(f"/challenges/{other.pk}").content.decode()
