"""A picture of a title, one figure and a line about it, for what previews links: the same words, the same picture.

It costs fifty times what the words cost to read. So a process keeps those that it drew last, and whoever has one
already is told so before it is drawn.
"""

from functools import lru_cache
from hashlib import blake2b
from inspect import getsource
from io import BytesIO
from sys import modules
from textwrap import shorten, wrap

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 1200, 630, 80  # pixels, as link previews want them
GROUND, INK, GOLD, GREEN, SOFT = "#fbfaf6", "#1b1f16", "#7a5600", "#24603a", "#545b48"
KEPT = 64  # pictures of a process, of about 40 kB each


def drawn(request: HttpRequest, *, title: str, figure: str, says: str) -> HttpResponse:
    """The picture, or 304 for who has it."""
    tag = _tag(title, figure, says)
    known = get_conditional_response(request, etag=tag)
    answer: HttpResponse = known or HttpResponse(_png(title, figure, says), content_type="image/png")
    answer.headers["ETag"] = tag
    return answer


def lines(text: str, across: int, most: int) -> list[str]:
    """The text in at most so many lines of so many letters."""
    return wrap(shorten(text, across * most, placeholder=" …"), across)[:most]


def _tag(*words: str) -> str:
    return f'"{blake2b(repr((_edition(), *words)).encode(), digest_size=12).hexdigest()}"'


@lru_cache
def _edition() -> str:
    """Another whenever the same words could be drawn otherwise."""
    return getsource(modules[__name__])


@lru_cache(maxsize=KEPT)
def _png(title: str, figure: str, says: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, HEIGHT), fill=GREEN)
    _write(draw, EDGE, "Laurel", 40, GREEN)
    for number, line in enumerate(lines(title, 30, 3)):
        _write(draw, 160 + 84 * number, line, 70, INK)
    _write(draw, HEIGHT - 200, figure, 76, GOLD)
    _write(draw, HEIGHT - 100, says, 34, SOFT)
    kept = BytesIO()
    image.save(kept, "PNG")  # to save 2 kB more, Pillow would take four times as long
    return kept.getvalue()


def _write(draw: ImageDraw.ImageDraw, top: int, text: str, size: int, colour: str) -> None:
    draw.text((EDGE, top), text, fill=colour, font=_font(size))


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
