"""The pages of the guide as they are shown; each file is read once, and again when it has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from bounties.pages.help.shelf import LEAVES, SHELF, Leaf
from bounties.pages.help.writing import anchor_of, mark, parse, to_html, words_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that one can jump to."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One page: its title, the sentence under it, what stands on it, and the text."""

    leaf: Leaf
    title: str
    lead: str
    contents: list[Heading]
    html: SafeString


def shown(leaf: Leaf) -> Shown:
    """The page as its file is now."""
    return _read(leaf, (settings.DOCS_DIR / leaf.file).stat().st_mtime_ns)


def sections() -> list[tuple[object, list[Shown]]]:
    """Every page, under the heading of those who read it."""
    return [(section.title, [shown(leaf) for leaf in section.leaves]) for section in SHELF]


def neighbours(leaf: Leaf) -> tuple[Shown | None, Shown | None]:
    """The page before and the page after."""
    place = LEAVES.index(leaf)
    before = shown(LEAVES[place - 1]) if place else None
    after = shown(LEAVES[place + 1]) if place + 1 < len(LEAVES) else None
    return before, after


@lru_cache(maxsize=2 * len(LEAVES))
def _read(leaf: Leaf, _changed_at: int) -> Shown:
    tokens = parse((settings.DOCS_DIR / leaf.file).read_text())
    mark(tokens, leaf.file)
    lines = [*pairwise(tokens)]
    return Shown(
        leaf=leaf,
        title=_first(lines, "heading_open"),
        lead=_first(lines, "paragraph_open"),
        contents=[
            Heading(words_of(line), anchor_of(words_of(line)))
            for opening, line in lines
            if opening.type == "heading_open" and opening.tag == "h2"
        ],
        html=mark_safe(to_html(tokens)),  # noqa: S308 - writing.py sanitises
    )


def _first(lines: Sequence[tuple[Token, Token]], kind: str) -> str:
    return next(words_of(line) for opening, line in lines if opening.type == kind)
