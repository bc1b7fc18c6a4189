"""Files: sniffed, hashed, stored under random names, part of the version they were submitted with."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bounties.entries import attaching, submitting
from bounties.entries.models import EntryFile
from bounties.entries.refusals import ChallengeClosed
from bounties.errors import InvalidInput, NotAllowed
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.drawing import image_bytes
from tests.clock import move_clock

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = image_bytes("PNG")


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": local}
    return tmp_path


def stored(folder: Path) -> list[Path]:
    return [found for found in folder.rglob("*") if found.is_file()]


def zipped(name: str = "a.txt") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0)), "hello")  # the same bytes each time
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("paper.pdf", PDF, "application/pdf"),
        ("plot.PNG", PNG, "image/png"),
        ("data.csv", b"a,b\n1,2\n", "text/plain"),
        ("notes.md", "Ünïcode".encode() * 3000, "text/plain"),
        ("all.zip", zipped(), "application/zip"),
    ],
)
def test_a_file_is_known_by_its_bytes(user, media, name, content, media_type):
    entry = make_entry(make_challenge(), user, submit=False)
    file = attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(name, content, "x/lies"), by=user)
    assert (file.media_type, file.sha256) == (media_type, hashlib.sha256(content).hexdigest())
    assert name not in file.file.name
    assert len(stored(media)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ\x90\x00"),
        ("page.html", b"<html><script>alert(1)</script>"),
        ("draw.svg", b"<svg onload=alert(1)>"),
        ("paper.pdf", b"MZ\x90\x00 not a paper"),
        ("plot.png", PDF),
        ("notes.txt", b"\x00\x01\x02"),
        ("notes.txt", b"\xff\xfe latin"),
        ("all.zip", b"no archive at all"),
        ("noname", b"hello"),
    ],
)
def test_what_is_no_allowed_file_is_refused_and_not_kept(user, media, name, content):
    entry = make_entry(make_challenge(), user, submit=False)
    with pytest.raises(InvalidInput) as refusal:
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(name, content), by=user)
    assert refusal.value.field == "file"
    assert name in str(refusal.value)
    assert stored(media) == []


def test_a_file_that_is_too_large_or_empty_is_refused(user):
    entry = make_entry(make_challenge(), user, submit=False)
    for content in (b"", b"a" * (attaching.LARGEST_FILE + 1)):
        with pytest.raises(InvalidInput, match="bytes"):
            attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.txt", content), by=user)


def test_there_are_at_most_twenty_files(user, media):
    entry = make_entry(make_challenge(), user, submit=False)
    for number in range(attaching.MOST_FILES):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(f"{number}.txt", b"hello"), by=user)
    with pytest.raises(InvalidInput, match="at most 20"):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("more.txt", b"hello"), by=user)
    assert len(stored(media)) == attaching.MOST_FILES


def test_a_strangers_file_is_not_kept(user, stranger, media):
    entry = make_entry(make_challenge(), user, submit=False)
    with pytest.raises(NotAllowed):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.txt", b"hello"), by=stranger)
    assert stored(media) == []


def test_a_late_file_is_not_kept(user, media):
    entry = make_entry(make_challenge(), user, submit=False)
    move_clock(seconds=3601)
    with pytest.raises(ChallengeClosed):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.txt", b"hello"), by=user)
    assert stored(media) == []


def test_a_version_names_its_files_and_a_removed_one_stays_with_the_version_that_had_it(user):
    entry = make_entry(make_challenge(), user, submit=False)
    first = attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.txt", b"one"), by=user)
    version = submitting.submit(entry_id=entry.pk, by=user)
    assert [file["sha256"] for file in version.files] == [first.sha256]
    attaching.remove(entry_id=entry.pk, file_id=first.pk, by=user)
    second = submitting.submit(entry_id=entry.pk, by=user)
    assert second.files == []
    assert EntryFile.objects.get(pk=first.pk).version_id == version.pk
