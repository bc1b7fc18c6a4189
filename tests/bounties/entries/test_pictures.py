"""Images are drawn anew in a process of their own: small, upright, without anything that the file said beside them."""

import io
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from bounties.entries import attaching, submitting
from bounties.entries.artwork import decoder, drawing
from bounties.entries.artwork.drawing import Unreadable, decoded
from bounties.entries.models import EntryFile, Picture, Rendition
from bounties.errors import InvalidInput
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of
from tests.bounties.drawing import image_bytes, png_that_says
from tests.deliveries import deliver_all
from tests.guarding import GUARDS, fault_of

SECRET = b"Ada Lovelace, 51.5074 N"


def attached(entry, content: bytes, name: str = "a.png") -> EntryFile:
    return attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile(name, content), by=entry.entrant)


def exif(orientation: int) -> bytes:
    told = Image.Exif()
    told[0x0112], told[0x013B] = orientation, SECRET.decode()
    return told.tobytes()


@pytest.fixture
def entry(db, user):
    return make_entry(make_challenge(), user, submit=False)


def test_what_is_drawn_is_small_upright_and_says_nothing_of_its_maker():
    content = image_bytes("JPEG", size=(1600, 800), exif=exif(6), comment=SECRET) + b"<script>alert(1)</script>"
    drawn = decoded(content)
    assert [(copy.size, copy.width, copy.height) for copy in drawn.copies] == [
        ("small", 160, 320), ("large", 640, 1280),
    ]  # fmt: skip
    for copy in drawn.copies:
        assert SECRET not in copy.content
        assert b"script" not in copy.content
        with Image.open(io.BytesIO(copy.content)) as image:
            assert (image.format, image.mode) == ("WEBP", "RGB")
            assert not {"exif", "icc_profile", "xmp"} & set(image.info)


def test_a_fingerprint_outlives_another_size_and_format_and_differs_for_another_picture():
    first, smaller, other = (
        int(decoded(content).fingerprint, 16)
        for content in (
            image_bytes("PNG", size=(900, 640), seed=1),
            image_bytes("JPEG", size=(360, 256), seed=1, quality=40),
            image_bytes("PNG", size=(900, 640), seed=2),
        )
    )
    assert (first ^ smaller).bit_count() <= 3
    assert (first ^ other).bit_count() > 16


def test_what_cannot_be_read_is_no_picture_and_harms_nobody():
    for content in (png_that_says(9_999, 5_001), b"\x89PNG\r\n\x1a\n" + bytes(64), b"<svg/>"):
        with pytest.raises(Unreadable):
            decoded(content)


LIMITED = """
import resource
from bounties.entries.artwork import decoder
decoder.limit_ourselves()
print(*(resource.getrlimit(getattr(resource, f"RLIMIT_{kind}")) for kind in ("AS", "CPU", "FSIZE", "CORE")), sep="\\n")
"""


def test_it_is_drawn_by_a_process_that_has_little_memory_and_time_and_writes_no_file():
    told = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=True).stdout
    limits = [decoder.MOST_MEMORY, decoder.MOST_SECONDS, 0, 0]
    assert told.splitlines() == [f"({most}, {most})" for most in limits]


def test_an_image_is_drawn_once_and_its_owner_sees_it(entry):
    file = attached(entry, image_bytes(size=(800, 600)))
    address = f"/api/v1/entries/{entry.pk}"
    client = client_of(entry.entrant)
    (waiting,) = client.get(address).json()["files"]
    assert (waiting["scan_status"], waiting["picture"]["status"], waiting["picture"]["small"]) == (
        "sniffed",
        "waiting",
        None,
    )
    deliver_all()
    drawing.draw(picture_id=Picture.objects.get().pk)
    (row,) = client.get(address).json()["files"]
    assert {name: row["picture"][name] for name in ("file", "status", "width", "height")} == {
        "file": str(file.pk), "status": "drawn", "width": 800, "height": 600,
    }  # fmt: skip
    answer = client.get(row["picture"]["small"])
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/webp",
        "nosniff",
    )
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as image:
        assert image.size == (320, 240)
    assert Rendition.objects.count() == 2


def test_an_image_that_cannot_be_read_stays_a_file_and_is_never_shown(entry):
    attached(entry, png_that_says(40, 30)[:-30])
    deliver_all()
    assert (Picture.objects.get().status, Rendition.objects.count()) == ("unreadable", 0)


def test_a_challenge_that_asks_for_pictures_takes_nothing_else_and_none_is_too_few(user):
    entry = make_entry(make_challenge(entry_media="images"), user, submit=False)
    with pytest.raises(InvalidInput, match=r"is no image. This challenge asks for GIF, JPEG, PNG, WEBP"):
        attached(entry, b"hello", "a.txt")
    with pytest.raises(InvalidInput, match="Add an image"):
        submitting.submit(entry_id=entry.pk, by=user)
    attached(entry, image_bytes())
    assert submitting.submit(entry_id=entry.pk, by=user).number == 1


def a_picture(entry) -> Picture:
    picture = Picture.objects.create(file=attached(entry, b"hello", "a.txt"), width=1, height=1)
    Rendition.objects.create(picture=picture, size="small", image="x", width=1, height=1)
    return picture


def change(**fields):
    return lambda picture: Picture.objects.filter(pk=picture.pk).update(**fields)


ACTS = {
    "picture_has_a_size": change(width=0),
    "picture_status_is_known": change(status="lost"),
    "picture_has_a_fingerprint_once_drawn": change(status="drawn"),
    "picture_is_drawn_once": lambda picture: (
        change(status="drawn", fingerprint="0" * 16)(picture),
        change(status="unreadable", fingerprint="")(picture),
    ),
    "rendition_is_one_per_size": lambda picture: Rendition.objects.create(
        picture=picture, size="small", image="y", width=1, height=1
    ),
    "rendition_size_is_known": lambda picture: picture.renditions.update(size="huge"),
    "entries_picture_file_id_key": lambda picture: Picture.objects.create(file=picture.file, width=1, height=1),
}
BEHIND = {"picture_status_is_known": "picture_is_drawn_once"}


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_of_pictures_refuses_and_without_it_nothing_does(name, entry):
    picture = a_picture(entry)
    assert fault_of(name, lambda: ACTS[name](picture), behind=BEHIND.get(name)) == ""


def test_every_guard_of_pictures_has_its_act(db):
    tables = [model._meta.db_table for model in (Picture, Rendition)]
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": tables})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
