"""Text that people write: Markdown, shown as HTML that can do no harm; names and titles, which are one line."""

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bounties.errors import InvalidInput
from payments.lines import unseen_in
from payments.sentences import grouped

LONGEST_STATEMENT = 100_000  # bytes in UTF-8
LONGEST_BODY = 100_000  # bytes in UTF-8
LONGEST_ADDRESS = 254  # characters of an e-mail address (RFC 5321, errata 1690); Django's own checks pass 320
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# No images: a picture from elsewhere tells its owner who reads, and when.
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
MOST_ADDRESSES = 10  # times the text: what percent signs make of a short one
SCHEMES = {"http", "https", "mailto"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "strikethrough", "linkify"])


def to_html(markdown: str) -> str:
    """Markdown as sanitised HTML, without pictures, scripts or styles; links lend no reputation and open no door."""
    tokens = _markdown.parse(markdown)
    _drop_multiplied(tokens, most=MOST_ADDRESSES * len(markdown) + 1_000)
    return nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
    )


def _drop_multiplied(tokens: list[Token], *, most: int) -> None:
    """Leave links without their address once all addresses together are longer than this, in characters.

    One definition (`[a]: address`) can be used ten thousand times (`[a][a][a]`): a page of text became megabytes.
    """
    links = (child for token in tokens for child in token.children or () if child.type == "link_open")
    spent = 0
    for link in links:
        spent += sum(len(str(value)) for value in link.attrs.values())
        if spent > most:
            link.attrs = {}


def too_long(text: str, limit: int) -> str:
    """The sentence that says how much too long a text is, or nothing."""
    size = len(text.encode())
    sentence = _("{size} bytes are too long; shorten it to {limit} bytes.")
    return sentence.format(size=grouped(size), limit=grouped(limit)) if size > limit else ""


def require_length(text: str, *, limit: int, field: str) -> str:
    """The text, if it is no longer than so many bytes; raises InvalidInput."""
    if sentence := too_long(text, limit):
        raise InvalidInput(sentence, field=field)
    return text


def require_line(line: str, *, field: str) -> str:
    """The line, if it is one that reads as it looks; raises InvalidInput."""
    if sentence := unseen_in(line):
        raise InvalidInput(sentence, field=field)
    return line
