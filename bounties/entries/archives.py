"""Archives that people upload, checked without being unpacked to disk: what they say of their size, then what is true.

Office documents are archives too. What is inside an archive inside is not looked at: nothing here ever opens it.
"""

import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from bounties.entries.naming import BIDI
from bounties.errors import InvalidInput
from payments.sentences import grouped

ARCHIVES = {
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MOST_MEMBERS = 2_000
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_RATIO = 100  # of unpacked to packed; a text has ten, a bomb a thousand
SMALL_ENOUGH = 10 * 1024 * 1024  # bytes unpacked, whatever the ratio
LONGEST_DIRECTORY = 1024 * 1024  # bytes of the list of members, read as a whole
TAIL = 65_557  # bytes at the end, within which that list is announced
CHUNK = 1024 * 1024
PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others may ask for gigabytes to unpack
ENCRYPTED = 0x1


def require_harmless(stream: IO[bytes], name: str) -> None:
    """Raise InvalidInput for an archive that would grow, hide or write beyond what it should."""
    try:
        size = _require_short_directory(stream, name)
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _require_plain(members, name)
            _require_small(sum(member.file_size for member in members), size, name)
            _unpack_nowhere(archive, size, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, RuntimeError, ValueError) as error:
        raise InvalidInput(_('"{name}" is a damaged archive. Pack it again.'), field="file", name=name) from error
    finally:
        stream.seek(0)


def _require_short_directory(stream: IO[bytes], name: str) -> int:
    """Before anything parses it: a list of half a million members would be a bomb by itself.

    Tells the archive's size.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - TAIL))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise zipfile.BadZipFile
    count, length = struct.unpack("<HI", tail[end + 10 : end + 16])
    is_zip64 = tail[max(0, end - 20) : end].startswith(b"PK\x06\x07")
    if is_zip64 or count > MOST_MEMBERS or length > LONGEST_DIRECTORY:
        raise InvalidInput(
            _('"{name}" has too many files in it; pack at most {most_members}.'),
            field="file",
            name=name,
            most_members=grouped(MOST_MEMBERS),
        )
    return size


def _require_plain(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_MEMBERS:
        raise InvalidInput(
            _('"{name}" has {count} files in it; pack at most {most_members}.'),
            field="file",
            name=name,
            count=grouped(len(members)),
            most_members=grouped(MOST_MEMBERS),
        )
    for member in members:
        if member.flag_bits & ENCRYPTED:
            raise InvalidInput(_('"{name}" is locked with a password. Pack it without one.'), field="file", name=name)
        if member.compress_type not in PLAIN_METHODS:
            raise InvalidInput(
                _('"{name}" is packed in a way that is not taken. Pack it as a plain .zip.'), field="file", name=name
            )
        if _leads_astray(member.filename):
            raise InvalidInput(
                _('"{name}" holds a file named {member}. Rename it, then pack again.'),
                field="file",
                name=name,
                member=repr(member.filename),
            )


def _leads_astray(path: str) -> bool:
    """Whether unpacking it would write elsewhere than below one's folder, or under a name that is not what it seems."""
    parts = path.replace("\\", "/").split("/")
    return (
        path.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or any(ord(char) < ord(" ") or char in BIDI for char in path)
    )


def _require_small(unpacked: int, packed: int, name: str) -> None:
    if unpacked > LARGEST_UNPACKED:
        raise InvalidInput(
            _('"{name}" unpacks to more than {most} MB. Send less, or link to it in your text.'),
            field="file",
            name=name,
            most=LARGEST_UNPACKED // 1024**2,
        )
    if unpacked > SMALL_ENOUGH and unpacked > MOST_RATIO * max(packed, 1):
        raise InvalidInput(
            _('"{name}" unpacks to more than {most_ratio} times its size. Leave the padding out.'),
            field="file",
            name=name,
            most_ratio=MOST_RATIO,
        )


def _unpack_nowhere(archive: zipfile.ZipFile, size: int, name: str) -> None:
    """Read every byte once: a member that lies about its size or sum is damaged, and none may grow past the limit."""
    unpacked = 0
    for member in archive.infolist():
        with archive.open(member) as content:
            while chunk := content.read(CHUNK):
                unpacked += len(chunk)
                _require_small(unpacked, size, name)
