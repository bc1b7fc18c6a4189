"""Pictures of the guide: one per theme, with their size, so that nothing moves when they come."""

from functools import cache
from pathlib import Path
from struct import unpack

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, format_html

FOLDER = "screenshots"
SIZE_STANDS_AT = slice(16, 24)  # of a PNG: two big-endian words in its first chunk


@cache
def size_of(file: Path) -> tuple[int, int]:
    """Width and height in pixels."""
    with file.open("rb") as opened:
        width, height = unpack(">II", opened.read(SIZE_STANDS_AT.stop)[SIZE_STANDS_AT])
    return width, height


def picture(name: str, alt: str) -> str:
    """The screen of this name, in the reader's theme, fetched when it comes near; before it is drawn, its words."""
    if not (settings.DOCS_DIR / FOLDER / f"{name}.png").exists():
        return escape(alt)
    width, height = size_of(settings.DOCS_DIR / FOLDER / f"{name}.png")
    return format_html(
        '<picture><source srcset="{}" media="(prefers-color-scheme: dark)">'
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></picture>',
        static(f"{FOLDER}/{name}-dark.png"),
        static(f"{FOLDER}/{name}.png"),
        alt,
        width,
        height,
    )
