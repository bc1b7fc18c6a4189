"""Whom a document names as its authors, in the fields that programs fill in by themselves.

Office documents: `docProps`. PDF: the information dictionary and XMP, where they are not packed away, which most
programs do only with the former's neighbours. It is a help for who did not think of it, not a search: nothing is
taken out, and whoever wants to sign an entry can do so in its text.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from bounties.entries.archives import ARCHIVES
from payments.sentences import filled, together

PDF = "application/pdf"
MOST_NAMES = 3
LONGEST_NAME = 80
LARGEST_PART = 262_144  # bytes of docProps that are looked at
CHUNK, OVERLAP = 1_048_576, 2_048
IN_OFFICE = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>([^<]{1,400})<")
IN_PDF = re.compile(
    rb"/Author\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)"
    rb"|<dc:creator>\s*(?:<rdf:Seq>\s*)?(?:<rdf:li[^>]{0,80}>)?([^<]{1,400})<",
    re.DOTALL,
)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def names_in(stream: IO[bytes], media_type: str) -> tuple[str, ...]:
    """The first names that the document tells of itself; none of what is no document, or cannot be read."""
    stream.seek(0)
    names = (" ".join(name.split())[:LONGEST_NAME] for name in _found(stream, media_type))
    found = tuple(dict.fromkeys(name for name in names if name and name.isprintable()))
    stream.seek(0)
    return found[:MOST_NAMES]


def warning_of(names: tuple[str, ...]) -> str:
    """What to tell whoever has just uploaded it; nothing where it names nobody."""
    if not names:
        return ""
    sentence = _(
        "The file names {names} as its author, and whoever judges it can read that. If they should not, take the name "
        "out of its properties and upload it again."
    )
    return filled(sentence, names=together(names))


def _found(stream: IO[bytes], media_type: str) -> Iterator[str]:
    if media_type == PDF:
        yield from _of_pdf(stream)
    elif media_type in ARCHIVES and media_type != "application/zip":
        yield from _of_office(stream)


def _of_office(stream: IO[bytes]) -> Iterator[str]:
    with zipfile.ZipFile(stream) as archive:
        for part in {"docProps/core.xml", "docProps/app.xml"} & set(archive.namelist()):
            with archive.open(part) as content:
                text = content.read(LARGEST_PART).decode("utf-8", "replace")
            yield from map(html.unescape, IN_OFFICE.findall(text))


def _of_pdf(stream: IO[bytes]) -> Iterator[str]:
    before = b""
    while chunk := stream.read(CHUNK):
        for literal, digits, element in IN_PDF.findall(before + chunk):
            if element:
                yield html.unescape(element.decode("utf-8", "replace"))
            else:
                yield _text(_unescaped(literal) if literal else _bytes(digits))
        before = chunk[-OVERLAP:]


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _unescaped(literal: bytes) -> bytes:
    return ESCAPED.sub(lambda found: _byte(found[1]), literal)


def _byte(escape: bytes) -> bytes:
    return bytes([int(escape, 8) & 0xFF]) if escape.isdigit() and escape < b"8" else escape


def _text(raw: bytes) -> str:
    """As PDF writes texts: UTF-16 or UTF-8 behind a mark, else one byte a letter."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8" if raw.startswith(b"\xef\xbb\xbf") else "latin-1", "replace"
    )
