"""Voting and the audit over HTTP."""

from bounties.ballots.models import Ballot, Flag
from tests.bounties.ballots.conftest import audited, tallied, vote_stage
from tests.bounties.conftest import client_of, make_staff, make_user

API = "/api/v1"


def test_a_vote_from_the_paper_to_the_tally(db):
    stage = vote_stage(ballot={"kind": "score"})
    path = f"{API}/challenges/{stage.challenge.pk}"
    voter = client_of(make_user())
    paper = voter.get(f"{path}/ballot").json()
    assert (paper["rules"]["kind"], paper["ballot"], len(paper["options"])) == ("score", None, 3)
    chosen = str(stage.entries[1].pk)
    said = voter.put(f"{path}/ballot", {"marks": [{"entry": chosen, "mark": 4}]}, format="json")
    assert said.status_code == 200
    assert said.json()["marks"] == [{"entry": chosen, "mark": 4}]
    assert voter.get(f"{path}/ballot").json()["ballot"] == said.json()
    assert said.cookies["laurel_device"]["httponly"]
    audited(stage)
    late = voter.put(f"{path}/ballot", {"marks": [{"entry": chosen, "mark": 5}]}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "voting_over")
    early = client_of(None).get(f"{path}/tally")
    assert (early.status_code, early.json()["code"]) == (409, "not_tallied")
    tallied(stage)
    tally = client_of(None).get(f"{path}/tally").json()
    assert tally["counted"] == 1
    assert {name: tally["results"][0][name] for name in ("entry", "score", "votes")} == {
        "entry": chosen,
        "score": "4.0000",
        "votes": 1,
    }


def test_bad_marks_are_refused_with_field_and_remedy(db):
    stage = vote_stage()
    url = f"{API}/challenges/{stage.challenge.pk}/ballot"
    voter, entry = client_of(make_user()), str(stage.entries[0].pk)
    for marks in ([], [{"entry": entry, "mark": 2}], [{"entry": entry}] * 2, [{"entry": entry, "mark": "1"}], None):
        answer = voter.put(url, {"marks": marks}, format="json")
        assert (answer.status_code, "marks" in answer.json()["errors"]) == (400, True)
    own = client_of(stage.entries[0].entrant).put(url, {"marks": [{"entry": entry}]}, format="json")
    assert (own.status_code, own.json()["code"]) == (403, "own_entry")


def test_a_moderator_finds_two_accounts_at_one_browser_and_voids_one(db):
    stage = vote_stage()
    url = f"{API}/challenges/{stage.challenge.pk}"
    body = {"marks": [{"entry": str(stage.entries[0].pk)}]}
    first, second = client_of(make_user()), client_of(make_user())
    second.cookies = first.put(f"{url}/ballot", body, format="json").cookies
    second.put(f"{url}/ballot", body, format="json")
    audited(stage)
    moderator = client_of(make_staff("moderator"))
    (flag,) = [row for row in moderator.get(f"{url}/ballot-flags").json()["results"] if row["kind"] == "device"]
    assert (flag["size"], len(flag["ballots"])) == (2, 2)
    assert "marks" not in str(flag)
    voided = moderator.post(f"{API}/ballots/{flag['ballots'][0]['id']}/void", {"reason": "The same person."})
    assert (voided.status_code, voided.json()["is_void"]) == (200, True)
    answered = moderator.post(f"{API}/ballot-flags/{flag['id']}/dismiss", {"reason": "One of them is enough."})
    assert answered.json()["status"] == "dismissed"
    assert Ballot.objects.counted().count() == 1
    assert Flag.objects.open().filter(kind="device").count() == 0
