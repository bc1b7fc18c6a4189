"""The files of entries, as judges may fetch them."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bounties.entries import attaching, submitting
from bounties.judging.aliases import file_alias
from bounties.judging.judged import blind_files
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, enter, open_stage

API = "/api/v1"
TEXT = b"Day 1: 4.0 C, day 2: 4.2 C"


@pytest.fixture
def sealed(db, settings, tmp_path) -> Stage:
    """An entry with a submitted file, and one that came after its last version; two judges have their seats."""
    settings.MEDIA_ROOT = tmp_path
    stage = open_stage()
    entry = enter(stage, make_user())
    for name in ("log.txt", "later.txt"):
        upload = SimpleUploadedFile(name, TEXT, content_type="text/plain")
        attaching.attach(entry_id=entry.pk, upload=upload, by=entry.entrant)
        if name == "log.txt":
            submitting.submit(entry_id=entry.pk, by=entry.entrant)
    stage.seat(make_user())
    return stage


def path_of(stage, name):
    return f"{API}/judging/files/{stage.entries[0].files.get(name=name).pk}"


def test_a_judge_downloads_what_was_submitted(sealed, client_of):
    sealed.pass_deadline()
    judge = client_of(sealed.judges[0])
    (row,) = judge.get(f"{API}/challenges/{sealed.challenge.pk}/judging").json()["results"]
    alias = row["alias"].replace(" ", "-")
    assert [file["name"] for file in row["files"]] == [f"{alias}-1.txt"]
    answer = judge.get(f"{API}/judging/files/{row['files'][0]['id']}")
    assert b"".join(answer.streaming_content) == TEXT
    assert answer["Content-Disposition"] == f'attachment; filename="{alias}-1.txt"'


def test_only_a_final_decision_for_somebody_gives_files_the_names_that_entrants_chose(sealed):
    version = sealed.entries[0].versions.select_related("entry__challenge").get(files__0__name="log.txt")
    given = []
    for status in ("judging", "provisional", "no_award", "awarding", "completed"):
        version.entry.challenge.status = status
        given += [status for file in blind_files(version) if file["name"] == "log.txt"]
    assert given == ["awarding", "completed"]


@pytest.mark.parametrize(
    ("given", "ending"),
    [("anna.PNG", ".png"), ("part.tar.gz", ".gz"), ("anna", ""), ("by.annamueller", ""), ("von.anna mueller", "")],
)
def test_of_a_name_only_a_short_ending_is_told(given, ending):
    assert file_alias(UUID(int=0), 2, given) == f"Agile-Acorn-00000-2{ending}"


def test_what_was_never_submitted_is_not_there(sealed, client_of):
    sealed.pass_deadline()
    assert client_of(sealed.judges[0]).get(path_of(sealed, "later.txt")).status_code == 404


def test_nobody_else_gets_it(sealed, client_of, stranger):
    sealed.pass_deadline()
    assert client_of(stranger).get(path_of(sealed, "log.txt")).status_code == 404


def test_not_before_the_deadline(sealed, client_of):
    assert client_of(sealed.judges[0]).get(path_of(sealed, "log.txt")).status_code == 409


def test_a_screener_fetches_what_waits_to_be_screened_and_a_judge_does_not_yet(db, settings, tmp_path, client_of):
    settings.MEDIA_ROOT = tmp_path
    stage = open_stage(screening=True)
    judge, entry = stage.seat(make_user()), enter(stage, make_user(), submit=False)
    upload = SimpleUploadedFile("log.txt", TEXT, content_type="text/plain")
    attaching.attach(entry_id=entry.pk, upload=upload, by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    stage.pass_deadline()
    path = path_of(stage, "log.txt")
    assert [client_of(person).get(path).status_code for person in (stage.owner, judge)] == [200, 404]
    rows = client_of(stage.owner).get(f"{API}/challenges/{stage.challenge.pk}/screening").json()["results"]
    assert [row["id"] for row in rows] == [str(entry.pk)]
    assert client_of(judge).get(f"{API}/challenges/{stage.challenge.pk}/screening").status_code == 403
