"""Importing a public feed: every record accounted for, nothing twice, nothing lost."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from bounties.accounts.models import Membership, Sponsor, User
from bounties.challenges.models import Challenge
from tests.public_data import json_lines, public_data

EASTERN = ZoneInfo("America/New_York")
GOOD = {
    "challenge-id": "7",
    "challenge-title": "Clean water",
    "agency": "Agency",
    "submission-start": "03/22/2019 8:00 AM",
    "submission-end": "07/16/2019 5:00 PM",
    "total-prize-offered-cash": "$5,000",
}


@pytest.fixture
def run(db, tmp_path):
    """Import these records (objects or raw lines) and give the report's lines."""

    def run_import(*records, **options):
        feed, report = tmp_path / "feed.jsonl", tmp_path / "report.jsonl"
        feed.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records))
        call_command("import_challenges", feed, source="challenge_gov", report=report, **options)
        return json_lines(report)

    return run_import


def test_a_good_record_becomes_a_draft_of_its_agency(run):
    (line,) = run(GOOD)
    challenge = Challenge.objects.get(source="challenge_gov", source_id="7")
    assert line == {
        "source_id": "7",
        "outcome": "imported",
        "title": "Clean water",
        "total_prize": {"amount": 500_000, "currency": "usd"},
        "opens_at": "2019-03-22T12:00:00Z",
        "closes_at": "2019-07-16T21:00:00Z",
        "problems": [],
    }
    assert (challenge.status, challenge.sponsor.name, challenge.prize_total) == ("draft", "Agency", 500_000)
    assert challenge.source_facts["submission-end"] == "07/16/2019 5:00 PM"


def test_a_second_run_changes_nothing_and_reports_the_same(run):
    first = run(GOOD, {**GOOD, "challenge-id": "8"})
    Challenge.objects.filter(source_id="7").update(title="Edited by a person")
    assert run(GOOD, {**GOOD, "challenge-id": "8"}) == first
    assert list(Challenge.objects.order_by("source_id").values_list("title", flat=True)) == [
        "Edited by a person",
        "Clean water",
    ]
    assert Sponsor.objects.count() == 1


def test_bad_records_are_reported_and_the_rest_goes_on(run):
    report = run(
        "{broken", {**GOOD, "challenge-title": ""}, GOOD, GOOD, {**GOOD, "challenge-id": "9", "submission-end": "?"}
    )
    assert [(line["source_id"], line["outcome"]) for line in report] == [
        (None, "skipped"),
        ("7", "skipped"),
        ("7", "imported"),
        ("7", "skipped"),
        ("9", "incomplete"),
    ]
    assert report[3]["problems"][0]["code"] == "repeated_in_file"
    assert report[4]["problems"] == [{"field": "submission-end", "code": "unreadable_date", "value": "?"}]
    assert Challenge.objects.count() == 2


def test_a_dry_run_reports_and_keeps_nothing(run):
    (line,) = run(GOOD, dry_run=True)
    assert line["outcome"] == "imported"
    assert not Challenge.objects.exists()
    assert not Sponsor.objects.exists()


def test_dates_out_of_order_stay_facts(run):
    (line,) = run({**GOOD, "submission-end": "03/01/2019"})
    challenge = Challenge.objects.get()
    assert (line["outcome"], challenge.opens_at, challenge.closes_at) == ("imported", None, None)
    assert challenge.source_facts["read"]["closes_at"] == "2019-03-02T04:59:00Z"


def test_a_named_sponsor_replaces_the_agency(run):
    sponsor = Sponsor.objects.create(name="Ours", kind="company")
    run(GOOD, sponsor="Ours")
    run({**GOOD, "challenge-id": "8"}, sponsor=str(sponsor.pk))
    assert sponsor.challenges.count() == 2


def test_an_unknown_sponsor_is_refused_before_anything_is_read(run):
    with pytest.raises(CommandError, match="'Nobody'"):
        run(GOOD, sponsor="Nobody")


def test_an_agency_never_takes_over_a_sponsor_that_people_act_for(run):
    taken = Sponsor.objects.create(name="Agency", kind="company")
    Membership.objects.create(sponsor=taken, user=User.objects.create_user("a@b.test"), role="owner")
    run(GOOD)
    assert not taken.challenges.exists()


def test_a_missing_file_is_said_in_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_challenges", tmp_path / "none", source="challenge_gov")


@pytest.mark.real_data
def test_the_real_feed_is_accounted_for(db, tmp_path):
    folder, report = public_data("challenge_gov"), tmp_path / "report.jsonl"
    call_command("import_challenges", folder / "challenges.jsonl", source="challenge_gov", report=report)
    lines, expected = json_lines(report), json_lines(folder / "expected.jsonl")
    assert [line["source_id"] for line in lines] == [one["id"] for one in expected]
    assert Challenge.objects.filter(source="challenge_gov").count() == 211
    wrong = [
        (line["source_id"], name)
        for line, one in zip(lines, expected, strict=True)
        for name, value in figures(one).items()
        if line[name] != value
    ]
    assert wrong == []
    first = report.read_text()
    call_command("import_challenges", folder / "challenges.jsonl", source="challenge_gov", report=report)
    assert report.read_text() == first


def figures(expected):
    """What the report must say, from the expectation's local times and cents."""
    cents = expected["total_prize_usd_cents"]
    return {
        "opens_at": in_utc(expected["start_local"], "T00:00:00"),
        "closes_at": in_utc(expected["end_local"], "T23:59:00"),
        "total_prize": None if cents is None else {"amount": cents, "currency": "usd"},
    }


def in_utc(local, hour):
    if local is None:
        return None
    moment = datetime.fromisoformat(local if "T" in local else local + hour).replace(tzinfo=EASTERN)
    return moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
