"""Decisions, awards and appeals over HTTP."""

from uuid import uuid4

import pytest

from bounties.awards import accepting
from bounties.awards.models import Award, Decision
from bounties.entries.models import Entry
from tests.bounties.awards.conftest import award_of, decide, pass_window, team

API = "/api/v1"
WHY = "Because it does what the rubric asks."


def body(stage, *pairs):
    awards = [
        {"entry": str(stage.entries[number].pk), "rank": rank, "reason": f"Place {rank}."} for number, rank in pairs
    ]
    return {"awards": awards}


def post_decision(client, stage, data, key="one"):
    path = f"{API}/challenges/{stage.challenge.pk}/decide"
    return client.post(path, data, headers={"Idempotency-Key": key} if key else {})


def results(client, stage):
    return client.get(f"{API}/challenges/{stage.challenge.pk}/results")


def test_the_sponsor_decides_and_sees_the_results(stage, client_of):
    sponsor = client_of(stage.owner)
    assert results(sponsor, stage).json()["code"] == "not_decided"
    answer = post_decision(sponsor, stage, body(stage, (0, 1), (1, 2)))
    assert (answer.status_code, answer.json()["status"]) == (200, "provisional")
    found = results(sponsor, stage).json()
    assert found["results"] == found["awards"]
    first = found["results"][0]
    assert (first["rank"], first["entry"], first["status"]) == (1, str(stage.entries[0].pk), "provisional")
    assert first["amount"] == {"amount": 100_000, "currency": "usd"}
    assert first["entrant"]["name"] == stage.entries[0].entrant.name
    assert (found["rule"], found["departs_from_ranking"]) == ("ranking", False)


def test_no_answer_ever_has_an_entrants_address(decided, client_of):
    for reader in (decided.owner, decided.judges[0], decided.entries[2].entrant):
        assert b"@example.com" not in results(client_of(reader), decided).content


def test_a_decision_needs_an_idempotency_key_and_its_repeat_is_one_decision(stage, client_of):
    sponsor, data = client_of(stage.owner), body(stage, (0, 1), (1, 2))
    assert post_decision(sponsor, stage, data, key=None).json()["code"] == "idempotency_key_required"
    first = post_decision(sponsor, stage, data)
    again = post_decision(sponsor, stage, data)
    assert (again.status_code, again.content) == (200, first.content)
    assert Decision.objects.count() == 1
    assert post_decision(sponsor, stage, data, key="two").status_code == 409


def test_a_departure_is_refused_until_a_moderator_consents(stage, client_of, moderator):
    sponsor, data = client_of(stage.owner), body(stage, (2, 1), (1, 2))
    refusal = post_decision(sponsor, stage, data)
    assert (refusal.status_code, refusal.json()["code"]) == (409, "departs_from_ranking")
    path = f"{API}/challenges/{stage.challenge.pk}/consent-departure"
    assert sponsor.post(path, {"reason": "Please."}).status_code == 403
    assert client_of(moderator).post(path, {"reason": "The panel erred."}).status_code == 200
    assert post_decision(sponsor, stage, data, key="two").status_code == 200
    assert results(sponsor, stage).json()["departs_from_ranking"] is True


@pytest.mark.parametrize(
    "awards",
    [
        "all",
        None,
        [{"rank": 1, "reason": "No entry."}],
        [{"entry": "x", "rank": 1, "reason": "No id."}],
        [{"entry": str(uuid4()), "rank": 1, "reason": "Not of this challenge."}],
        [{"entry": str(uuid4()), "rank": 0, "reason": "No rank."}],
        [{"entry": str(uuid4()), "rank": 1}],
        [{"entry": str(uuid4()), "rank": 1, "reason": "Why.", "amount": 1.5}],
        [{"entry": str(uuid4()), "rank": 1, "reason": "Why.", "amount": -1}],
        [{"entry": str(uuid4()), "rank": 1, "reason": "Why.", "sum": 1}],
    ],
)
def test_a_bad_decision_names_its_field_and_changes_nothing(stage, client_of, awards):
    answer = post_decision(client_of(stage.owner), stage, {"awards": awards})
    assert answer.status_code == 400
    assert "awards" in answer.json()["errors"]
    assert stage.status() == "judging"
    assert not Award.objects.exists()


def test_strangers_neither_decide_nor_see_results_before_the_end(decided, stage, client_of, stranger):
    assert post_decision(client_of(stranger), stage, body(stage, (0, 1), (1, 2))).status_code == 403
    for outsider in (client_of(stranger), client_of(None)):
        assert results(outsider, decided).status_code == 404


def test_at_the_end_everyone_sees_who_won_but_not_who_lost_an_award(stage, client_of):
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    for number in (0, 1, 2):
        accepting.decline(award_id=award_of(stage, number).pk, by=stage.entries[number].entrant)
    assert stage.status() == "no_award"
    assert results(client_of(None), stage).json()["results"] == []
    assert len(results(client_of(stage.owner), stage).json()["results"]) == Award.objects.count()


def test_those_who_take_part_see_the_results_in_time_to_contest_them(decided, client_of):
    for reader in (decided.entries[2].entrant, decided.judges[0]):
        assert results(client_of(reader), decided).status_code == 200


def test_the_winner_finds_and_accepts_the_award(decided, client_of, stranger):
    winner = client_of(decided.entries[0].entrant)
    (row,) = winner.get(f"{API}/awards").json()["results"]
    early = winner.post(f"{API}/awards/{row['id']}/accept")
    assert (early.status_code, early.json()["code"]) == (409, "appeal_window_open")
    pass_window(decided)
    assert client_of(stranger).post(f"{API}/awards/{row['id']}/accept").status_code == 404
    assert client_of(stranger).get(f"{API}/awards/{row['id']}").status_code == 404
    accepted = winner.post(f"{API}/awards/{row['id']}/accept")
    assert (accepted.status_code, accepted.json()["status"]) == (200, "accepted")
    assert winner.get(f"{API}/awards/{row['id']}").json()["status"] == "accepted"
    assert winner.post(f"{API}/awards/{row['id']}/accept").status_code == 409


def test_a_member_of_the_team_reads_the_award_and_leaves_the_answer_to_the_entrant(offered, client_of):
    (mate,) = map(client_of, team(offered.entries[0], 4_000))
    (row,) = mate.get(f"{API}/awards").json()["results"]
    assert mate.get(f"{API}/awards/{row['id']}").json() == row
    assert [mate.post(f"{API}/awards/{row['id']}/{act}").status_code for act in ("accept", "decline")] == [403, 403]


def test_an_award_can_be_declined(offered, client_of):
    winner = client_of(offered.entries[0].entrant)
    answer = winner.post(f"{API}/awards/{award_of(offered, 0).pk}/decline")
    assert (answer.status_code, answer.json()["status"]) == (200, "declined")


def test_an_entrant_appeals_and_an_arbiter_decides(decided, client_of, arbiter, stranger):
    path = f"{API}/awards/{award_of(decided, 0).pk}/appeal"
    loser = client_of(decided.entries[2].entrant)
    assert client_of(stranger).post(path, {"reason": "I object."}).status_code == 404
    assert loser.post(path, {}).status_code == 400
    contest = loser.post(path, {"reason": "It copies mine."})
    assert (contest.status_code, contest.json()["status"]) == (201, "open")
    assert loser.get(f"{API}/appeals").json()["results"][0]["id"] == contest.json()["id"]
    verdict = f"{API}/appeals/{contest.json()['id']}/decide"
    assert loser.post(verdict, {"outcome": "annulled", "reason": "Mine."}).status_code == 403
    assert client_of(arbiter).post(verdict, {"outcome": "maybe", "reason": "Hm."}).status_code == 400
    early = client_of(arbiter).post(verdict, {"outcome": "upheld", "reason": "It does not."})
    assert (early.status_code, early.json()["code"]) == (409, "answer_outstanding")
    for side in (decided.owner, decided.entries[0].entrant):
        answered = client_of(side).post(f"{API}/appeals/{contest.json()['id']}/answer", {"text": "It does not."})
        assert answered.status_code == 200, answered.json()
    decided_appeal = client_of(arbiter).post(verdict, {"outcome": "upheld", "reason": "It does not."})
    assert (decided_appeal.status_code, decided_appeal.json()["status"]) == (200, "upheld")


def test_entrants_read_what_the_judges_said_once_it_is_decided(stage, client_of):
    path = f"{API}/entries/{stage.entries[2].pk}/feedback"
    loser = client_of(stage.entries[2].entrant)
    early = loser.get(path).json()
    assert (early["results"], early["rank"]) == ([], None)
    assert "no decision yet" in early["says"]
    decide(stage, [(0, 1), (1, 2)])
    found = loser.get(path).json()
    assert [[(one["name"], one["score"], one["comment"]) for one in row["scores"]] for row in found["results"]] == [
        [("Works", 70, WHY), ("Can be explained", 70, WHY)]
    ] * 2
    assert [(one["name"], one["score"]) for one in found["criteria"]] == [("Works", 70), ("Can be explained", 70)]
    assert (found["rank"], found["ranked"], found["score"]) == (3, 3, 70)
    for judge in stage.judges:
        assert judge.name not in loser.get(path).content.decode()
    assert client_of(stage.entries[0].entrant).get(path).status_code == 404


def test_entrants_read_for_each_criterion_what_the_judges_gave_on_it(silent, client_of):
    for judge, points in zip(silent.judges, ((100, 40), (80, 60)), strict=True):
        for less, entry in enumerate(silent.entries):
            silent.give(entry, judge, *(one - less for one in points))
    decide(silent, [(0, 1), (1, 2)])
    path = f"{API}/entries/{silent.entries[2].pk}/feedback"
    found = client_of(silent.entries[2].entrant).get(path).json()["criteria"]
    assert [(one["name"], one["score"]) for one in found] == [("Works", 88), ("Can be explained", 48)]


def test_who_was_out_before_the_judging_hears_that_and_no_scores(stage, client_of):
    Entry.objects.filter(pk=stage.entries[2].pk).update(status="disqualified")
    decide(stage, [(0, 1), (1, 2)])
    found = client_of(stage.entries[2].entrant).get(f"{API}/entries/{stage.entries[2].pk}/feedback").json()
    assert (found["results"], found["rank"], found["ranked"], found["criteria"]) == ([], None, 0, [])
    assert "not among those that were judged" in found["says"]


def test_the_public_timeline_tells_the_decision_and_no_more(stage, client_of):
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    path = f"{API}/challenges/{stage.challenge.pk}/timeline"
    names = [row["name"] for row in client_of(None).get(path).json()["results"]]
    assert [name for name in names if name.startswith("challenge.")][-2:] == ["challenge.closed", "challenge.decided"]
    assert not [name for name in names if name.startswith(("award.", "judge.", "scorecard.", "entry."))]
