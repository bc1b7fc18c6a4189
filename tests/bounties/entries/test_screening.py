"""Screening: a person looks, blind, whether an entry may be judged; form may be mended once; silence lets it pass."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from bounties.awards import calling_off, disqualifying
from bounties.challenges.completeness import require_right
from bounties.challenges.drafting import frame_now
from bounties.challenges.problems import Incomplete
from bounties.entries import attaching, mending, pausing, screening, submitting, withdrawing
from bounties.entries import disqualifying as charging
from bounties.entries.models import DisqualificationStatus, Entry, EntryVersion, Screening
from bounties.entries.policies import require_screened
from bounties.entries.refusals import ChallengeClosed, NothingChanged, NotInScreening
from bounties.errors import InvalidInput
from tests.bounties.building import terms
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.staging import close, enter, open_stage
from tests.clock import move_clock
from tests.guarding import GUARDS, fault_of, is_refused
from workers.clock import laurel_now

SCREENING, CURE = 600, 300


@pytest.fixture
def stage(db):
    """A contest just closed, whose two entries wait to be screened."""
    stage = open_stage(screening=True, durations={"screening": SCREENING, "cure": CURE})
    stage.seat(make_user())
    for _ in range(2):
        enter(stage, make_user())
    return close(stage)


def status(entry: Entry) -> tuple[str, str]:
    found = Entry.objects.select_related("screening").get(pk=entry.pk)
    return found.status, found.screening.status


def find(stage, entry: Entry, reason: str = "The statement on AI is missing.") -> None:
    screening.screen(entry_id=entry.pk, is_eligible=not reason, reason=reason, by=stage.owner)


def add(entry: Entry, content: bytes = b"The missing page.") -> None:
    attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("page.txt", content), by=entry.entrant)


def test_nothing_is_judged_or_decided_before_it_is_screened(stage):
    first, second = stage.entries
    judge, owner = client_of(stage.judges[0]), client_of(stage.owner)
    address = f"/api/v1/challenges/{stage.challenge.pk}"
    assert judge.get(f"{address}/judging").json()["results"] == []
    decided = owner.post(f"{address}/decide", {"awards": []}, headers={"Idempotency-Key": "1"})
    assert (decided.status_code, decided.json()["code"]) == (409, "screening_unfinished")
    find(stage, first, "")
    assert [row["id"] for row in judge.get(f"{address}/judging").json()["results"]] == [str(first.pk)]
    assert (status(first), status(second)) == (("qualified", "passed"), ("locked", "waiting"))


def test_nobody_waits_for_the_screening_of_who_withdrew(stage):
    first, second = stage.entries
    find(stage, first, "")
    withdrawing.withdraw(entry_id=second.pk, by=second.entrant)
    require_screened(stage.challenge)


def test_what_nobody_screens_in_time_passes_and_what_nobody_mends_in_time_is_out(stage):
    first, second = stage.entries
    find(stage, first)
    move_clock(seconds=CURE + 1)
    screening.settle_due()
    assert (status(first), status(second)) == (("ineligible", "failed"), ("locked", "waiting"))
    move_clock(seconds=SCREENING)
    screening.settle_due()
    assert status(second) == ("qualified", "passed")
    with pytest.raises(NotInScreening):
        find(stage, second)


def test_form_is_mended_once_and_substance_stays(stage):
    entry = stage.entries[0]
    with pytest.raises(ChallengeClosed):
        add(entry)
    find(stage, entry)
    assert status(entry) == ("ineligible", "curing")
    with pytest.raises(NothingChanged):
        mending.mend(entry_id=entry.pk, ai_use=None, by=entry.entrant)
    add(entry)
    version = mending.mend(entry_id=entry.pk, ai_use="none used", by=entry.entrant)
    received = entry.versions.get(number=1)
    assert (version.number, version.title, version.body) == (2, received.title, received.body)
    assert ([file["name"] for file in version.files], version.ai_use) == (["page.txt"], "none used")
    assert version.sha256 == submitting.sha256_of(submitting.canonical(version))
    assert status(entry) == ("locked", "waiting")
    find(stage, entry, "Still not.")
    assert status(entry) == ("ineligible", "failed")
    with pytest.raises(NotInScreening):
        add(entry)


def test_who_was_disqualified_does_not_mend_their_way_back(stage):
    entry = stage.entries[0]
    find(stage, entry)
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))
    charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant)
    upheld = DisqualificationStatus.UPHELD
    disqualifying.decide(charge_id=charge.pk, outcome=upheld, verdict="Word for word.", by=make_staff("arbiter"))
    with pytest.raises(NotInScreening):
        mending.mend(entry_id=entry.pk, ai_use="none used", by=entry.entrant)
    assert status(entry) == ("disqualified", "curing")


def test_the_gate_lets_nothing_else_pass_after_the_deadline(stage):
    entry = stage.entries[0]
    find(stage, entry)
    add(entry)
    received = entry.versions.get()
    mended = {"entry": entry, "number": 2, "title": received.title, "body": received.body, "sha256": "a" * 64}
    write = partial(EntryVersion.objects.create, files=[])
    for change in ({"body": "Better."}, {"title": "Better"}, {"number": 3}):
        assert is_refused(partial(write, **(mended | change)))
    move_clock(seconds=CURE + 1)
    assert is_refused(partial(write, **mended))
    with pytest.raises(NotInScreening):
        mending.mend(entry_id=entry.pk, ai_use=None, by=entry.entrant)


def test_screeners_are_the_sponsor_s_managers_and_moderators_and_read_blind(stage):
    entry = stage.entries[0]
    address = f"/api/v1/challenges/{stage.challenge.pk}/screening"
    act = f"/api/v1/entries/{entry.pk}/screen"
    add_free = {"verdict": "ineligible", "reason": "No statement."}
    people = {
        "judge": stage.judges[0],
        "entrant": entry.entrant,
        "moderator": make_staff("moderator"),
        "owner": stage.owner,
    }
    heard = {name: client_of(person).get(address).status_code for name, person in people.items()}
    assert heard == {"judge": 403, "entrant": 403, "moderator": 200, "owner": 200}
    rows = client_of(stage.owner).get(address).json()["results"]
    assert [row["id"] for row in rows] == sorted(str(one.pk) for one in stage.entries)
    for one in stage.entries:
        assert one.entrant.name not in str(rows)
    assert {client_of(people[name]).post(act, add_free).status_code for name in ("judge", "entrant")} == {404}
    assert client_of(people["moderator"]).post(act, {"verdict": "ineligible"}).status_code == 400
    assert client_of(people["moderator"]).post(act, add_free).json()["status"] == "curing"
    own = client_of(entry.entrant).get(f"/api/v1/entries/{entry.pk}").json()
    assert (own["status"], own["screening"]["reason"]) == ("ineligible", "No statement.")
    mended = client_of(entry.entrant).post(
        f"/api/v1/entries/{entry.pk}/mend", {"ai_use": "none used"}, headers={"Idempotency-Key": "1"}
    )
    assert (mended.status_code, mended.json()["version"]) == (201, 2)


def test_a_screener_reads_the_files_of_what_waits(db):
    stage = open_stage(screening=True)
    judge = stage.seat(make_user())
    entry = enter(stage, make_user(), submit=False)
    add(entry)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    close(stage)
    address = f"/api/v1/judging/files/{entry.files.get().pk}"
    assert [client_of(person).get(address).status_code for person in (stage.owner, judge)] == [200, 404]


def test_a_pause_takes_no_time_from_screeners_and_entrants(stage, moderator):
    find(stage, stage.entries[0])
    due = Screening.objects.get(entry=stage.entries[0]).due_at
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=CURE + 1)
    screening.settle_due()
    assert status(stage.entries[0]) == ("ineligible", "curing")
    with pytest.raises(NotInScreening):
        mending.mend(entry_id=stage.entries[0].pk, ai_use="none used", by=stage.entries[0].entrant)
    pausing.resume(challenge_id=stage.challenge.pk, by=moderator)
    assert (Screening.objects.get(entry=stage.entries[0]).due_at - due).total_seconds() >= CURE


def test_a_withdrawn_entry_leaves_no_screening_behind(stage):
    entry = stage.entries[0]
    find(stage, entry)
    withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant)
    move_clock(seconds=CURE + 1)
    screening.settle_due()
    assert status(entry) == ("withdrawn", "failed")


def test_called_off_nobody_screens_any_more_and_what_waits_passes(db):
    stage = open_stage(screening=True, guarantee="up_to", kill_fee_bp=1_000)
    entry = enter(stage, make_user())
    close(stage)
    calling_off.call_off(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)
    assert Screening.objects.get(entry=entry).status == "passed"


def test_terms_whose_screening_would_outlast_the_judging_are_refused(db):
    with pytest.raises(Incomplete) as refusal:
        require_right(terms(screening=True), frame_now())
    assert "takes 691200 seconds, and judging has 3600" in refusal.value.errors["screening"][0]
    require_right(terms(screening=True, durations={"screening": 60, "cure": 60}), frame_now())


def test_finding_something_needs_a_reason(stage):
    with pytest.raises(InvalidInput):
        screening.screen(entry_id=stage.entries[0].pk, is_eligible=False, reason=" ", by=stage.owner)


def change(**fields):
    return lambda stage: Screening.objects.filter(entry=stage.entries[0]).update(**fields)


ACTS = {
    "screening_status_is_known": change(status="lost", due_at=None),
    "screening_is_due_iff_timed": change(due_at=None),
    "screening_finding_has_a_reason": change(status="curing"),
    "screening_is_mended_once": change(status="curing", reason="x", is_mended=True),
    "screening_moves_legally": lambda stage: (
        change(status="passed", due_at=None)(stage),
        change(status="waiting", due_at=laurel_now())(stage),
    ),
    "entries_screening_entry_id_key": lambda stage: Screening.objects.create(
        entry=stage.entries[0], due_at=laurel_now()
    ),
}
BEHIND = {"screening_status_is_known": "screening_moves_legally"}


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_of_screening_refuses_and_without_it_nothing_does(name, stage):
    assert fault_of(name, lambda: ACTS[name](stage), behind=BEHIND.get(name)) == ""


def test_every_guard_of_screening_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [Screening._meta.db_table]})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
