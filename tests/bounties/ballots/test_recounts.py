"""Anyone recounts a public vote from its signed result, and every tampering shows."""

import copy

import pytest

from bounties.awards import bundling, laddering
from bounties.awards.models import ResultBundle
from bounties.ballots import auditing
from bounties.ballots.models import Ballot
from bounties.ballots.recounting import hash_of
from bounties.canonical import sha256_of
from bounties.judging.verify import findings
from bounties.judging.verifying.decisions import decision
from bounties.judging.verifying.envelopes import Mismatch
from tests.bounties.awards.conftest import decide, pass_due
from tests.bounties.awards.recounting import said
from tests.bounties.ballots.conftest import audited, tallied, vote, vote_stage
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.staging import hold_purse


def signed(stage):
    found = bundling.sign(challenge_id=stage.challenge.pk, edition=ResultBundle.Edition.DECIDED)
    assert found
    return bundling.envelope_of(found)


def failed(bundle):
    return {finding.name for finding in findings(bundle) if not finding.holds}


def by_tally(**terms):
    """Decided by the clock; one ballot is void."""
    stage = hold_purse(vote_stage(ballot={"kind": "ranked"} | terms))
    for marks in ({"e1": 1, "e0": 2}, {"e1": 1}, {"e0": 1, "e2": 2}, {"e2": 1, "e0": 2}):
        vote(stage, **marks)
    bought = vote(stage, e2=1)
    audited(stage)
    auditing.void(ballot_id=bought.pk, reason="Bought.", by=make_staff("moderator"))
    tallied(stage)
    return stage


@pytest.fixture
def bundle(db):
    stage = by_tally()
    pass_due(stage)
    laddering.climb_due()
    return signed(stage)


def more_votes(document):
    document["ballot"]["placings"][0]["votes"] += 1


def other_order(document):
    first, second = document["ballot"]["placings"][:2]
    first["entry"], second["entry"] = second["entry"], first["entry"]


def one_ballot_less(document):
    document["ballot"]["papers"].pop()


def a_ballot_twice(document):
    document["ballot"]["papers"].append(document["ballot"]["papers"][-1])


def void_too(document):
    next(paper for paper in document["ballot"]["papers"] if not paper["void"])["void"] = True


def other_marks(document):
    alias = document["ballot"]["placings"][-1]["entry"]
    for paper in document["ballot"]["papers"]:
        paper["marks"] = {alias: 1}


def other_rules(document):
    document["ballot"]["rules"]["kind"] = "plurality"


def no_ballots(document):
    del document["ballot"]


def other_winner(document):
    document["awards"][0]["entry"], document["awards"][1]["entry"] = (
        document["awards"][1]["entry"],
        document["awards"][0]["entry"],
    )


def one_place_less(document):
    document["ballot"]["placings"].pop()


def ballots_in_another_order(document):
    document["ballot"]["papers"].reverse()


def a_receipt_cut_short(document):
    document["ballot"]["papers"][0]["receipt"] = "0" * 63


CHANGES = {
    more_votes: "recounted, position 1 of the tally is ",
    other_order: "recounted, position 1 of the tally is ",
    one_place_less: "cannot be read: ",
    one_ballot_less: "there are ",
    a_ballot_twice: "the ballots are not one for each receipt, in the order of the receipts.",
    ballots_in_another_order: "the ballots are not one for each receipt, in the order of the receipts.",
    a_receipt_cut_short: "the ballots are not one for each receipt, in the order of the receipts.",
    void_too: "there are 3 valid and 2 void ballots; other numbers are stated.",
    other_marks: "recounted, position 1 of the tally is ",
    other_rules: "the votes were counted by BallotRules(kind='plurality'",
    no_ballots: "it was decided by tally, and there are no ballots.",
}


def test_the_signed_tally_is_recounted_and_every_change_of_it_is_found(bundle):
    assert failed(bundle) == set()
    assert said(bundle, "ballot") == "4 ballots were recounted, 1 are void; ranked, 3 entries"
    for change, sentence in CHANGES.items():
        changed = copy.deepcopy(bundle)
        change(changed["document"])
        changed["sha256"] = sha256_of(changed["document"])
        assert "ballot" in failed(changed), change.__name__
        assert said(changed, "ballot").startswith(sentence), change.__name__
    changed = copy.deepcopy(bundle)
    other_winner(changed["document"])
    assert "decision" in failed(changed)
    assert said(changed, "decision") == "the awards do not follow the tally."


def test_too_few_ballots_decide_nothing(bundle):
    bundle["document"]["ballot"]["counted"] = 1
    assert decision(bundle["document"]) == "the awards follow the tally"
    bundle["document"]["ballot"]["counted"] = 0
    with pytest.raises(Mismatch, match="0 ballots were counted, 1 are needed"):
        decision(bundle["document"])


def test_a_jurys_pick_is_checked_against_the_tally(db):
    stage = by_tally(jury_picks_among=2)
    decide(stage, [(0, 1), (1, 2)])
    found = signed(stage)
    assert failed(found) == set()
    last = found["document"]["ballot"]["placings"][-1]["entry"]
    found["document"]["awards"][0]["entry"] = last
    assert "decision" in failed(found)
    assert said(found, "decision") == f"{last} is not among the first 2 of the tally."
    found["document"]["ballot"]["counted"] = 0
    assert said(found, "decision") == "0 ballots were counted, 1 are needed for the tally to decide."


def test_who_is_out_by_the_decision_is_passed_over_by_the_tally_and_by_the_jury(bundle):
    """The first of the tally was disqualified after it: the second and third have the places."""
    document = bundle["document"]
    order = [row["entry"] for row in document["ballot"]["placings"]]
    next(row for row in document["receipts"] if row["entry"] == order[0])["judged"] = False
    for row, entry in zip(document["awards"], order[1:], strict=True):
        row["entry"] = entry
    assert decision(document) == "the awards follow the tally"
    document["decision"]["kind"] = "jury"
    document["terms"]["document"]["ballot"]["jury_picks_among"] = 2
    assert decision(document) == "each winner is among the first 2 of the tally"
    document["terms"]["document"]["ballot"]["jury_picks_among"] = 1
    with pytest.raises(Mismatch, match=f"{order[2]} is not among the first 1 of the tally"):
        decision(document)


def test_a_voter_finds_their_own_ballot_and_nobody_elses_name_is_there(db):
    stage = by_tally()
    answer = client_of(None).get(f"/api/v1/challenges/{stage.challenge.pk}/recount")
    papers = {paper["receipt"]: paper for paper in answer.json()["papers"]}
    assert len(papers) == 5
    assert list(papers) == sorted(papers)
    for ballot in Ballot.objects.select_related("voter"):
        assert papers[hash_of(stage.challenge.pk, ballot.receipt)]["void"] == ballot.is_void
        for secret in (ballot.receipt, str(ballot.pk), str(ballot.voter_id), ballot.voter.email):
            assert secret not in answer.content.decode()


def test_there_is_no_recount_before_the_tally(db):
    stage = vote_stage()
    answer = client_of(make_user()).get(f"/api/v1/challenges/{stage.challenge.pk}/recount")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_tallied")


def end(stage):
    pass_due(stage)
    laddering.climb_due()
    return signed(stage)["document"]


def test_equal_parts_are_right_only_where_neither_side_has_spoken(jury):
    document = end(jury)
    assert decision(document) == "3 equal parts of 150000 minor units of usd"
    document["scoring"]["quorum"] = 0
    with pytest.raises(Mismatch, match="as if the jury has not spoken; but the jury has spoken"):
        decision(document)


def test_it_is_decided_by_those_who_have_spoken(spoken):
    document = end(spoken)
    assert decision(document).endswith("; the jury has spoken, the public has spoken")
    document["decision"]["kind"] = "scores"
    with pytest.raises(Mismatch, match="as if the public has not spoken; but the public has spoken"):
        decision(document)
    document["decision"]["kind"] = "blend"
    document["scoring"]["quorum"] = 3
    with pytest.raises(Mismatch, match="as if the jury has spoken; but the jury has not spoken"):
        decision(document)


def test_a_jurys_ranking_is_recounted_where_nobody_voted(jury):
    jury.judge_all(90, 80, 70)
    document = end(jury)
    assert decision(document).endswith("; the jury has spoken, the public has not spoken")
    del document["ballot"]
    assert said({"document": document}, "ranking") == "the ranking of 3 entries was recounted"
