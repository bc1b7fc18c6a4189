"""Small images for tests, made on the spot."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image


def image_bytes(kind: str = "PNG", *, size: tuple[int, int] = (40, 30), seed: int = 0, **options: Any) -> bytes:
    """A picture whose pattern follows from the seed; the same seed gives the same picture at any size."""
    cells = Image.new("L", (9, 8))
    cells.putdata(random.Random(seed).randbytes(72))
    out = io.BytesIO()
    cells.resize(size, Image.Resampling.NEAREST).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises so many pixels."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + (_chunk(b"IDAT", zlib.compress(bytes(64))) + _chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
