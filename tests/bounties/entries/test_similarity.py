"""Entries that look alike are flagged for moderators: in text, in pictures, in files; and nothing else happens."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from bounties.entries import attaching, entering, submitting, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import FlagState, SimilarityFlag, TextSketch
from bounties.entries.similarity import comparing, deciding
from bounties.entries.similarity.shingling import SKETCHED, likeness, packed, sketch_of, unpacked
from bounties.errors import IllegalMove, InvalidInput
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff
from tests.bounties.drawing import image_bytes
from tests.deliveries import deliver_all
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now


def essay(seed: int, words: int = 400) -> str:
    """A text that no other seed shares a run of three words with."""
    numbers = random.Random(seed)
    return " ".join(f"word{numbers.randrange(10**6)}" for _ in range(words))


def changed(text: str, *, every: int) -> str:
    return " ".join("other" if place % every == 0 else word for place, word in enumerate(text.split()))


@pytest.fixture
def challenge(db):
    return make_challenge(entry_limit=2)


def flags() -> set[tuple[str, frozenset]]:
    return {(flag.kind, frozenset({flag.entry_id, flag.resembles_id})) for flag in SimilarityFlag.objects.all()}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 600), st.integers(20, 600), st.integers(20, 600))
def test_likeness_is_what_all_runs_of_both_texts_say_within_a_tenth(shared, mine, theirs):
    one = essay(1, shared) + " " + essay(2, mine)
    other = essay(1, shared) + " " + essay(3, theirs)
    runs = [{tuple(words[at : at + 3]) for at in range(len(words) - 2)} for words in (one.split(), other.split())]
    exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    found = likeness(unpacked(packed(sketch_of(one))), sketch_of(other))
    assert abs(found - exact) <= (0.0 if len(runs[0] | runs[1]) <= SKETCHED else 0.12)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (essay(1, 30), essay(1, 30).upper().replace(" ", ",\n> **"), True),
        ("The slope of two sensors.", "The slope of two sensors.", False),
        ("我们的冷库温度不均匀需要提前一个小时预测", "我们的冷库温度不均匀需要提前一个小时预测。", True),
    ],
)
def test_case_and_markup_make_no_difference_and_a_greeting_is_not_compared(one, other, is_same):
    assert (likeness(sketch_of(one), sketch_of(other)) == 1.0) is is_same


def test_a_copied_text_is_flagged_once_with_its_score_and_another_text_is_not(challenge):
    original = make_entry(challenge, body=essay(1))
    copy = make_entry(challenge, body=changed(essay(1), every=20))
    make_entry(challenge, body=essay(2))
    deliver_all()
    comparing.compare(entry_id=copy.pk)
    assert flags() == {("text", frozenset({original.pk, copy.pk}))}
    assert 65 <= SimilarityFlag.objects.get().score <= 85
    copy.refresh_from_db()
    entering.rewrite(entry_id=copy.pk, version=copy.version, changes=Changes(body=essay(1)), by=copy.entrant)
    submitting.submit(entry_id=copy.pk, by=copy.entrant)
    deliver_all()
    assert SimilarityFlag.objects.get().score == 100
    assert TextSketch.objects.count() == 3


def test_pictures_and_files_are_compared_and_one_s_own_entries_are_not(challenge):
    entries = []
    for kind, size in (("PNG", (600, 400)), ("JPEG", (300, 200))):
        entry = make_entry(challenge, submit=False, body="See the picture.")
        for name, content in ((f"a.{kind.lower()}", image_bytes(kind, size=size)), ("data.csv", b"a,b\n1,2\n")):
            attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(name, content), by=entry.entrant)
        submitting.submit(entry_id=entry.pk, by=entry.entrant)
        entries.append(entry)
    make_entry(challenge, entries[0].entrant, body=essay(1))
    make_entry(challenge, entries[1].entrant, body="Mine.")
    own = make_entry(make_challenge(entry_limit=2), body=essay(3))
    make_entry(own.challenge, own.entrant, body=essay(3))
    deliver_all()
    pair = frozenset(entry.pk for entry in entries)
    assert flags() == {("picture", pair), ("file", pair)}


def test_a_file_that_many_have_was_given_to_all(challenge):
    for _ in range(comparing.COMMON + 2):
        entry = make_entry(challenge, submit=False)
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("given.csv", b"a,b\n"), by=entry.entrant)
        submitting.submit(entry_id=entry.pk, by=entry.entrant)
    deliver_all()
    assert comparing.compare(entry_id=entry.pk) == 0


@pytest.fixture
def flag(challenge) -> SimilarityFlag:
    for _ in range(2):
        make_entry(challenge, body=essay(1))
    deliver_all()
    return SimilarityFlag.objects.get()


def test_a_moderator_decides_once_with_a_reason_and_nothing_happens_to_the_entries(flag, moderator):
    with pytest.raises(InvalidInput):
        deciding.decide(flag_id=flag.pk, state=FlagState.UPHELD, reason=" ", by=moderator)
    deciding.decide(flag_id=flag.pk, state=FlagState.UPHELD, reason="Word for word.", by=moderator)
    with pytest.raises(IllegalMove):
        deciding.decide(flag_id=flag.pk, state=FlagState.DISMISSED, reason="Not so.", by=moderator)
    assert {flag.entry.status, flag.resembles.status} == {"submitted"}


def test_only_moderators_without_a_part_in_the_challenge_see_flags(flag):
    partial = make_staff("moderator")
    sponsor = flag.entry.challenge.sponsor
    sponsor.memberships.create(user=partial, role="viewer")
    moderator = make_staff("moderator")
    address = "/api/v1/similarity-flags"
    (row,) = client_of(moderator).get(address, {"state": "open"}).json()["results"]
    assert {row["entry"], row["resembles"]} == {str(flag.entry_id), str(flag.resembles_id)}
    assert flag.entry.entrant.name not in str(row)
    assert client_of(partial).get(address).json()["results"] == []
    assert client_of(partial).post(f"{address}/{flag.pk}/dismiss", {"reason": "Mine."}).status_code == 404
    answer = client_of(moderator).post(f"{address}/{flag.pk}/dismiss", {"reason": "A quotation."}).json()
    assert (answer["state"], answer["reason"]) == ("dismissed", "A quotation.")


def test_withdrawing_leaves_no_flag_open(flag):
    withdrawing.withdraw(entry_id=flag.resembles_id, by=flag.resembles.entrant)
    deliver_all()
    flag.refresh_from_db()
    assert (flag.state, flag.decided_by, flag.reason) == ("dismissed", None, "The entry was withdrawn.")
    assert comparing.compare(entry_id=flag.entry_id) == 0


def test_the_desk_counts_open_flags_for_moderators_who_decide_there(flag):
    moderator, arbiter = make_staff("moderator"), make_staff("arbiter")
    pages = reverse("admin:entries_similarityflag_changelist")
    desks = {person: Client() for person in (moderator, arbiter)}
    for person, desk in desks.items():
        desk.force_login(person)
    assert "Entries that look alike" in desks[moderator].get("/admin/").content.decode()
    assert desks[arbiter].get(pages).status_code == 403
    act = {"action": "uphold", "_selected_action": [str(flag.pk)], "reason": "The same."}
    assert desks[moderator].post(pages, act).status_code == 302
    flag.refresh_from_db()
    assert (flag.state, flag.decided_by) == ("upheld", moderator)


def change(**fields):
    return lambda flag: SimilarityFlag.objects.filter(pk=flag.pk).update(**fields)


def another(**fields):
    def act(flag):
        given = {"entry": flag.resembles, "resembles": flag.entry, "kind": "picture", "score": 50} | fields
        return SimilarityFlag.objects.create(**{name: of(flag) if callable(of) else of for name, of in given.items()})

    return act


ACTS = {
    "similarity_is_flagged_once": another(kind="text"),
    "similarity_is_between_two": another(resembles=lambda flag: flag.resembles),
    "similarity_score_is_a_percentage": change(score=101),
    "similarity_kind_is_known": change(kind="smell"),
    "similarity_state_is_known": change(state="lost", decided_at=Now(), reason="x"),
    "similarity_is_decided_with_a_reason": change(state="upheld"),
    "similarity_is_decided_once": lambda flag: (
        change(state="upheld", decided_at=laurel_now(), reason="x")(flag),
        change(state="dismissed")(flag),
    ),
    "similarity_is_within_one_challenge": another(resembles=lambda flag: make_entry(make_challenge())),
    "similarity_flag_is_never_deleted": lambda flag: SimilarityFlag.objects.filter(pk=flag.pk).delete(),
}
BEHIND = {"similarity_state_is_known": "similarity_is_decided_once"}


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_of_flags_refuses_and_without_it_nothing_does(name, flag):
    assert fault_of(name, lambda: ACTS[name](flag), behind=BEHIND.get(name)) == ""


def test_every_guard_of_flags_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [SimilarityFlag._meta.db_table, TextSketch._meta.db_table]})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
