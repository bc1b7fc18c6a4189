"""An image without what cameras and programs write beside its picture: where, when, with what and by whom it was made.

Nothing is decoded and no pixel changes: the parts that do not draw are left out, and so is whatever stands behind the
image's end. Which way up it is to be held is kept, and so are its colours (ICC).
Formats: JPEG (segments), PNG (chunks), WebP (RIFF chunks), GIF (extensions).
"""

import re
import struct
from collections.abc import Callable, Iterator

ICC, JFIF, EXIF = b"ICC_PROFILE\0", b"JFIF\0", b"Exif\0\0"
ORIENTATION = 0x0112
# The entropy-coded data of a JPEG ends at a marker that is neither a stuffed byte nor a restart.
NEXT_MARKER = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
PNG_DRAWS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD"),
    *(b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
WEBP_DRAWS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_MARKS = 0x08 | 0x04  # of VP8X: that EXIF, that XMP follows
GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def bare(content: bytes, media_type: str) -> bytes:
    """The image alone. What is no image, or not built as its kind is, comes back as it was."""
    parts = PARTS.get(media_type)
    if parts is None:
        return content
    try:
        return b"".join(parts(content))
    except (struct.error, IndexError, ValueError):
        return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    held = b""  # which way up, written where it belongs: behind JFIF's own segment
    for marker, segment in _segments(content):
        if marker == 0xE1 and segment[4:10] == EXIF:
            held = held or _upright(_orientation(segment[10:]))
        elif _draws(marker, segment):
            if held and marker != 0xE0:
                yield held
                held = b""
            yield segment


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each, to the image's end; a scan with the data behind it is one."""
    at = 2
    while True:
        while content[at + 1] == 0xFF:
            at += 1
        if content[at] != 0xFF:
            raise ValueError
        marker = content[at + 1]
        if marker == 0xD9:
            yield marker, content[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA:
            found = NEXT_MARKER.search(content, end)
            end = found.start() if found else len(content)
        yield marker, content[at:end]
        if end >= len(content):
            return
        at = end


def _draws(marker: int, segment: bytes) -> bool:
    """Whether the picture needs it: all but comments and what programs wrote for themselves."""
    match marker:
        case 0xE0:
            return segment[4:9] == JFIF
        case 0xE2:
            return segment[4:16] == ICC
        case 0xEE:
            return segment[4:9] == b"Adobe"
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        entries = [struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number) for number in range(count)]
    except struct.error:
        return 1
    return next((value for tag, _, _, value in entries if tag == ORIENTATION and value in range(1, 9)), 1)


def _upright(orientation: int) -> bytes:
    """A segment that says nothing but which way up; none where it already is."""
    if orientation == 1:
        return b""
    said = EXIF + b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said


def _png(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError
        if kind in PNG_DRAWS:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> Iterator[bytes]:
    last = 8 + struct.unpack_from("<I", content, 4)[0]
    if content[:4] != b"RIFF" or last > len(content):
        raise ValueError
    found, at = [], 12
    while at + 8 <= last:
        kind, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if kind in WEBP_DRAWS:
            chunk = content[at:end]
            found.append(_unmarked(chunk) if kind == b"VP8X" else chunk)
        at = end
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, found))) + content[8:12]
    yield from found


def _unmarked(chunk: bytes) -> bytes:
    return chunk[:8] + bytes([chunk[8] & ~WEBP_MARKS]) + chunk[9:]


def _gif(content: bytes) -> Iterator[bytes]:
    at = 13 + _table(content[10])
    yield content[:at]
    while content[at] != 0x3B:
        if content[at] == 0x21:
            end = _behind(content, at + 2)
            if content[at + 1] in (0xF9, 0x01) or content[at + 3 : at + 14] in GIF_LOOPS:
                yield content[at:end]
        elif content[at] == 0x2C:
            end = _behind(content, at + 11 + _table(content[at + 9]))
            yield content[at:end]
        else:
            raise ValueError
        at = end
    yield b"\x3b"


def _table(flags: int) -> int:
    """Bytes of the colours that follow."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _behind(content: bytes, at: int) -> int:
    """Where the blocks that begin here end."""
    while content[at]:
        at += content[at] + 1
    return at + 1


PARTS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}
