"""A staged prize over HTTP: what is written comes back as a plan of all stages, and what is wrong is named."""

from datetime import timedelta

import pytest

from tests.bounties.challenges.test_challenges_api import API, body
from tests.bounties.conftest import client_of
from tests.bounties.entries.staged import make_staged, owner_of
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def later(**changes):
    opens_at = laurel_now() + timedelta(hours=5)
    hours = {"opens_at": 0, "closes_at": 1, "judge_by": 2}
    row = {"title": "Prototype", "statement": "Build it.", "prizes": [{"rank": 1, "amount": 50_000}]}
    return row | {name: (opens_at + timedelta(hours=add)).isoformat() for name, add in hours.items()} | changes


def test_stages_are_written_and_read_back_as_a_plan(owner, sponsor):
    sent = body(sponsor, format="milestones", stages=[later()], funding={"mode": "single", "goal": 200_000})
    answer = client_of(owner).post(API, sent, format="json")
    assert answer.status_code == 201, answer.content
    seen = [(row["number"], row["prize_total"]["amount"], row["places"]) for row in answer.json()["stages"]]
    assert seen == [(1, 150_000, 2), (2, 50_000, 1)]


def test_a_stage_is_whole_and_the_goal_is_the_sum_of_all(owner, sponsor):
    client = client_of(owner)
    half = {name: value for name, value in later().items() if name != "prizes"}
    answer = client.post(API, body(sponsor, format="milestones", stages=[half]), format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["stages"])
    wrong = body(sponsor, format="milestones", stages=[later()], funding={"mode": "single", "goal": 150_000})
    answer = client.post(API, wrong, format="json")
    assert "200000" in answer.json()["errors"]["funding"][0]


def test_once_it_is_public_the_first_stage_says_nothing_else_of_the_others():
    first = make_staged()
    client, path = client_of(owner_of(first)), f"{API}/{first.pk}"
    answer = client.patch(path, {"stages": []}, format="json", headers={"If-Match": f'"{first.version}"'})
    assert (answer.status_code, answer.json()["code"]) == (400, "incomplete")
    answer = client.patch(path, {"stages": [later()]}, format="json", headers={"If-Match": f'"{first.version}"'})
    assert (answer.status_code, answer.json()["code"]) == (409, "prizes_fixed")


def test_the_page_of_any_stage_shows_all_of_them(client):
    first = make_staged()
    last = first.followers.get().followers.get()
    page = client.get(f"/challenges/{last.pk}").content.decode()
    assert [f"Deliver what stage {number} asks." in page for number in (2, 3)] == [True, True]
    assert page.count("The money is held.") == 3
