"""Files that are sent to hurt: small ones that become large, ones that are something else, and false names."""

import gzip
import io
import zipfile
import zlib

from tests.bounties.drawing import image_bytes, png_that_says

MEGABYTE = 1024 * 1024
SCRIPT = b"<script>alert(1)</script>"


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return packed.getvalue()


def in_itself(levels: int) -> bytes:
    """An archive in an archive in an archive, nothing at its end but zeros."""
    content = bytes(8 * MEGABYTE)
    for _ in range(levels):
        content = zipped(**{"a.zip": content})
    return content


def hostile() -> dict[str, tuple[str, str, bytes]]:
    """By what it is: under which name, as which type, and its bytes."""
    zeros = bytes(64 * MEGABYTE)
    return {**bombs(zeros), **in_disguise(), **ill_named()}


def bombs(zeros: bytes) -> dict[str, tuple[str, str, bytes]]:
    """What is small and becomes large."""
    return {
        "a zip of zeros": ("a.zip", "application/zip", zipped(a=zeros)),
        "a zip in zips": ("a.zip", "application/zip", in_itself(5)),
        "a zip of many": ("a.zip", "application/zip", zipped(**{f"f{number}": b"" for number in range(12_000)})),
        "a zip that climbs": ("a.zip", "application/zip", zipped(_DOT__DOT____DOT__DOT____etc__passwd=b"x")),
        "a gzip of zeros": ("a.gz", "application/gzip", gzip.compress(zeros)),
        "a gzip called a zip": ("a.zip", "application/zip", gzip.compress(zeros[:MEGABYTE])),
        "a docx of zeros": ("a.docx", "application/zip", zipped(**{"word__document.xml": zeros})),
        "a png that says it is vast": ("a.png", "image/png", png_that_says(65_000, 65_000)),
        "a png whose data explode": ("a.png", "image/png", png_that_says(7_000, 7_000) + zlib.compress(zeros)),
        "a gif of one pixel that says more": ("a.gif", "image/gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00;"),
        "a pdf of zeros": ("a.pdf", "application/pdf", b"%PDF-1.7\n" + zlib.compress(zeros)),
    }


def in_disguise() -> dict[str, tuple[str, str, bytes]]:
    """What is something else, or something besides."""
    return {
        "an svg": ("a.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "an svg called a png": ("a.png", "image/png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "entities that explode": (
            "a.xml",
            "text/xml",
            b"<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
        ),
        "a page": ("a.html", "text/html", SCRIPT),
        "a page called a text": ("a.txt", "text/html", SCRIPT),
        "a page called a png": ("a.png", "text/html", SCRIPT),
        "a page behind a pdf": ("a.pdf", "text/html", b"%PDF-1.7\n" + SCRIPT),
        "a page behind a gif": ("a.gif", "text/html", image_bytes("GIF") + SCRIPT),
        "a zip behind a png": ("a.png", "image/png", image_bytes() + zipped(a=b"x")),
        "a pdf with a script": (
            "a.pdf",
            "application/pdf",
            b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        ),
    }


def ill_named() -> dict[str, tuple[str, str, bytes]]:
    """What is called something that it had better not be, and what has no size that is taken."""
    return {
        "a program": ("a.exe", "image/png", b"MZ" + bytes(64)),
        "two endings": ("a.png.exe", "image/png", image_bytes()),
        "two endings the other way": ("a.php.png", "image/png", image_bytes()),
        "a name that climbs": ("../../../etc/a.png", "image/png", image_bytes()),
        "a name with a nul": ("a.exe\0.png", "image/png", image_bytes()),
        "a name that reads backwards": ("a\u202egnp.exe", "image/png", image_bytes()),
        "a name that is a header": ('a"\r\nX-Harm: 1\r\n.png', "image/png", image_bytes()),
        "a name without end": ("a" * 5_000 + ".png", "image/png", image_bytes()),
        "a name of two dots": ("..", "image/png", image_bytes()),
        "nothing": ("a.png", "image/png", b""),
        "more than is taken": ("a.txt", "text/plain", b"a" * (21 * MEGABYTE)),
    }
