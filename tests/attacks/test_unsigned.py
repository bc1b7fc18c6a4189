"""What programs write into files names nobody to who judges blind: it is cut out of images, and told of documents."""

import io
import random
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bounties.challenges.models import Challenge
from bounties.entries import attaching, submitting
from bounties.entries.artwork.bare import PARTS, bare
from bounties.entries.authorship import names_in
from bounties.judging.reading import NAMED
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_user
from tests.bounties.drawing import image_bytes
from tests.bounties.staging import enter, open_stage
from tests.test_authorisation import browser_of

WHO = "Ada Lovelace, Marylebone 51.5N 0.1W"
SIZE = (160, 80)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def exif(orientation: int) -> bytes:
    said = Image.Exif()
    said[0x010E], said[0x013B], said[0x0112] = WHO, WHO, orientation
    return said.tobytes()


def signed_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", WHO)
    told.add_itxt("XML:com.adobe.xmp", f"<dc:creator>{WHO}</dc:creator>")
    return image_bytes("PNG", size=SIZE, pnginfo=told, exif=exif(1)) + WHO.encode()


SIGNED = {
    "image/jpeg": image_bytes("JPEG", size=SIZE, exif=exif(6), comment=WHO.encode(), progressive=True) + WHO.encode(),
    "image/png": signed_png(),
    "image/webp": image_bytes("WEBP", size=SIZE, exif=exif(1), xmp=f"<x>{WHO}</x>".encode()) + WHO.encode(),
    "image/gif": image_bytes("GIF", size=SIZE, comment=WHO.encode(), save_all=True) + WHO.encode(),
}


def pixels(content: bytes) -> Any:
    with Image.open(io.BytesIO(content)) as image:
        return image.size, image.mode, image.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", SIGNED)
def test_an_image_loses_what_is_no_picture_and_not_one_pixel(kind):
    signed = SIGNED[kind]
    assert WHO.encode() in signed
    unsigned = bare(signed, kind)
    assert not re.search(rb"Ada|Lovelace|Marylebone", unsigned)
    assert pixels(unsigned) == pixels(signed)
    assert bare(unsigned, kind) == unsigned


@pytest.mark.parametrize("orientation", range(1, 9))
def test_which_way_up_it_is_held_is_kept(orientation):
    with Image.open(io.BytesIO(bare(image_bytes("JPEG", exif=exif(orientation)), "image/jpeg"))) as image:
        assert image.getexif().get(0x0112, 1) == orientation


@pytest.mark.parametrize("kind", SIGNED)
def test_what_is_broken_is_no_fault(kind):
    drawn = random.Random(7)
    for _ in range(300):
        broken = bytearray(SIGNED[kind])
        for _ in range(drawn.randint(1, 4)):
            broken[drawn.randrange(min(len(broken), drawn.choice((40, 400, 9_000))))] = drawn.randrange(256)
        bare(bytes(broken[: drawn.choice((None, drawn.randrange(len(broken))))]), kind)


def test_what_is_no_image_stays_as_it_is():
    assert bare(b"%PDF-1.7", "application/pdf") == b"%PDF-1.7"
    assert set(PARTS) == set(SIGNED)


@pytest.mark.django_db
def test_a_judge_gets_the_picture_alone_until_the_decision_is_final(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stage = open_stage()
    entry = enter(stage, make_user())
    upload = SimpleUploadedFile("a.jpg", SIGNED["image/jpeg"], content_type="image/jpeg")
    file = attaching.attach(entry_id=entry.pk, upload=upload, by=entry.entrant)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    stage.seat(make_user())
    stage.pass_deadline()
    assert stage.challenge.phase not in NAMED
    for reader in (stage.judges[0], stage.owner):
        answer = client_of(reader).get(f"/api/v1/judging/files/{file.pk}")
        assert b"".join(answer.streaming_content) == bare(SIGNED["image/jpeg"], "image/jpeg")
    own = client_of(entry.entrant).get(f"/api/v1/entries/{entry.pk}/files/{file.pk}")
    assert b"".join(own.streaming_content) == SIGNED["image/jpeg"]
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="awarding", due_at=None)
    final = client_of(stage.judges[0]).get(f"/api/v1/judging/files/{file.pk}")
    assert b"".join(final.streaming_content) == SIGNED["image/jpeg"]


def office(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
        for name, content in parts.items():
            archive.writestr(f"docProps/{name}.xml", content)
    return packed.getvalue()


DOCUMENTS = {
    "office": (
        DOCX,
        office(core="<dc:creator>Ada &amp; Co</dc:creator><cp:lastModifiedBy>Ada &amp; Co<"),
        ("Ada & Co",),
    ),
    "company": (
        DOCX,
        office(app="<Company>Engines Ltd</Company><Manager>Babbage</Manager>"),
        ("Engines Ltd", "Babbage"),
    ),
    "office of nobody": (DOCX, office(core="<dc:creator></dc:creator>"), ()),
    "literal": ("application/pdf", b"%PDF-1.7\n<</Author(Ada \\(Countess\\))/Title(x)>>", ("Ada (Countess)",)),
    "wide": ("application/pdf", b"%PDF-1.7\n<</Author (\xfe\xff\0A\0d\0a)>>", ("Ada",)),
    "hex": ("application/pdf", b"%PDF-1.7\n<</Author <FEFF004100640061>>>", ("Ada",)),
    "xmp": ("application/pdf", b"%PDF-1.7\n<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>", ("Ada",)),
    "pdf far in": ("application/pdf", b"%PDF-1.7\n" + b" " * 1_048_560 + b"<</Author(Ada)>>", ("Ada",)),
    "pdf of nobody": ("application/pdf", b"%PDF-1.7\n<</Author()/Title(x)>>", ()),
    "text": ("text/plain", b"/Author(Ada)", ()),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_whom_a_document_names_is_found_where_programs_write_it(name):
    media_type, content, names = DOCUMENTS[name]
    assert set(names_in(io.BytesIO(content), media_type)) == set(names)


@given(st.binary(max_size=400))
def test_no_pdf_is_a_fault(content):
    names_in(
        io.BytesIO(b"/Author(" + content + b")/Author<" + content + b"> <dc:creator>" + content + b"<"),
        "application/pdf",
    )


@pytest.mark.django_db
def test_who_uploads_such_a_document_is_told_by_the_api_and_by_the_page(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    entry = make_entry(make_challenge(), submit=False)

    def sent(client: Any, path: str, content: bytes) -> Any:
        upload = SimpleUploadedFile("a.pdf", content, content_type="application/pdf")
        return client.post(path, {"file": upload}, **({} if path.startswith("/entries") else {"format": "multipart"}))

    api, page = f"/api/v1/entries/{entry.pk}/files", f"/entries/{entry.pk}/files"
    signed, plain = DOCUMENTS["literal"][1], DOCUMENTS["pdf of nobody"][1]
    told = sent(client_of(entry.entrant), api, signed)
    assert told.status_code == 201, told.content
    assert told.json()["warning"].startswith("The file names Ada (Countess) as its author")
    assert sent(client_of(entry.entrant), api, plain).json()["warning"] == ""
    assert "names Ada (Countess)" in sent(browser_of(entry.entrant), page, signed).json()["saved"]
