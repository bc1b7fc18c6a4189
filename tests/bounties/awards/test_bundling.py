"""Signed results: what they say, to whom, and that a stranger recomputes them from the file alone."""

import base64
import json
from uuid import UUID

import pytest

from bounties.awards import accepting, answering, bundling, laddering
from bounties.awards.composing import KINDS, aliases
from bounties.awards.errors import NotDecided
from bounties.awards.models import Decision, DepartureConsent, ResultBundle, Rule
from bounties.awards.signing import public_key
from bounties.judging import appraising
from bounties.judging.judged import judged_entries
from bounties.judging.tie_breaking import break_tie
from bounties.judging.verify import main
from bounties.judging.verifying import decisions
from bounties.judging.verifying.envelopes import key_id_of
from config.checks import results_can_be_signed
from tests.bounties.awards.conftest import award_of, decide, pass_due, pass_window
from tests.bounties.awards.recounting import Edition, bundle_of, faults, said
from tests.bounties.awards.test_ideation import ideas
from tests.bounties.awards.test_laddering import climb, climb_to_the_end
from tests.bounties.awards.test_requests import request_stage, take
from tests.bounties.conftest import make_user
from tests.bounties.staging import close, enter, hold_purse, judging_stage, open_stage
from tests.deliveries import deliver_all


def test_two_entries_that_share_an_alias_are_told_apart():
    twins = [UUID(int=(1 << 100) + number) for number in (1, 2)]
    first, second = aliases(reversed(twins)).values()
    assert second == f"{first} (2)"


def test_the_chair_is_marked_only_where_the_chairs_score_parts_a_tie(db):
    stage = judging_stage(entries=2, judges=1)
    stage.judges = [*stage.judges, stage.seat(make_user(), is_chair=True)][:2]
    for judge, points in zip(stage.judges, ((80, 60), (60, 80)), strict=True):
        for entry, one in zip(stage.entries, points, strict=True):
            stage.give(entry, judge, one)
    hold_purse(stage)
    decide(stage, [(1, 1), (0, 2)])
    bundle = bundle_of(stage)
    assert bundle["document"]["scoring"]["chair"] in {"J1", "J2"}
    assert faults(bundle) == {}


def test_the_chairs_order_of_what_nothing_else_parts_is_recomputed(db):
    stage = judging_stage(entries=2, judges=1)
    chair = stage.seat(make_user(), is_chair=True)
    stage.judge_all(80, 80)
    hold_purse(stage)
    order = [entry.pk for entry in reversed(stage.entries)]
    break_tie(challenge_id=stage.challenge.pk, entries=order, reason="The second is easier to run.", by=chair)
    decide(stage, [(1, 1), (0, 2)])
    bundle = bundle_of(stage)
    assert faults(bundle) == {}
    bundle["document"]["scoring"]["chair_orders"][0].reverse()
    assert "ranking" in faults(bundle)


def test_without_a_tie_nothing_tells_the_chair(db):
    stage = judging_stage(entries=1, judges=1)
    stage.seat(make_user(), is_chair=True)
    stage.judge_all(80)
    hold_purse(stage)
    decide(stage, [(0, 1)])
    assert bundle_of(stage)["document"]["scoring"]["chair"] is None


def test_the_addresses_of_an_allow_list_are_withheld_and_the_file_says_so(db):
    entrants = [make_user() for _ in range(2)]
    emails = [person.email for person in entrants]
    stage = open_stage(eligibility={"emails": emails})
    for entrant in entrants:
        enter(stage, entrant)
    hold_purse(close(stage))
    climb_to_the_end(stage)
    bundle = bundle_of(stage)
    assert not any(email in json.dumps(bundle) for email in emails)
    assert faults(bundle) == {}
    assert "eligibility.emails" in said(bundle, "terms")


def test_each_kind_of_decision_has_its_check():
    assert set(Rule.values) <= set(KINDS)
    assert set(decisions.KINDS) <= set(KINDS.values())


def test_a_departure_is_told(stage, moderator):
    DepartureConsent.objects.create(challenge=stage.challenge, moderator=moderator, reason="Both work.")
    decide(stage, [(1, 1), (0, 2)])
    bundle = bundle_of(stage)
    assert faults(bundle) == {}
    assert said(bundle, "decision").startswith("DEPARTS")
    bundle["document"]["decision"]["departs"] = False
    assert "decision" in faults(bundle)


def test_the_arbiters_and_the_sponsors_own_decisions_are_held_to_the_prizes(silent, arbiter):
    climb(silent)
    climb(silent)
    decide(silent, [(2, 1), (0, 2)], by=arbiter)
    pool = ideas()
    decide(pool, [(0, 1), (1, 1), (2, 1)])
    for stage, who in ((silent, "arbiter"), (pool, "sponsor")):
        bundle = bundle_of(stage)
        assert faults(bundle) == {}
        assert f"by the {who}" in said(bundle, "decision")


def test_the_ladders_own_decisions_are_recomputed(db):
    """By the scorecards, by equal parts among all or the finalists, by the kill fee, and with nobody to award."""
    scored = hold_purse(judging_stage(aggregation="median"))
    scored.judge_all(90, 80, 70)
    split = hold_purse(judging_stage())
    few = hold_purse(judging_stage())
    judged_entries(few.challenge).filter(pk__in=[entry.pk for entry in few.entries[:2]]).update(status="shortlisted")
    fee = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000))
    empty = hold_purse(judging_stage(entries=1))
    judged_entries(empty.challenge).update(status="disqualified")
    expected = {
        "mean_of_scorecards": (scored, "follow the ranking"),
        "split_among_qualified": (split, "3 equal parts of 150000"),
        "split_among_finalists": (few, "2 equal parts of 150000"),
        "kill_fee": (fee, "3 equal parts of 15000"),
        "no_qualified_entry": (empty, "no entry qualified"),
    }
    for _ in range(3):
        pass_due(empty)  # the last of the five
        laddering.climb_due()
    assert "the rule median" in award_of(scored, 0).reason
    for rule, (stage, sentence) in expected.items():
        assert stage.reload().decision.rule == rule
        bundle = bundle_of(stage)
        assert faults(bundle) == {}
        assert sentence in said(bundle, "decision")
    parts = bundle_of(split)
    parts["document"]["awards"][0]["amount"] -= 1
    assert "decision" in faults(parts)


def test_the_end_tells_what_became_of_the_awards_and_the_decision_stays_as_it_was(offered):
    accepting.decline(award_id=award_of(offered, 0).pk, by=offered.entries[0].entrant)
    bundle = bundle_of(offered, Edition.ENDED)
    assert faults(bundle) == {}
    assert bundle["document"]["follows"] == bundle_of(offered)["sha256"]
    assert [row["status"] for row in bundle["document"]["outcome"]].count("declined") == 1
    assert len(bundle["document"]["outcome"]) > len(bundle["document"]["awards"]) == 2
    bundle["document"]["outcome"][-1]["amount"] += 1
    assert "outcome" in faults(bundle)


def test_it_is_signed_with_the_decision_and_never_again(decided):
    deliver_all()
    (kept,) = ResultBundle.objects.all()
    assert bundle_of(decided)["signature"] == kept.signature


def test_who_took_part_reads_it_from_the_decision_on_and_everyone_at_the_end(stage, client, stranger):
    path = f"/api/v1/challenges/{stage.challenge.pk}/result-bundle"
    with pytest.raises(NotDecided):
        bundling.result_bundle(stage.challenge, stage.owner)
    decide(stage, [(0, 1), (1, 2)])
    with pytest.raises(Decision.DoesNotExist):
        bundling.result_bundle(stage.reload(), stranger)
    for reader in (stage.owner, stage.judges[0], stage.entries[2].entrant):
        assert bundling.result_bundle(stage.challenge, reader).edition == "decided"
    pass_window(stage)
    for number in range(2):
        accepting.decline(award_id=award_of(stage, number).pk, by=stage.entries[number].entrant)
    accepting.decline(award_id=award_of(stage, 2).pk, by=stage.entries[2].entrant)
    assert stage.status() == "no_award"
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.json()["document"]["edition"] == "ended"
    assert faults(answer.json(), {public_key()}) == {}


def test_a_new_key_signs_what_comes_and_the_old_one_stays_published(decided, client, settings, tmp_path):
    before = bundle_of(decided)
    settings.RESULT_SIGNING_KEY = base64.b64encode(bytes(range(32))).decode()
    keys = client.get("/.well-known/laurel-keys.json")
    assert {row["key_id"] for row in keys.json()["keys"]} == {before["key_id"], key_id_of(public_key())}
    file, published = tmp_path / "result.json", tmp_path / "keys.json"
    file.write_text(json.dumps(before))
    published.write_bytes(keys.content)
    assert main([str(file), "--key", str(published)]) == 0


@pytest.mark.parametrize("key", ["short", "!!!", base64.b64encode(bytes(31)).decode()])
def test_a_signing_key_that_is_none_is_found_before_the_start(key, settings):
    assert results_can_be_signed(None) == []
    settings.RESULT_SIGNING_KEY = key
    assert [error.id for error in results_can_be_signed(None)] == ["config.E003"]


def test_a_request_is_recomputed_whether_an_offer_is_taken_or_none(db):
    taken, none = request_stage(), request_stage()
    for stage in (taken, none):
        enter(stage, make_user(country="GB"), price=40_000)
    for stage in (taken, none):
        close(stage)
    take(taken, 0)
    take(none, reason="Too far away.")
    assert "within its prize" in said(bundle_of(taken), "decision")
    assert said(bundle_of(none), "decision") == "none_taken: nothing was awarded"
    assert faults(bundle_of(taken)) == faults(bundle_of(none)) == {}


def test_an_accepted_answer_is_recomputed(db):
    stage = hold_purse(open_stage(format="question", criteria=(), prizes=[(1, 2_000, 1)], appeal_seconds=None))
    answer, _ = (enter(stage, make_user(country="US")) for _ in range(2))
    answering.accept_answer(entry_id=answer.pk, by=stage.owner)
    bundle = bundle_of(stage)
    assert faults(bundle) == {}
    assert "by the asker" in said(bundle, "decision")
    assert len(bundle["document"]["receipts"]) == 2


def test_half_of_the_prize_for_the_top_answer_is_recomputed_but_not_its_votes(db):
    stage = hold_purse(open_stage(format="question", criteria=(), prizes=[(1, 2_001, 1)]))
    for _ in range(2):
        enter(stage, make_user())
    stage.pass_deadline()
    for _ in range(2):
        appraising.appraise(entry_id=stage.entries[1].pk, value=1, by=make_user())
    while stage.status() == "judging":
        climb(stage)
    assert stage.reload().decision.rule == "top_answer"
    bundle = bundle_of(stage)
    assert faults(bundle) == {}
    assert "NOT CHECKED" in said(bundle, "decision")
    assert [award["amount"] for award in bundle["document"]["awards"]] == [1_001]
    bundle["document"]["awards"][0]["amount"] = 1_000
    assert "decision" in faults(bundle)
