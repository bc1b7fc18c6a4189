"""What must hold of a challenge's terms: each fault is named with its field, its value and a remedy."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bounties.canonical import sha256_of
from bounties.challenges.completeness import require_complete, require_right
from bounties.challenges.limits import LOCAL, PLATFORM
from bounties.challenges.problems import Frame, Incomplete
from bounties.challenges.terms import ChallengeTerms, CriterionTerms, PrizeTerms, document_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FRAME = Frame(now=NOW, limits=PLATFORM, currencies=("usd", "eur"), earliest_opening=NOW)
GOOD = ChallengeTerms(
    format="prize",
    title="Which pallet spoils first?",
    currency="usd",
    summary="An hour ahead.",
    statement="Our cold stores warm up.",
    prizes=(PrizeTerms(1, 100_000), PrizeTerms(2, 5_000, 2)),
    criteria=(CriterionTerms("Works", 60), CriterionTerms("Clear", 40)),
    ip_terms="licence",
    opens_at=NOW + DAY,
    closes_at=NOW + 10 * DAY,
    judge_by=NOW + 20 * DAY,
)
JURY = {"format": "vote", "aggregation": "jury_and_public"}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("title", {"title": "  "}, "title"),
    ("criteria", {"criteria": (CriterionTerms("Works", 60), CriterionTerms("Clear", 30))}, "sum to 90"),
    ("criteria", {"criteria": (CriterionTerms("Works", 50), CriterionTerms("works ", 50))}, "name of its own"),
    ("criteria", {"criteria": (CriterionTerms("Works", 150), CriterionTerms("Clear", -50))}, "from 1 to 100"),
    ("closes_at", {"closes_at": NOW + DAY / 2}, "not after opens_at"),
    ("closes_at", {"closes_at": NOW + DAY + timedelta(hours=1)}, "outside the limits"),
    ("judge_by", {"judge_by": NOW + 10 * DAY}, "not after closes_at"),
    ("opens_at", {"opens_at": NOW - DAY}, "is past"),
    ("closes_at", {"opens_at": NOW - 9 * DAY, "closes_at": NOW - DAY}, "is past"),
    ("prizes", {"prizes": (PrizeTerms(1, 0),)}, "above 0"),
    ("prizes", {"prizes": (PrizeTerms(1, -5),)}, "-5 cannot be paid"),
    ("prizes", {"prizes": (PrizeTerms(1, 49),)}, "smallest charge"),
    ("prizes", {"prizes": (PrizeTerms(1, 10.5),)}, "10.5 cannot be paid"),  # type: ignore[arg-type]
    ("prizes", {"prizes": (PrizeTerms(1, 10_000), PrizeTerms(1, 9_000))}, "each once"),
    ("prizes", {"prizes": (PrizeTerms(1, 10_000, 0),)}, "awards nothing"),
    ("prizes", {"prizes": (PrizeTerms(1, 10**12),)}, "Lower the amounts"),
    ("currency", {"currency": "xyz"}, "usd, eur"),
    ("format", {"format": "lottery"}, "prize"),
    ("ip_terms", {"ip_terms": "mine"}, "solver_keeps"),
    ("guarantee", {"guarantee": "maybe"}, "guaranteed"),
    ("visibility", {"visibility": "secret"}, "public"),
    ("aggregation", {"aggregation": "dice"}, "weighted_mean"),
    ("aggregation", {"aggregation": "jury_and_public"}, "not possible"),  # the format holds no ballot
    ("aggregation", {"format": "vote"}, "weighted_mean: beside the public's votes"),  # and there is a rubric
    ("ballot", JURY | {"ballot": {"jury_picks_among": 5}}, "Leave it out"),
    ("aggregation_options", JURY | {"aggregation_options": {"public_share": 100}}, "from 1 to 99"),
    ("aggregation_options", {"aggregation": "median", "aggregation_options": {"drop": 1}}, 'no option "drop"'),
    ("aggregation_options", {"aggregation": "trimmed_mean", "aggregation_options": {"drop": 11}}, "from 1 to 10"),
    ("aggregation_options", {"aggregation_options": {"places": 2.5}}, "2.5 is not possible"),
    ("aggregation_options", {"aggregation_options": {"places": True}}, "True is not possible"),
    ("time_zone", {"time_zone": "Mars/Olympus"}, "IANA"),
    ("appeal_seconds", {"appeal_seconds": 5}, "outside the limits"),
    ("durations", {"durations": {"lunch": 5}}, "no duration"),
    ("durations", {"durations": {"offer": 5}}, "outside the limits"),
    ("kill_fee_bp", {"kill_fee_bp": 1_000}, "up_to"),
    ("kill_fee_bp", {"guarantee": "up_to", "kill_fee_bp": 100}, "1000 to 2500"),
    ("statement", {"statement": "a" * 1_000_000}, "1,000,000 bytes"),
    ("eligibility", {"eligibility": {"shoe_size": 44}}, "no rule"),
    ("eligibility", {"eligibility": {"countries": ["XX"]}}, "ISO"),
    ("eligibility", {"eligibility": {"entrants": [{}]}}, "teams"),
    ("eligibility", {"eligibility": {"min_age": "18"}}, "whole number"),
    ("tags", {"tags": tuple("abcdefghijk")}, "at most 10"),
    ("ballot", {"ballot": {"kind": "ranked"}}, "has no ballot"),
    ("papers", {"papers": ("passport",)}, "Choose of: rights, identity"),
    ("papers", {"papers": ("identity", "identity")}, "Name each once"),
    ("papers", {"papers": ("rights",), "ip_terms": "solver_keeps"}, "licence, transfer, open_source"),
    ("papers", {"papers": ("rights",), "ip_terms": "", "format": "question"}, "solver_keeps"),
]


def faults(terms: ChallengeTerms, frame: Frame = FRAME, *, complete: bool = False) -> dict[str, list[str]]:
    try:
        (require_complete if complete else require_right)(terms, frame)
    except Incomplete as refusal:
        return refusal.errors
    return {}


def test_good_terms_are_complete():
    assert faults(GOOD, complete=True) == {}


@pytest.mark.parametrize(("field", "change", "said"), WRONG, ids=[f"{row[0]}: {row[2]}" for row in WRONG])
def test_what_is_wrong_is_named_with_its_field(field, change, said):
    found = faults(replace(GOOD, **change))
    assert said in " ".join(found[field])


def test_all_faults_are_named_at_once():
    assert set(faults(replace(GOOD, currency="xyz", time_zone="x", judge_by=NOW))) == {
        "currency",
        "time_zone",
        "judge_by",
    }


def test_a_draft_may_lack_what_a_submitted_challenge_may_not():
    bare = ChallengeTerms(format="prize", title="Later", currency="usd")
    assert faults(bare) == {}
    lacking = {"summary", "statement", "ip_terms", "opens_at", "closes_at", "judge_by", "prizes", "criteria"}
    assert set(faults(bare, complete=True)) == lacking


def test_a_vote_has_a_rubric_exactly_where_a_jury_scores():
    assert faults(replace(GOOD, **JURY, aggregation_options={"public_share": 30}), complete=True) == {}
    assert set(faults(replace(GOOD, **JURY, criteria=()), complete=True)) == {"criteria"}
    assert faults(replace(GOOD, **JURY, criteria=())) == {}  # of a draft: still to come
    assert faults(replace(GOOD, format="vote", criteria=()), complete=True) == {}


@pytest.mark.parametrize("field", ["summary", "statement"])
def test_spaces_alone_describe_nothing(field):
    assert set(faults(replace(GOOD, **{field: " \n "}), complete=True)) == {field}


def test_what_cannot_be_charged_at_once_with_its_fee_is_refused_before_a_moderator_reads_it():
    dear, payable = (replace(GOOD, prizes=(PrizeTerms(1, amount),)) for amount in (99_999_999, 90_000_000))
    assert "paid at once" in faults(dear, complete=True)["prizes"][0]
    assert faults(payable, complete=True) == {}
    assert faults(dear) == {}  # a draft may still dream, and a feed's record says what it says


def test_the_local_stack_allows_windows_of_seconds():
    hasty = replace(GOOD, opens_at=NOW, closes_at=NOW + timedelta(seconds=2), judge_by=NOW + timedelta(seconds=4))
    assert set(faults(hasty)) == {"closes_at", "judge_by"}
    assert faults(hasty, replace(FRAME, limits=LOCAL)) == {}


def test_a_small_purse_has_a_shorter_appeal_window_by_default():
    assert GOOD.appeal_window == 72 * 3600
    assert replace(GOOD, prizes=(PrizeTerms(1, 49_999),)).appeal_window == 24 * 3600


def test_terms_without_options_keep_the_hash_that_they_had_before_there_were_any():
    assert {"aggregation_options", "papers"}.isdisjoint(document_of(GOOD))
    chosen = document_of(replace(GOOD, aggregation="trimmed_mean", aggregation_options={"drop": 2, "places": 0}))
    assert chosen["aggregation_options"] == {"drop": 2, "places": 0}
    assert sha256_of(chosen) != sha256_of(document_of(replace(GOOD, aggregation="trimmed_mean")))
