"""How large an image is, read from its header alone: nothing is decoded, so nothing can explode.

Formats: PNG (IHDR), JPEG (the first SOF segment), GIF (the logical screen), WebP (VP8, VP8L or VP8X).
"""

import struct
from collections.abc import Callable
from typing import IO

from django.utils.translation import gettext as _

from bounties.errors import InvalidInput
from payments.sentences import grouped

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000  # pixels
MOST_SEGMENTS = 1_000  # of a JPEG before its size is told
Size = tuple[int, int]
SIZE_SEGMENTS = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
BARE_MARKERS = {0x01, *range(0xD0, 0xD9)}  # that no length follows


def measured(stream: IO[bytes], media_type: str, name: str) -> Size:
    """Width and height in pixels; raises InvalidInput for what has no readable size, or more than we would draw."""
    stream.seek(0)
    try:
        width, height = MEASURES[media_type](stream)
    except (struct.error, ValueError, IndexError):
        width, height = 0, 0
    stream.seek(0)
    if width < 1 or height < 1:
        raise InvalidInput(
            _('"{name}" does not say how large it is. Save the image again, then send it.'), field="file", name=name
        )
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise InvalidInput(
            _(
                '"{name}" has {width} x {height} pixels, {size} megapixels. Scale it down to {most} '
                "megapixels, and {longest_side} pixels a side."
            ),
            field="file",
            name=name,
            width=grouped(width),
            height=grouped(height),
            size=grouped(round(width * height / 1_000_000, 1)),
            most=MOST_PIXELS // 1000000,
            longest_side=grouped(LONGEST_SIDE),
        )
    return width, height


def _png(stream: IO[bytes]) -> Size:
    head = stream.read(24)
    if head[12:16] != b"IHDR":
        raise ValueError
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _gif(stream: IO[bytes]) -> Size:
    width, height = struct.unpack("<HH", stream.read(10)[6:10])
    return width, height


def _jpeg(stream: IO[bytes]) -> Size:
    stream.seek(2)
    for _segment in range(MOST_SEGMENTS):
        marker = _next_marker(stream)
        if marker in BARE_MARKERS:
            continue
        (length,) = struct.unpack(">H", stream.read(2))
        if marker in SIZE_SEGMENTS:
            _precision, height, width = struct.unpack(">BHH", stream.read(5))
            return width, height
        stream.seek(length - 2, 1)
    raise ValueError


def _next_marker(stream: IO[bytes]) -> int:
    """The code after a run of 0xFF bytes."""
    if stream.read(1) != b"\xff":
        raise ValueError
    code = stream.read(1)
    while code == b"\xff":
        code = stream.read(1)
    return code[0]


def _webp(stream: IO[bytes]) -> Size:
    head = stream.read(30)
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack("<I", head[21:25])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    raise ValueError


MEASURES: dict[str, Callable[[IO[bytes]], Size]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
