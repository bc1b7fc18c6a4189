"""A file of docs/ as a page: headings that can be linked to, tables and code that scroll, links that lead on here."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

import nh3
from django.urls import reverse
from django.utils.html import escape, format_html
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from bounties.pages.help.pictures import picture
from bounties.pages.help.shelf import BY_FILE
from bounties.text import TAGS

HEADINGS = {"h1", "h2", "h3", "h4"}
# Of our own files only: what strangers write has none of these.
OWN_TAGS = TAGS | {"div", "picture", "source", "img"}
OWN_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"class", "tabindex", "role", "aria-labelledby"},
    "source": {"srcset", "media"},
    "img": {"src", "alt", "width", "height", "loading"},
    **{heading: {"id"} for heading in HEADINGS},
}


def anchor_of(heading: str) -> str:
    """The name of a heading in addresses, made as the usual viewers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def address_of(href: str, file: str) -> str | None:
    """Where a link written in this file leads on the site; None: to a file that is not shown here."""
    target, _, anchor = href.partition("#")
    if not target or target.startswith("/") or ":" in target:
        return href
    leaf = BY_FILE.get(normpath(str(PurePosixPath(file).parent / target)))
    return f"{reverse('help-page', args=[leaf.name])}{'#' if anchor else ''}{anchor}" if leaf else None


def words_of(token: Token) -> str:
    """What is read of a line, without its marks."""
    return "".join(child.content if child.type != "softbreak" else " " for child in token.children or [])


def mark(tokens: Sequence[Token], file: str) -> None:
    """Give each heading its anchor, each table the heading that it stands under, and each link its way."""
    anchor = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = anchor_of(words_of(tokens[place + 1]))
            token.attrSet("id", anchor)
        elif token.type == "table_open":
            token.meta["under"] = anchor
        elif token.type == "inline":
            _lead(token.children or [], file)


def _lead(tokens: Sequence[Token], file: str) -> None:
    is_shown = True
    for token in tokens:
        if token.type == "link_open":
            address = address_of(str(token.attrGet("href")), file)
            is_shown = address is not None
            token.attrSet("href", address or "")
        if token.type in ("link_open", "link_close"):
            token.hidden = not is_shown


class _Writer(RendererHTML):
    """HTML as the site's style sheets know it."""

    def table_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return format_html(
            '<div class="scroll" tabindex="0" role="group" aria-labelledby="{}"><table>', tokens[idx].meta["under"]
        )

    def table_close(self, *_: Any) -> str:
        return "</table></div>"

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>'

    def image(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        name = PurePosixPath(str(tokens[idx].attrGet("src"))).stem
        return picture(name, tokens[idx].content)


_markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Writer).enable(["table", "strikethrough"])


def parse(text: str) -> list[Token]:
    """The file's tokens."""
    return _markdown.parse(text)


def to_html(tokens: Sequence[Token]) -> str:
    """These tokens as HTML, sanitised as all text is."""
    written = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(written, tags=OWN_TAGS, attributes=OWN_ATTRIBUTES, link_rel=None)
