"""Draws an image anew, in a process of its own: `python -I decoder.py < image > answer`.

Whatever hides in the bytes has to get past limits of memory and time that end this process and nothing else, and comes
out as plain pixels: no metadata, no second frame, no bytes behind the image. The answer is a line of JSON
(`{"fingerprint": "0f…", "pictures": [[name, width, height, bytes], …]}`) and then the pictures' bytes, in that order.
Imports nothing of ours, so that it starts fast and knows no secret.
"""

import json
import resource
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageCms, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 50_000_000
SIDES = {"small": 320, "large": 1280}  # pixels of the longer side
QUALITY = 80
MOST_MEMORY = 1_500_000_000  # bytes of address space
MOST_SECONDS = 20  # of CPU
UNREADABLE = 3  # exit code


def limit_ourselves() -> None:
    """Before the first byte is read; where a system has no such limit, the others hold."""
    for kind, most in [
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def pixels_of(raw: bytes) -> Image.Image:
    """The first frame as it is meant to be seen: upright, in sRGB, on white; nothing else of the file is left."""
    with Image.open(BytesIO(raw), formats=FORMATS) as image:
        image.draft("RGB", (SIDES["large"], SIDES["large"]))
        image.load()
        upright = ImageOps.exif_transpose(image)
        coloured = _in_srgb(upright, image.info.get("icc_profile"))
    plain = Image.new("RGB", coloured.size, "white")
    if coloured.has_transparency_data:
        layer = coloured.convert("RGBA")
        plain.paste(layer, mask=layer)
    else:
        plain.paste(coloured.convert("RGB"))
    return plain


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By its own profile; one that can't be used is ignored, as browsers do."""
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    with suppress(ImageCms.PyCMSError, OSError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    return image


def fingerprint_of(image: Image.Image) -> str:
    """dHash: whether each of 8 x 8 cells is brighter than the one to its right, as 16 hex digits.

    Scaling, another format, a watermark or slightly other colours change few of the 64 bits.
    """
    cells = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    rows = [cells[start : start + 9] for start in range(0, 72, 9)]
    bits = [left > right for row in rows for left, right in pairwise(row)]
    return f"{sum(bit << place for place, bit in enumerate(reversed(bits))):016x}"


def encoded(image: Image.Image, side: int) -> tuple[int, int, bytes]:
    """No larger than so many pixels a side, as WebP."""
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4)
    return *small.size, out.getvalue()


def main() -> int:
    """Answer on stdout, or end with UNREADABLE."""
    limit_ourselves()
    try:
        image = pixels_of(sys.stdin.buffer.read())
        pictures = [(name, *encoded(image, side)) for name, side in SIDES.items()]
        told = {
            "fingerprint": fingerprint_of(image),
            "pictures": [[name, width, height, len(bytes_)] for name, width, height, bytes_ in pictures],
        }
    except Exception as error:  # whatever a hostile file makes of a decoder: it is not to be read
        sys.stderr.write(f"{type(error).__name__}: {error}"[:300])
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(row[3] for row in pictures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
