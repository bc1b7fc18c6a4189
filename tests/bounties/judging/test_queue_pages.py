"""The queue over HTTP."""

from datetime import timedelta

from django.utils.dateparse import parse_datetime

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging import leasing, reminding
from bounties.judging.judged import entries_of
from bounties.judging.models import Judgeship, Verdict
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.queues import queue_stage, reject, statuses, take, wait
from tests.bounties.staging import judging_stage
from tests.clock import move_clock, stop_clock
from tests.deliveries import deliver_all
from workers.models import Event
from workers.registry import ticks

API = "/api/v1"


def test_reviewers_read_the_queue_page_by_page_and_each_page_says_how_far_it_has_come(db):
    stage = queue_stage()
    reviewer, pages = client_of(stage.owner), []
    url = f"/api/v1/challenges/{stage.challenge.pk}/queue?page_size=2"
    while url:
        pages.append(reviewer.get(url).json())
        url = pages[-1]["next"]
    assert [[row["id"] for row in page["results"]] for page in pages] == [
        [str(entry.pk) for entry in stage.entries[:2]],
        [str(stage.entries[2].pk)],
    ]
    assert [(page["slots"], page["accepted"]) for page in pages] == [(2, 0), (2, 0)]
    assert [row["id"] for row in reviewer.get(pages[1]["previous"]).json()["results"]] == [
        row["id"] for row in pages[0]["results"]
    ]


def test_a_reviewer_takes_gives_back_rejects_and_asks_for_changes(db):
    stage = queue_stage()
    reviewer, take_next = client_of(stage.owner), f"{API}/challenges/{stage.challenge.pk}/queue/take"
    first = reviewer.post(take_next).json()
    assert (first["id"], first["version"]) == (str(stage.entries[0].pk), 1)
    assert stage.entries[0].entrant.name not in str(first)
    assert reviewer.post(f"{API}/entries/{first['id']}/give-back").status_code == 204
    assert reviewer.post(take_next).json()["id"] == first["id"]
    assert reviewer.post(f"{API}/entries/{first['id']}/reject", {}).json()["errors"].keys() == {"reason"}
    said = reviewer.post(f"{API}/entries/{first['id']}/reject", {"reason": "It does not compile."})
    assert (said.status_code, said.json()["outcome"]) == (201, "rejected")
    second = reviewer.post(take_next).json()["id"]
    asked = reviewer.post(f"{API}/entries/{second}/request-changes", {"reason": "Add a test."})
    assert (asked.status_code, asked.json()["outcome"]) == (201, "changes_requested")
    assert statuses(stage) == ["rejected", "changes_requested", "queued"]


def test_an_entrant_sees_their_own_place_and_nobody_elses(db):
    stage = queue_stage()
    second = stage.entries[1]
    mine = client_of(second.entrant)
    found = mine.get(f"{API}/entries/{second.pk}/position").json()
    assert (found["status"], found["ahead"], found["is_being_read"]) == ("queued", 1, False)
    assert mine.get(f"{API}/entries/{stage.entries[0].pk}/position").status_code == 404
    assert mine.get(f"{API}/challenges/{stage.challenge.pk}/queue").status_code == 403
    elsewhere = make_entry(make_challenge(), second.entrant)
    refused = mine.get(f"{API}/entries/{elsewhere.pk}/position")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_judging")


def test_for_who_does_not_review_it_there_is_no_entry_to_decide_on(db):
    """The same as for what nobody ever handed in, so that nobody learns what waits."""
    stage, judged = queue_stage(entries=2), judging_stage(entries=1)
    entry = take(stage)
    strangers = [(entry, person) for person in (make_user(), entry.entrant, stage.entries[1].entrant)]
    for found, person in (*strangers, (judged.entries[0], judged.owner)):
        for verb in ("give-back", "reject", "request-changes"):
            answer = client_of(person).post(f"{API}/entries/{found.pk}/{verb}", {"reason": "No."})
            assert answer.status_code == 404


def test_a_reviewer_of_a_queue_owes_no_scorecards(db):
    stage = queue_stage()
    judge = stage.seat(make_user())
    assert not entries_of(Judgeship.objects.select_related("challenge").get(judge=judge)).exists()


def test_a_tick_that_comes_after_the_end_moves_nothing(db):
    stage = queue_stage(entries=1)
    entry = take(stage)
    move_clock(seconds=3 * 86_400 + 1)
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="awarding", due_at=None)
    leasing.advance(challenge_id=stage.challenge.pk)
    assert Entry.objects.get(pk=entry.pk).status == "in_review"


def test_reviewers_and_the_entrant_see_from_the_first_hour_on_that_it_is_the_arbiters(db):
    stage = queue_stage(entries=1)
    (entry,) = stage.entries
    doors = [
        (stage.owner, f"{API}/challenges/{stage.challenge.pk}/queue", lambda found: found["results"][0]),
        (entry.entrant, f"{API}/entries/{entry.pk}/position", lambda found: found),
    ]

    def told():
        return [row(client_of(reader).get(url).json())["is_with_the_arbiter"] for reader, url, row in doors]

    assert told() == [False, False]
    wait(5.1)
    assert Entry.objects.get(pk=entry.pk).escalations == 1
    assert told() == [True, True]


def test_what_a_colleague_reads_is_not_ones_own_and_both_see_until_when_it_is_read(db):
    stage = queue_stage(entries=2)
    read = take(stage)
    readers = [client_of(one) for one in (stage.owner, stage.seat(make_user()))]
    url = f"{API}/challenges/{stage.challenge.pk}/queue"
    shown = [reader.get(url).json()["results"] for reader in readers]
    assert [[row["is_mine"] for row in rows] for rows in shown] == [[True, False], [False, False]]
    for first, second in shown:
        assert (parse_datetime(first["leased_until"]), second["leased_until"]) == (read.due_at, None)


def test_a_verdict_says_whether_an_arbiter_gave_it(db):
    stage = queue_stage(entries=2)
    reject(stage)
    wait(5.1)
    reject(stage, make_staff("arbiter"))
    assert list(Verdict.objects.order_by("id").values_list("is_arbiters", flat=True)) == [False, True]


def test_a_reminder_is_given_at_its_hour_and_not_a_moment_before(db):
    stage = queue_stage(entries=1)
    entry = Entry.objects.get(pk=stage.entries[0].pk)
    hour = entry.decide_by - timedelta(hours=24)
    facts = {"entry_id": entry.pk, "number": 1, "hours": 24}
    stop_clock(hour - timedelta(microseconds=1))
    assert not reminding.remind_reviewers(**facts)
    stop_clock(hour)
    assert reminding.remind_reviewers(**facts)


def test_reviewers_are_reminded_by_itself_once_the_hour_has_come(db):
    stage = queue_stage(entries=1)
    deliver_all()
    assert not Event.objects.filter(name="entry.review_reminded").exists()
    stop_clock(Entry.objects.get(pk=stage.entries[0].pk).decide_by - timedelta(hours=24))
    deliver_all()
    told = Event.objects.filter(name="entry.review_reminded").order_by("at", "id")
    assert [event.payload for event in told] == [{"hours": 72}, {"hours": 24}]


def test_the_clock_gives_back_what_was_read_too_long(db):
    stage = queue_stage(entries=1)
    take(stage)
    move_clock(seconds=3 * 86_400 + 1)
    ticks["judging.handlers.advance_queues"].run()
    assert statuses(stage) == ["queued"]
