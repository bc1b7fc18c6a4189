"""Judging over HTTP."""

from uuid import uuid4

import pytest

from bounties.accounts.models import Membership
from tests.bounties.conftest import make_user
from tests.bounties.staging import enter, open_stage

API = "/api/v1"


def card(stage, *points, conflict=False, submit=True):
    scores = [
        {"criterion": str(criterion.pk), "score": value, "comment": "Because it does what the rubric asks."}
        for criterion, value in zip(stage.criteria, points, strict=False)
    ]
    return {"conflict": conflict, "scores": scores, "submit": submit}


def test_the_sponsor_invites_by_address_and_the_judge_accepts(db, client_of, user):
    stage = open_stage()
    path = f"{API}/challenges/{stage.challenge.pk}/judges"
    answer = client_of(stage.owner).post(path, {"email": user.email})
    assert (answer.status_code, answer.data["status"]) == (201, "invited")
    assert client_of(user).get(f"{API}/judgeships").data["results"][0]["id"] == answer.data["id"]
    accepted = client_of(user).post(f"{API}/judgeships/{answer.data['id']}/accept")
    assert (accepted.status_code, accepted.data["status"]) == (200, "accepted")
    (row,) = client_of(stage.owner).get(path).data["results"]
    assert row["judge"]["email"] == user.email


def test_an_invitation_can_be_declined(db, client_of, user):
    stage = open_stage()
    path = f"{API}/challenges/{stage.challenge.pk}/judges"
    judgeship = client_of(stage.owner).post(path, {"email": user.email}).data["id"]
    assert client_of(user).post(f"{API}/judgeships/{judgeship}/decline").data["status"] == "declined"


@pytest.mark.parametrize(
    ("body", "field"),
    [({"email": 5}, "email"), ({"email": "no address"}, "email"), ({}, "email")],
)
def test_a_bad_invitation_names_its_field(db, client_of, body, field):
    stage = open_stage()
    answer = client_of(stage.owner).post(f"{API}/challenges/{stage.challenge.pk}/judges", body)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_the_panel_is_the_sponsors_business(db, client_of, user, stranger):
    stage = open_stage()
    path = f"{API}/challenges/{stage.challenge.pk}/judges"
    assert client_of(stranger).get(path).status_code == 403
    assert client_of(stranger).post(path, {"email": user.email}).status_code == 403
    assert client_of(None).get(path).status_code == 401
    judgeship = client_of(stage.owner).post(path, {"email": user.email}).data["id"]
    assert client_of(stranger).post(f"{API}/judgeships/{judgeship}/accept").status_code == 404


def test_a_judge_reads_the_entries_and_scores_them(stage, client_of):
    judge = client_of(stage.judges[0])
    rows = judge.get(f"{API}/challenges/{stage.challenge.pk}/judging").json()["results"]
    assert sorted(row["id"] for row in rows) == sorted(str(entry.pk) for entry in stage.entries)
    assert [row["alias"] for row in rows] == sorted(row["alias"] for row in rows)
    answer = judge.put(f"{API}/entries/{rows[0]['id']}/scorecard", card(stage, 87.5, 60))
    assert (answer.status_code, answer.json()["status"]) == (200, "submitted")
    assert [one["score"] for one in answer.json()["scores"]] == [87.5, 60]
    again = judge.get(f"{API}/challenges/{stage.challenge.pk}/judging").json()["results"]
    assert again[0]["scorecard"] == answer.json()
    assert again[1]["scorecard"] is None


def test_drafts_and_withdrawn_entries_are_absent(db, client_of, user):
    stage = open_stage()
    enter(stage, make_user())
    enter(stage, make_user(), submit=False)
    judge = stage.seat(user)
    stage.pass_deadline()
    assert len(client_of(judge).get(f"{API}/challenges/{stage.challenge.pk}/judging").json()["results"]) == 1


def test_a_draft_cannot_be_told_from_no_entry_by_scoring_it(db, client_of, user):
    stage = open_stage()
    enter(stage, make_user())
    draft = enter(stage, make_user(), submit=False)
    judge = client_of(stage.seat(user))
    for passed in (False, True):
        if passed:
            stage.pass_deadline()
        answers = [judge.put(f"{API}/entries/{pk}/scorecard", card(stage, 50, 50)) for pk in (draft.pk, uuid4())]
        assert [answer.status_code for answer in answers] == [404, 404]


def test_entries_are_sealed_until_the_deadline(db, client_of, user):
    stage = open_stage()
    entry = enter(stage, make_user())
    for reader in (stage.seat(user), stage.owner):
        answer = client_of(reader).get(f"{API}/challenges/{stage.challenge.pk}/judging")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_judging")
    assert client_of(user).put(f"{API}/entries/{entry.pk}/scorecard", card(stage, 50, 50)).status_code == 409


def test_others_read_nothing(stage, client_of, stranger):
    for outsider in (stranger, stage.entries[0].entrant):
        assert client_of(outsider).get(f"{API}/challenges/{stage.challenge.pk}/judging").status_code == 403
        assert client_of(outsider).get(f"{API}/challenges/{stage.challenge.pk}/ranking").status_code == 403
        put = client_of(outsider).put(f"{API}/entries/{stage.entries[1].pk}/scorecard", card(stage, 1, 1))
        assert put.status_code == 404
    assert client_of(stage.judges[0]).put(f"{API}/entries/{uuid4()}/scorecard", card(stage, 1, 1)).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"conflict": None}, "conflict"),
        ({"scores": [{"criterion": str(uuid4()), "score": 50}]}, "scores"),
        ({"scores": [{"criterion": "x", "score": 50}]}, "scores"),
        ({"scores": "all"}, "scores"),
        ({"scores": []}, "scores"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_scorecard_names_its_field(stage, client_of, change, field):
    path = f"{API}/entries/{stage.entries[0].pk}/scorecard"
    answer = client_of(stage.judges[0]).put(path, card(stage, 50, 50) | change)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


@pytest.mark.parametrize("score", [101, -1, "many", None, 50.001, True])
def test_points_are_numbers_from_0_to_100(stage, client_of, score):
    path = f"{API}/entries/{stage.entries[0].pk}/scorecard"
    answer = client_of(stage.judges[0]).put(path, card(stage, score, 50))
    assert answer.status_code == 400
    assert "scores" in answer.json()["errors"]


def test_the_conflict_statement_is_never_taken_for_granted(stage, client_of):
    body = card(stage, 50, 50)
    del body["conflict"]
    answer = client_of(stage.judges[0]).put(f"{API}/entries/{stage.entries[0].pk}/scorecard", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["conflict"])


def test_the_ranking_comes_with_the_quorum(stage, client_of):
    path = f"{API}/challenges/{stage.challenge.pk}/ranking"
    sponsor = client_of(stage.owner)
    assert sponsor.get(path).json()["code"] == "no_quorum"
    stage.judge_all(90, 70, 80)
    rows = sponsor.get(path).json()["results"]
    assert [(row["rank"], row["score"], row["scorecards"]) for row in rows] == [(1, 90, 2), (2, 80, 2), (3, 70, 2)]
    assert rows[1]["entry"] == str(stage.entries[2].pk)
    assert rows[1]["title"] == stage.entries[2].title


def test_a_token_without_the_scope_opens_nothing(stage, client_of):
    judge = client_of(stage.judges[0], "challenges:read")
    assert judge.get(f"{API}/challenges/{stage.challenge.pk}/judging").status_code == 403
    assert judge.put(f"{API}/entries/{stage.entries[0].pk}/scorecard", card(stage, 1, 1)).status_code == 403


def test_what_a_judge_pages_through_costs_the_same_for_any_number_of_entries(
    stage, client_of, django_assert_max_num_queries
):
    judge = client_of(stage.judges[0])
    with django_assert_max_num_queries(12):
        judge.get(f"{API}/challenges/{stage.challenge.pk}/judging")


def test_a_viewer_of_the_sponsor_reads_blind_but_does_not_judge(stage, client_of, user):
    Membership.objects.create(sponsor=stage.sponsor, user=user, role="viewer")
    assert client_of(user).get(f"{API}/challenges/{stage.challenge.pk}/judging").status_code == 200
    assert client_of(user).put(f"{API}/entries/{stage.entries[0].pk}/scorecard", card(stage, 1, 1)).status_code == 404
