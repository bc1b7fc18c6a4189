"""What must not come in, whatever it is called: huge images, SVG, archives that explode, names that hide something."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bounties.entries import archives, attaching
from bounties.entries.archives import require_harmless
from bounties.entries.artwork.measuring import measured
from bounties.entries.models import EntryFile
from bounties.entries.naming import clean_name
from bounties.errors import InvalidInput
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of
from tests.bounties.drawing import image_bytes, png_that_says
from workers.clock import laurel_now

SIZE = (321, 123)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("image/png", image_bytes("PNG", size=SIZE)),
        ("image/gif", image_bytes("GIF", size=SIZE)),
        ("image/jpeg", image_bytes("JPEG", size=SIZE)),
        ("image/jpeg", image_bytes("JPEG", size=SIZE, progressive=True, comment=b"x" * 60_000)),
        ("image/webp", image_bytes("WEBP", size=SIZE)),
        ("image/webp", image_bytes("WEBP", size=SIZE, lossless=True)),
        ("image/webp", image_bytes("WEBP", size=SIZE, exif=b"Exif\0\0" + bytes(20))),
    ],
)
def test_an_image_is_measured_by_its_header(media_type, content):
    assert measured(io.BytesIO(content), media_type, "a") == SIZE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png_that_says(10_000, 6_000), "10,000 x 6,000 pixels, 60 megapixels. Scale it down to 50"),
        (png_that_says(50_000, 10), "20,000 pixels a side"),
        (png_that_says(0, 10), "does not say how large"),
        (b"\x89PNG\r\n\x1a\n", "does not say how large"),
    ],
)
def test_an_image_that_is_too_large_is_refused_by_its_header(content, said):
    with pytest.raises(InvalidInput, match=said):
        measured(io.BytesIO(content), "image/png", "big.png")


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\x10" + bytes(40), b"\xff\xd8" + b"\xff" * 90]
)
def test_a_jpeg_without_a_size_is_refused(content):
    with pytest.raises(InvalidInput):
        measured(io.BytesIO(content), "image/jpeg", "a.jpg")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/plan.pdf", "plan.pdf"),
        ("C:\\Users\\ada\\plan.pdf", "plan.pdf"),
        ("Bildschirmfoto um 10.11\u202fUhr.png", "Bildschirmfoto um 10.11 Uhr.png"),
        ("fami\u200dly.png", "family.png"),
        ("Zu\u0308rich.pdf", "Zürich.pdf"),
        ("文書.pdf", "文書.pdf"),
    ],
)
def test_a_name_is_cleaned_of_folders_and_odd_spaces(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a\x00b.txt", r"U\+0000"),
        ("a\nb.txt", r"U\+000A"),
        ("photo\u202egpj.exe", r"U\+202E"),
        ("a\u2028b.txt", r"U\+2028"),
        ("what?.txt", "some systems refuse"),
        ("a" * 117 + ".txt", "121 characters"),
    ],
)
def test_a_name_that_hides_something_is_refused(name, said):
    with pytest.raises(InvalidInput, match=said):
        clean_name(name)


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def lied(content: bytes, size: int) -> bytes:
    """The same archive, both of whose headers say that its member has so many bytes."""
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + place
        content = content[:at] + struct.pack("<I", size) + content[at + 4 :]
    return content


BOMB = packed(("zeros.txt", bytes(archives.SMALL_ENOUGH * 2)))


HARMFUL = {
    "a bomb": (BOMB, "100 times its size"),
    "a bomb that lies": (lied(BOMB, 5), "damaged"),
    "one that says it is huge": (lied(BOMB, archives.LARGEST_UNPACKED + 1), "more than 200 MB"),
    "a multitude": (packed(*((f"{number}", b"") for number in range(archives.MOST_MEMBERS + 1))), "2,000"),
    "a way out": (packed(("../../home/run.sh", b"x")), "Rename"),
    "a way to the root": (packed(("/etc/passwd", b"x")), "Rename"),
    "a drive": (packed(("C:/run.bat", b"x")), "Rename"),
    "a turned name": (packed(("a\u202etxt.exe", b"x")), "Rename"),
    "another method": (packed(("a.txt", b"x"), method=zipfile.ZIP_LZMA), "plain .zip"),
    "cut off": (packed(("a.txt", b"x" * 99))[:-30], "damaged"),
    "spoilt": (packed(("a.txt", b"hello, hello"))[:35] + b"!" + packed(("a.txt", b"hello, hello"))[36:], "damaged"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_an_archive_that_would_do_harm_is_refused(what):
    content, said = HARMFUL[what]
    with pytest.raises(InvalidInput, match=said):
        require_harmless(io.BytesIO(content), "all.zip")


def test_an_archive_that_is_as_it_should_be_is_left_at_its_start():
    content = io.BytesIO(packed(("a.txt", b"ab" * 600), ("notes/b.txt", b"cd" * 600)))
    require_harmless(content, "all.zip")
    assert content.tell() == 0


def test_an_archive_with_a_password_is_refused():
    content = bytearray(packed(("a.txt", b"x")))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    with pytest.raises(InvalidInput, match="password"):
        require_harmless(io.BytesIO(bytes(content)), "all.zip")


@pytest.mark.django_db
def test_over_http_what_must_not_come_in_is_refused_with_its_reason(user):
    entry = make_entry(make_challenge(), user, submit=False)
    client = client_of(user)
    for name, content, said in [
        ("big.png", png_that_says(10_000, 6_000), "megapixels"),
        ("draw.svg", b"<svg onload=alert(1)>", "SVG"),
        ("all.zip", BOMB, "100 times"),
        ("a\x01b.txt", b"hello", "U+0001"),
        ("photo\u202etxt.png", image_bytes(), "U+202E"),
    ]:
        sent = SimpleUploadedFile("x", content)
        sent._name = name  # past Django's own cleaning, as a hostile client sends it
        answer = client.post(f"/api/v1/entries/{entry.pk}/files", {"file": sent}, format="multipart")
        assert answer.status_code == 400, name
        assert said in answer.json()["errors"]["file"][0]
    assert EntryFile.objects.count() == 0


@pytest.mark.django_db
def test_the_files_of_an_entry_are_limited_in_all(user):
    entry = make_entry(make_challenge(), user, submit=False)
    first = attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.txt", b"hello"), by=user)
    EntryFile.objects.update(size=attaching.LARGEST_TOTAL - 4)
    with pytest.raises(InvalidInput, match="104,857,601 bytes of files; 104,857,600 at most"):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("b.txt", b"hello"), by=user)
    attaching.remove(entry_id=entry.pk, file_id=first.pk, by=user)
    removed = {"entry": entry, "file": "x", "name": "x", "size": 1, "sha256": "a" * 64, "removed_at": laurel_now()}
    EntryFile.objects.bulk_create(EntryFile(**removed) for _ in range(attaching.MOST_UPLOADS - 1))
    with pytest.raises(InvalidInput, match="takes no more"):
        attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("c.txt", b"h"), by=user)
